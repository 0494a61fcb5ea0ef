// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The pool as an ordinary executor. What it is given has to be serialisable, which the types do not say. */
final class PoolExecutor extends AbstractExecutorService {

    private final ProcessPool pool;
    private final Calls calls;

    PoolExecutor(ProcessPool pool, Calls calls) {
        this.pool = pool;
        this.calls = calls;
    }

    @Override
    public void execute(Runnable command) {
        send(command).whenComplete((nothing, failure) -> {
            if (failure != null && !(failure instanceof CancellationException)) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
            }
        });
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return send(task);
    }

    @Override
    public Future<?> submit(Runnable task) {
        return send(task);
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        CompletableFuture<Object> sent = send(task);
        CompletableFuture<T> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return sent.cancel(mayInterruptIfRunning) && super.cancel(mayInterruptIfRunning);
            }
        };
        sent.whenComplete((nothing, failure) -> {
            if (failure == null) {
                future.complete(result);
            } else {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return awaitAll(tasks, Long.MAX_VALUE);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return awaitAll(tasks, unit.toNanos(timeout));
    }

    private <T> List<Future<T>> awaitAll(Collection<? extends Callable<T>> tasks, long nanos)
            throws InterruptedException {
        long start = System.nanoTime();
        List<Future<T>> futures = new ArrayList<>();
        boolean done = false;
        try {
            tasks.forEach(task -> futures.add(submit(task)));
            for (Future<T> future : futures) {
                awaitOne(future, nanos - (System.nanoTime() - start));
            }
            done = true;
        } catch (TimeoutException e) {
            return futures; // those that are not done are cancelled below, as the contract says
        } finally {
            if (!done) {
                futures.forEach(future -> future.cancel(true));
            }
        }
        return futures;
    }

    private static void awaitOne(Future<?> future, long nanos) throws InterruptedException, TimeoutException {
        try {
            future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException e) {
            // whoever asks this future is told
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try {
            return firstOf(tasks, Long.MAX_VALUE);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return firstOf(tasks, unit.toNanos(timeout));
    }

    private <T> T firstOf(Collection<? extends Callable<T>> tasks, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("there are no tasks to choose from");
        }
        long start = System.nanoTime();
        List<CompletableFuture<T>> futures = new ArrayList<>();
        BlockingQueue<CompletableFuture<T>> done = new LinkedBlockingQueue<>();
        try {
            for (Callable<T> task : tasks) {
                CompletableFuture<T> future = send(task);
                futures.add(future);
                future.whenComplete((result, failure) -> done.add(future));
            }
            ExecutionException last = null;
            for (int i = 0; i < futures.size(); i++) {
                CompletableFuture<T> next = done.poll(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new TimeoutException("no task gave a result in time");
                }
                try {
                    return next.get();
                } catch (ExecutionException e) {
                    last = e;
                }
            }
            throw last;
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    private <T> CompletableFuture<T> send(Object task) {
        if (task == null) {
            throw new NullPointerException("task");
        }
        try {
            return calls.job(task, TaskFuture.forUser());
        } catch (PoolException e) {
            throw new RejectedExecutionException(e.getMessage(), e);
        }
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    /** Cannot tell which tasks had not begun; their futures do. */
    @Override
    public List<Runnable> shutdownNow() {
        pool.terminate();
        return Collections.emptyList();
    }

    @Override
    public boolean isShutdown() {
        return pool.isClosed();
    }

    @Override
    public boolean isTerminated() {
        return pool.isClosed() && pool.join(Duration.ZERO);
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitGone(unit.toNanos(timeout));
    }
}
