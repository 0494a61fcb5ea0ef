// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import poolmark.pool.host.Dispatcher;
import poolmark.pool.host.Settings;
import poolmark.pool.host.process.WorkerSource;
import poolmark.pool.wire.Codec;

/**
 * A fixed number of worker processes that run tasks, as {@code multiprocessing.Pool} does in Python. Each worker is a JVM
 * of its own: a task that crashes, leaks or exhausts its heap costs the pool one worker, which is replaced, and its caller
 * an exception.
 *
 * <pre>{@code
 * try (ProcessPool pool = ProcessPool.open(4)) {
 *     List<Integer> doubled = pool.map(x -> x * 2, List.of(0, 1, 2, 3, 4));
 * }
 * }</pre>
 *
 * <p><b>Promises.</b> Results of {@code map} and {@code imap} come in input order. A task is never run twice. A worker that
 * dies fails only the task it was running; what it had not begun runs elsewhere. No call waits for ever because a worker
 * died. No worker outlives this process, however that ended. What a task prints comes out here line by line.
 *
 * <p><b>Copies.</b> Tasks, arguments and results are copied between the processes. A task is written down when the call is
 * made; captured objects that can change are copied anew for each chunk.
 *
 * <p><b>Threads.</b> All methods may be called from any thread. What the caller did before the call happens-before the task;
 * what the task did happens-before the return of the call, as far as it is part of the result.
 *
 * <p>The failures of all calls are the subclasses of {@link PoolException}, and {@link NullPointerException} where a task is
 * null.
 */
public final class ProcessPool implements AutoCloseable {

    private final int processes;
    private final Dispatcher dispatcher;
    private final Calls calls;

    private ProcessPool(int processes, Dispatcher dispatcher, Codec codec) {
        this.processes = processes;
        this.dispatcher = dispatcher;
        this.calls = new Calls(processes, codec, dispatcher);
        dispatcher.open();
    }

    /**
     * Opens a pool with default options. Returns before the workers run; the first result comes as soon as the first is up.
     *
     * @param processes number of workers, at least 1
     * @return an open pool
     * @throws IllegalArgumentException where {@code processes} is less than 1
     */
    public static ProcessPool open(int processes) {
        return builder().processes(processes).open();
    }

    /**
     * Prepares a pool with options.
     *
     * @return a builder with the default options
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Options of a pool. */
    public static final class Builder extends LaunchOptions<Builder> {

        /** Numbers the workers of all pools, over the life of this process. */
        private static final AtomicLong WORKERS = new AtomicLong();

        /** Longer than any start that will still succeed; an initializer that loads something huge may have to be given more. */
        private static final long DEFAULT_START_NANOS = TimeUnit.MINUTES.toNanos(5);

        private int processes = Runtime.getRuntime().availableProcessors();
        private Action initializer;
        private long startTimeoutNanos = DEFAULT_START_NANOS;
        private int maxTasksPerWorker;
        private long taskTimeoutNanos;
        private int crashRetries;
        private String workerNamePrefix;
        private PoolListener listener;

        Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Number of workers.
         *
         * @param count at least 1; default: the number of processors this JVM may use
         * @return this builder
         */
        public Builder processes(int count) {
            processes = atLeastOne(count, "processes");
            return this;
        }

        /**
         * What each worker does once, before its first task. Where it throws, or does not end within {@link #startTimeout}, the pool
         * is broken: all calls fail with {@link InitializerFailedException}.
         *
         * @param action default: nothing
         * @return this builder
         */
        public Builder initializer(Action action) {
            initializer = Objects.requireNonNull(action, "action");
            return this;
        }

        /**
         * How long a worker may take from its start until it is ready, its initializer included. Where that is still running then, the
         * pool is broken as if it had thrown; where not even the worker's JVM is up, another is tried, three times in a row at most.
         * Calls that wait for a first worker end with the failure then.
         *
         * @param limit more than zero; default: five minutes
         * @return this builder
         */
        public Builder startTimeout(Duration limit) {
            startTimeoutNanos = Durations.positiveNanos(limit, "startTimeout");
            return this;
        }

