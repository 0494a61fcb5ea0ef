// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import poolmark.pool.Action;
import poolmark.pool.PoolListener;
import poolmark.pool.ProcessPool;
import poolmark.pool.TaskProcess;
import poolmark.pool.TaskRecord;
import poolmark.pool.WorkerInfo;

/** Counts workers by their names, of which none comes twice in the life of a parent. */
public final class WorkerTally implements PoolListener {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger crashed = new AtomicInteger();
    private volatile CountDownLatch ready = new CountDownLatch(0);
    private final Queue<TaskRecord> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Long> readyNanos = new ConcurrentLinkedQueue<>();
    private volatile boolean keepsTasks;
    private volatile ProcessPool pool;
    private Action first;

    /**
     * Says how many workers {@link #awaitReady()} waits for. To be called before their pool is opened.
     *
     * @param workers number of workers
     */
    public void expect(int workers) {
        ready = new CountDownLatch(workers);
    }

    /**
     * Waits until as many workers have become ready as were expected.
     *
     * @throws IllegalStateException when they do not within a minute
     * @throws InterruptedException when interrupted
     */
    public void awaitReady() throws InterruptedException {
        if (!ready.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    ready.getCount() + " workers were not ready after " + PATIENCE.toSeconds() + " s");
        }
    }

    /** Has each worker of a pool run something before its benchmark's own set-up. */
    void setUpFirst(Action action) {
        first = action;
    }

    /**
     * What a worker of a pool has to run before its work.
     *
     * @param own the benchmark's own set-up; null where it has none
     * @return the whole; null where there is nothing
     */
    public Action setUp(Action own) {
        Action before = first;
        if (before == null || own == null) {
            return before == null ? own : before;
        }
        return () -> {
            before.run();
            own.run();
        };
    }

    /** Takes the workers of a pool into account that have not become ready yet. */
    public ProcessPool watch(ProcessPool watched) {
        pool = watched;
        return watched;
    }

    /** Takes a process for a single task into account. */
    public <R> TaskProcess<R> count(TaskProcess<R> process) {
        seen.add(process.name());
        return process;
    }

    /** {@return how many workers have been started so far} */
    int started() {
        ProcessPool watched = pool;
        if (watched != null) {
            watched.workers().forEach(worker -> seen.add(worker.name()));
        }
        return seen.size();
    }

    /** {@return how many workers have died unasked so far} */
    int crashed() {
        return crashed.get();
    }

    @Override
    public void workerReady(WorkerInfo worker) {
        seen.add(worker.name());
        readyNanos.add(System.nanoTime());
        ready.countDown();
    }

    @Override
    public void workerEnded(WorkerInfo worker, boolean died) {
        seen.add(worker.name());
        if (died) {
            crashed.incrementAndGet();
        }
    }

    @Override
    public void taskEnded(TaskRecord task) {
        if (keepsTasks) {
            tasks.add(task);
        }
    }

    /** Begins to keep what it hears of each task; for workloads, whose tasks are few. */
    public void keepTasks() {
        keepsTasks = true;
    }

    /** {@return the tasks that have ended since the last call} */
    public List<TaskRecord> drainTasks() {
        return drain(tasks);
    }

    /** {@return when workers became ready since the last call, on the clock of {@link System#nanoTime()}, in that order} */
    public List<Long> drainReady() {
        return drain(readyNanos);
    }

    private static <T> List<T> drain(Queue<T> queue) {
        List<T> drained = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            drained.add(next);
        }
        return drained;
    }

    @Override
    public boolean measuresCpu() {
        return false;
    }
}
