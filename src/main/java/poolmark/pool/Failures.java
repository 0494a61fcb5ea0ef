// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import poolmark.pool.host.Outcome;
import poolmark.pool.wire.Failure;

/** Makes the exceptions that users see, of the outcomes that the host speaks in. */
final class Failures {

    private static final StackTraceElement[] NO_FRAMES = {};

    private Failures() {}

    /**
     * The exception for an outcome that is not a result.
     *
     * @param outcome what became of the task
     * @param task how the message is to call the task, such as {@code task 3}
     */
    static PoolException of(Outcome outcome, String task) {
        PoolException exception = make(outcome, task);
        // made on a thread that serves a worker, whose frames say nothing; a blocking call fills in the caller's
        exception.setStackTrace(NO_FRAMES);
        return exception;
    }

    private static PoolException make(Outcome outcome, String task) {
        return switch (outcome.kind()) {
            case THREW -> failed(outcome, task);
            case UNTRANSFERABLE ->
                new NotSerializableTaskException(
                        task + " cannot travel between the processes" + where(outcome) + ": " + outcome.detail(),
                        outcome.thrown());
            case CRASHED -> new WorkerCrashedException(crashed(outcome, task), null);
            case TIMED_OUT ->
                new TaskTimeoutException(
                        task + " ran longer than the pool's taskTimeout; its worker" + named(outcome) + " was ended; "
                                + outcome.detail(),
                        null);
            case NEVER_READY -> neverReady(outcome);
            case CLOSED -> closed(outcome, task);
            case CANCELLED -> new PoolClosedException(task + " was cancelled" + where(outcome), null);
            case RETURNED -> throw new IllegalArgumentException("a result is no failure");
        };
    }

    private static PoolException neverReady(Outcome outcome) {
        String broken = "the pool is broken, its initializer ";
        return outcome.failure() == null
                ? new InitializerFailedException(
                        broken + "does not end" + where(outcome) + ": " + outcome.detail(), null)
                : new InitializerFailedException(
                        broken + "failed" + where(outcome) + ": " + summary(outcome.failure()), causeOf(outcome));
    }

    /** A call that came too late. */
    static PoolException refused(Outcome reason) {
        PoolException exception = reason.kind() == Outcome.Kind.CLOSED
                ? new PoolClosedException("the pool is closed and takes no more tasks", null)
                : make(reason, "the call");
        return exception;
    }

    private static PoolException failed(Outcome outcome, String task) {
        return new TaskFailedException(
                task + " failed" + where(outcome) + ": " + summary(outcome.failure()), causeOf(outcome));
    }

    private static PoolException closed(Outcome outcome, String task) {
        String when = outcome.worker() == null ? " before it had begun" : " while it ran" + where(outcome);
        return new PoolClosedException(task + " was dropped: the pool was terminated" + when, null);
    }

    private static String crashed(Outcome outcome, String task) {
        return outcome.worker() == null
                ? outcome.detail()
                : "worker" + named(outcome) + " died, and " + task + " with it: " + outcome.detail();
    }

    private static String summary(Failure failure) {
        return failure.message() == null ? failure.className() : failure.className() + ": " + failure.message();
    }

    private static Throwable causeOf(Outcome outcome) {
        Failure failure = outcome.failure();
        return outcome.thrown() != null
                ? outcome.thrown()
                : new RemoteTaskException(failure.className(), failure.message(), failure.trace());
    }

    private static String where(Outcome outcome) {
        return outcome.worker() == null ? "" : " in" + named(outcome);
    }

    private static String named(Outcome outcome) {
        return " " + outcome.worker() + " (pid " + outcome.pid() + ")";
    }
}