        /**
         * Replaces a worker after so many tasks, each item of a {@code map} being one; against leaks in native code. The
         * next worker is started while the last task runs.
         *
         * @param count at least 1; default: workers are not replaced
         * @return this builder
         */
        public Builder maxTasksPerWorker(int count) {
            maxTasksPerWorker = atLeastOne(count, "maxTasksPerWorker");
            return this;
        }

        /**
         * How long a task may run, counted from its own start. One that runs longer is ended together with its worker, and
         * fails with {@link TaskTimeoutException}. Items are then handed over one by one. Without a limit a task that never ends
         * runs for ever, and a worker that is stopped (SIGSTOP) is waited for, until {@code cancel(true)} or {@code terminate}.
         *
         * @param limit more than zero; default: no limit
         * @return this builder
         */
        public Builder taskTimeout(Duration limit) {
            taskTimeoutNanos = Durations.positiveNanos(limit, "taskTimeout");
            return this;
        }

        /**
         * Runs a task again whose worker died in it. Only for tasks that may safely run twice: without this, none ever does.
         * A task that kills its workers fails after so many retries.
         *
         * @param retries how often one task is run again, at least 1; default: never
         * @return this builder
         */
        public Builder crashRetries(int retries) {
            crashRetries = atLeastOne(retries, "crashRetries");
            return this;
        }

        /**
         * First part of the workers' names; their number is added.
         *
         * @param prefix default: {@code SpawnPoolWorker-} or {@code StandbyPoolWorker-}
         * @return this builder
         */
        public Builder workerNamePrefix(String prefix) {
            workerNamePrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /**
         * Hears of workers and tasks.
         *
         * @param newListener default: nobody
         * @return this builder
         */
        public Builder listener(PoolListener newListener) {
            listener = Objects.requireNonNull(newListener, "newListener");
            return this;
        }

        /**
         * Opens the pool. Returns before the workers run; the first result comes as soon as the first of them is up.
         *
         * @return an open pool
         * @throws NotSerializableTaskException where the initializer cannot travel
         */
        public ProcessPool open() {
            Codec codec = codec();
            String prefix = workerNamePrefix != null ? workerNamePrefix : nameStart() + "PoolWorker-";
            Settings settings = new Settings(
                    launchSpec(),
                    source(WorkerSource.SPAWN_IN_TURN),
                    processes,
                    () -> prefix + WORKERS.incrementAndGet(),
                    initializer == null ? null : Calls.encode(codec, initializer, "the initializer"),
                    maxTasksPerWorker,
                    startTimeoutNanos,
                    taskTimeoutNanos,
                    crashRetries,
                    listener != null && listener.measuresCpu(),
                    codec);
            return new ProcessPool(processes, new Dispatcher(settings, new Reporter(listener, output())), codec);
        }
    }

    /**
     * Applies a task to every item, in chunks of {@code ceil(n / (4 * processes))} as Python does, and waits for all of them.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     * @param task what to do with each item
     * @param items the arguments; iterated in this thread before anything is run
     * @return the results in the order of the items, unmodifiable; holds null where a task returned null. Numbers among them are kept
     *     as primitives, and boxed when they are asked for
     * @throws PoolException the failure of the task with the lowest index, the others {@linkplain Throwable#getSuppressed
     *     suppressed} under it, after all tasks have ended
     */
    public <T, R> List<R> map(Task<? super T, ? extends R> task, Iterable<? extends T> items) {
        return calls.<T, R>map(task, items, 0, TaskFuture.forCaller()).await("map");
    }

    /**
     * Like {@link #map(Task, Iterable)} with a chunk size of the caller's.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     * @param task what to do with each item
     * @param items the arguments; iterated in this thread before anything is run
     * @param chunkSize how many items are handed to a worker at a time, at least 1
     * @return the results in the order of the items, unmodifiable
     * @throws IllegalArgumentException where {@code chunkSize} is less than 1
     */
    public <T, R> List<R> map(Task<? super T, ? extends R> task, Iterable<? extends T> items, int chunkSize) {
        return calls.<T, R>map(task, items, atLeastOne(chunkSize, "chunkSize"), TaskFuture.forCaller())
                .await("map");
    }

