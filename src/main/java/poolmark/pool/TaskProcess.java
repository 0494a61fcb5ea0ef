// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import poolmark.pool.host.Dispatcher;
import poolmark.pool.host.FunctionTable;
import poolmark.pool.host.SoloWorker;
import poolmark.pool.host.process.WorkerSource;
import poolmark.pool.wire.Codec;

/**
 * One process for one task, as {@code multiprocessing.Process} is in Python, with a result.
 *
 * <pre>{@code
 * try (TaskProcess<Integer> process = TaskProcess.start(() -> compute())) {
 *     int result = process.join();
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread. The process ends when its task has; the exit code is 0 where the task gave a
 * result and 1 where it failed. It does not outlive this process.
 *
 * @param <R> type of the result
 */
public final class TaskProcess<R> implements AutoCloseable {

    /** Jobs that were started before; their numbers mean nothing here. */
    private static final FunctionTable KNOWN = new FunctionTable();

    private final SingleCall<R> call = new SingleCall<>(TaskFuture.forUser());
    private final SoloWorker worker;
    private volatile boolean failureThrown;

    private TaskProcess(Builder<R> builder) {
        Codec codec = builder.codec();
        String name = builder.name != null
                ? builder.name
                : builder.nameStart() + "Process-" + Builder.STARTED.incrementAndGet();
        byte[] function = Calls.function(KNOWN, codec, builder.job).encoded();
        worker = new SoloWorker(
                builder.source(WorkerSource.SPAWN),
                builder.launchSpec(),
                name,
                function,
                codec,
                call,
                new Reporter(null, builder.output()));
        call.future().onCancel(endRunning -> {
            if (endRunning) {
                worker.kill();
            }
        });
        worker.start();
    }

    /**
     * Starts a process that runs a job, with default options. Returns when the operating system has started it.
     *
     * @param <R> type of the result
     * @param job what to run
     * @return the process
     * @throws NotSerializableTaskException where the job cannot travel
     */
    public static <R> TaskProcess<R> start(Job<? extends R> job) {
        return TaskProcess.<R>builder(job).start();
    }

    /**
     * Prepares a process with options.
     *
     * @param <R> type of the result
     * @param job what to run
     * @return a builder with the default options
     */
    public static <R> Builder<R> builder(Job<? extends R> job) {
        return new Builder<>(Objects.requireNonNull(job, "job"));
    }

    /**
     * Options of a task process.
     *
     * @param <R> type of the result
     */
    public static final class Builder<R> extends LaunchOptions<Builder<R>> {

        /** Numbers the processes with default names, over the life of this process. */
        private static final AtomicLong STARTED = new AtomicLong();

        private final Job<? extends R> job;
        private String name;

        private Builder(Job<? extends R> job) {
            this.job = job;
        }

        @Override
        Builder<R> self() {
            return this;
        }

        /**
         * Name of the process, as {@link CurrentWorker#name()} tells it to the task.
         *
         * @param newName default: {@code SpawnProcess-1}, {@code SpawnProcess-2} and so on
         * @return this builder
         */
        public Builder<R> name(String newName) {
            name = Objects.requireNonNull(newName, "newName");
            return this;
        }

        /**
         * Starts the process. Returns when the operating system has started it.
         *
         * @return the process
         * @throws NotSerializableTaskException where the job cannot travel
         */
        public TaskProcess<R> start() {
            return new TaskProcess<>(this);
        }
    }

    /**
     * Waits until the process has ended.
     *
     * @return the result of its task
     * @throws PoolException where it has none
     * @throws CallInterruptedException where the thread is interrupted meanwhile; the process goes on
     */
    public R join() {
        awaitEnd(Dispatcher.FOREVER_NANOS);
        try {
            return call.future().await("the process");
        } catch (PoolException e) {
            failureThrown = true;
            throw e;
        }
    }

    /**
     * Waits until the process has ended, for a limited time. Its failure is not thrown here.
     *
     * @param timeout how long to wait; zero or less looks and does not wait
     * @return whether it has ended
     * @throws CallInterruptedException where the thread is interrupted meanwhile
     */
    public boolean join(Duration timeout) {
        return awaitEnd(Durations.nanos(timeout));
    }

    private boolean awaitEnd(long nanos) {
        try {
            boolean gone = worker.awaitGone(nanos);
            if (gone) {
                Completions.awaitDone();
            }
            return gone;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("the thread was interrupted while it waited for " + name(), e);
        }
    }

    /**
     * Whether the process runs.
     *
     * @return false once it has ended
     */
    public boolean isAlive() {
        return worker.isAlive();
    }

    /**
     * Process id given by the operating system.
     *
     * @return the id, also after the end; 0 where the process could not be started. Another one where a Ctrl-C has ended the
     *     process before its JVM was up, and it was started again
     */
    public long pid() {
        return worker.pid();
    }

    /**
     * Name of the process.
     *
     * @return such as {@code SpawnProcess-1}
     */
    public String name() {
        return worker.name();
    }

    /**
     * Exit code of the process.
     *
     * @return empty while it runs; 0 after a result, 1 after a failure of the task, 128 + n where signal n ended it; else
     *     what the task gave to {@code System.exit}
     */
    public OptionalInt exitCode() {
        return worker.exitCode();
    }

    /**
     * The result as a future, which completes before the process has ended. {@code cancel(true)} on it ends the process.
     *
     * @return the same future at every call
     */
    public CompletableFuture<R> result() {
        return call.future();
    }

    /** Asks the process to end (SIGTERM): shutdown hooks of the task run. Does not wait. */
    public void terminate() {
        worker.terminate();
    }

    /** Ends the process at once (SIGKILL). Does not wait. */
    public void kill() {
        worker.kill();
    }

    /**
     * Waits like {@link #join()} and throws what it throws, unless {@code join} has thrown it already: at the end of a
     * try-with-resources block an exception cannot come twice.
     */
    @Override
    public void close() {
        if (failureThrown) {
            awaitEnd(Dispatcher.FOREVER_NANOS);
        } else {
            join();
        }
    }
}
