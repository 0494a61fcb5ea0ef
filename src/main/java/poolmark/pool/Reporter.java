// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.PrintStream;
import java.util.OptionalLong;
import java.util.function.Consumer;
import poolmark.pool.host.Identified;
import poolmark.pool.host.Observer;
import poolmark.pool.host.Outcome;
import poolmark.pool.host.Worker;

/** Passes on to the user's listener and output what the host observes; what they throw ends here. */
final class Reporter implements Observer {

    /** Prints a worker's line where the worker meant it to go: standard output or standard error of this process. */
    static final Consumer<WorkerOutput> CONSOLE = output -> {
        PrintStream target = output.error() ? System.err : System.out;
        target.println(output.line());
    };

    private final PoolListener listener;
    private final Consumer<WorkerOutput> output;

    /** {@code listener} is null where nobody listens. */
    Reporter(PoolListener listener, Consumer<WorkerOutput> output) {
        this.listener = listener;
        this.output = output;
    }

    @Override
    public void printed(Identified worker, boolean error, String line) {
        dropFailures(() -> output.accept(new WorkerOutput(worker.name(), worker.pid(), error, line)));
    }

    @Override
    public void ready(Worker worker) {
        if (listener != null) {
            dropFailures(() -> listener.workerReady(info(worker)));
        }
    }

    @Override
    public void ended(Worker worker, boolean crashed) {
        if (listener != null) {
            dropFailures(() -> listener.workerEnded(info(worker), crashed));
        }
    }

    @Override
    public boolean hearsTasks() {
        return listener != null;
    }

    @Override
    public void taskEnded(TaskTimes times, Outcome outcome) {
        boolean ran = outcome.worker() != null;
        TaskRecord task = new TaskRecord(
                times.number(),
                ran ? outcome.worker() : "",
                outcome.pid(),
                times.queuedNanos(),
                times.startedNanos(),
                times.endedNanos(),
                times.cpuNanos() < 0 ? OptionalLong.empty() : OptionalLong.of(times.cpuNanos()),
                kind(outcome));
        dropFailures(() -> listener.taskEnded(task));
    }

    static WorkerInfo info(Worker worker) {
        return new WorkerInfo(worker.name(), worker.pid(), worker.isAlive(), worker.tasksCompleted());
    }

    private static TaskRecord.Outcome kind(Outcome outcome) {
        return switch (outcome.kind()) {
            case RETURNED -> TaskRecord.Outcome.RETURNED;
            case THREW -> TaskRecord.Outcome.FAILED;
            case UNTRANSFERABLE -> TaskRecord.Outcome.NOT_SERIALIZABLE;
            case CRASHED -> TaskRecord.Outcome.CRASHED;
            case TIMED_OUT -> TaskRecord.Outcome.TIMED_OUT;
            case CANCELLED -> TaskRecord.Outcome.CANCELLED;
            case CLOSED, NEVER_READY -> TaskRecord.Outcome.ABANDONED;
        };
    }

    private static void dropFailures(Runnable userCode) {
        try {
            userCode.run();
        } catch (Throwable e) {
            // even a checked exception, which other languages throw unseen: on this thread a worker is served: the
            // user's own mistake must not cost him the worker
        }
    }
}