    /**
     * Like {@link #map(Task, Iterable)}, and does not wait for the results.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     * @param task what to do with each item
     * @param items the arguments; iterated in this thread before this method returns
     * @return the results to come; cancelling it drops what has not begun, {@code cancel(true)} also ends what has, by
     *     replacing its workers
     * @throws PoolClosedException where the pool is closed
     */
    public <T, R> CompletableFuture<List<R>> mapAsync(Task<? super T, ? extends R> task, Iterable<? extends T> items) {
        return calls.map(task, items, 0, TaskFuture.forUser());
    }

    /**
     * Like {@link #mapAsync(Task, Iterable)} with a chunk size of the caller's.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     * @param task what to do with each item
     * @param items the arguments; iterated in this thread before this method returns
     * @param chunkSize how many items are handed to a worker at a time, at least 1
     * @return the results to come
     * @throws IllegalArgumentException where {@code chunkSize} is less than 1
     */
    public <T, R> CompletableFuture<List<R>> mapAsync(
            Task<? super T, ? extends R> task, Iterable<? extends T> items, int chunkSize) {
        return calls.map(task, items, atLeastOne(chunkSize, "chunkSize"), TaskFuture.forUser());
    }

    /**
     * Applies a task to items as the results are asked for, with items one by one and a bounded number of them under way:
     * the input may be endless. Results come in the order of the items.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     * @param task what to do with each item
     * @param items the arguments, iterated in the thread that reads the stream
     * @return the results, for one thread; a failing task throws its {@link PoolException} in its place, and an iterator over
     *     the stream can go on after it. Closing the stream drops what has not begun
     */
    public <T, R> Stream<R> imap(Task<? super T, ? extends R> task, Iterable<? extends T> items) {
        return imap(task, items, 1);
    }

    /**
     * Like {@link #imap(Task, Iterable)} with several items handed to a worker at a time.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     * @param task what to do with each item
     * @param items the arguments, iterated in the thread that reads the stream
     * @param chunkSize how many items are handed to a worker at a time, at least 1
     * @return the results in the order of the items
     */
    public <T, R> Stream<R> imap(Task<? super T, ? extends R> task, Iterable<? extends T> items, int chunkSize) {
        return calls.imap(task, items, atLeastOne(chunkSize, "chunkSize"), true);
    }

    /**
     * Like {@link #imap(Task, Iterable)}, but the results come as they are ready.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     * @param task what to do with each item
     * @param items the arguments, iterated in the thread that reads the stream
     * @return the results in the order of their completion
     */
    public <T, R> Stream<R> imapUnordered(Task<? super T, ? extends R> task, Iterable<? extends T> items) {
        return imapUnordered(task, items, 1);
    }

    /**
     * Like {@link #imapUnordered(Task, Iterable)} with several items handed to a worker at a time.
     *
     * @param <T> type of the items
     * @param <R> type of the results
     * @param task what to do with each item
     * @param items the arguments, iterated in the thread that reads the stream
     * @param chunkSize how many items are handed to a worker at a time, at least 1
     * @return the results in the order of their completion
     */
    public <T, R> Stream<R> imapUnordered(
            Task<? super T, ? extends R> task, Iterable<? extends T> items, int chunkSize) {
        return calls.imap(task, items, atLeastOne(chunkSize, "chunkSize"), false);
    }

    /**
     * Runs a task with one argument in a worker and waits for its result; not for other tasks.
     *
     * @param <T> type of the argument
     * @param <R> type of the result
     * @param task what to run
     * @param argument its argument, may be null. A large array of bytes is read while this method waits, without a copy, and must
     *     not be changed by another thread meanwhile
     * @return its result
     */
    public <T, R> R apply(Task<? super T, ? extends R> task, T argument) {
        TaskFuture<R> future = TaskFuture.forCaller();
        try {
            return calls.<T, R>task(task, argument, future).await("apply");
        } finally {
            future.takeBackLent();
        }
    }

    /**
     * Runs a job in a worker and waits for its result.
     *
     * @param <R> type of the result
     * @param job what to run
     * @return its result
     */
    public <R> R apply(Job<? extends R> job) {
        return calls.<R>job(job, TaskFuture.forCaller()).await("apply");
    }

    /**
     * Like {@link #apply(Task, Object)}, and does not wait for the result.
     *
     * @param <T> type of the argument
     * @param <R> type of the result
     * @param task what to run
     * @param argument its argument, may be null
     * @return the result to come; {@code cancel(false)} drops the task where it has not begun, {@code cancel(true)} also ends
     *     it by replacing its worker. Callbacks may block and may call this pool
     * @throws PoolClosedException where the pool is closed
     */
    public <T, R> CompletableFuture<R> applyAsync(Task<? super T, ? extends R> task, T argument) {
        return calls.task(task, argument, TaskFuture.forUser());
    }

    /**
     * Like {@link #apply(Job)}, and does not wait for the result.
     *
     * @param <R> type of the result
     * @param job what to run
     * @return the result to come
     * @throws PoolClosedException where the pool is closed
     */
    public <R> CompletableFuture<R> applyAsync(Job<? extends R> job) {
        return calls.job(job, TaskFuture.forUser());
    }

    /**
     * This pool as an ordinary executor. Its {@code Callable}s and {@code Runnable}s have to be serialisable; closing either
     * closes both.
     *
     * @return a view of this pool
     */
    public ExecutorService asExecutorService() {
        return new PoolExecutor(this, calls);
    }

    /**
     * Number of workers this pool was opened with.
     *
     * @return at least 1
     */
    public int processes() {
        return processes;
    }

    /**
     * The workers as they are now. Blocks for the few milliseconds in which the operating system starts one.
     *
     * @return one entry for each worker; fewer while the pool closes
     */
    public List<WorkerInfo> workers() {
        return dispatcher.workers().stream().map(Reporter::info).toList();
    }

    /** Takes no more work and returns at once (Python's {@code close}). What was submitted is finished, then the workers end. */
    public void shutdown() {
        dispatcher.shutdown();
    }

    /**
     * Shuts down, lets submitted work finish and waits for the workers to end.
     *
     * @throws CallInterruptedException where the thread is interrupted meanwhile; the pool is terminated then
     */
    @Override
    public void close() {
        shutdown();
        try {
            join();
        } catch (CallInterruptedException e) {
            terminate();
            throw e;
        }
    }

    /** Ends all workers now. Outstanding calls fail with {@link PoolClosedException}. May be called at any time, and again. */
    public void terminate() {
        dispatcher.terminate();
    }

    /**
     * Waits until all workers have ended.
     *
     * @throws IllegalStateException where neither {@link #shutdown} nor {@link #terminate} was called before
     * @throws CallInterruptedException where the thread is interrupted meanwhile
     */
    public void join() {
        joinNanos(Dispatcher.FOREVER_NANOS);
    }

    /**
     * Like {@link #join()}, for a limited time.
     *
     * @param timeout how long to wait; zero or less looks and does not wait
     * @return whether all workers have ended
     */
    public boolean join(Duration timeout) {
        return joinNanos(Durations.nanos(timeout));
    }

    private boolean joinNanos(long nanos) {
        if (!dispatcher.isClosed()) {
            throw new IllegalStateException("the pool is still open: call shutdown() or terminate() before join()");
        }
        try {
            return awaitGone(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("the thread was interrupted while it waited for the workers to end", e);
        }
    }

    boolean isClosed() {
        return dispatcher.isClosed();
    }

    /** Waits until all workers are gone and the futures of all calls are done; false where the time was over first. */
    boolean awaitGone(long nanos) throws InterruptedException {
        boolean gone = dispatcher.awaitGone(nanos);
        if (gone) {
            Completions.awaitDone();
        }
        return gone;
    }

    static int atLeastOne(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
        return value;
    }
}
