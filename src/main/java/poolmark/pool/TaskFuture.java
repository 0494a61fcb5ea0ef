// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import poolmark.pool.host.Clockwork;

/**
 * A future that keeps callbacks off the threads that serve the workers: they may block, submit more, or close the pool. One
 * without callbacks, which is only waited for, is completed directly, as a hop to another thread would cost more than the
 * task's whole way.
 */
final class TaskFuture<R> extends CompletableFuture<R> {

    private static final int OPEN = 0;
    private static final int HAS_CALLBACKS = 1;
    private static final int COMPLETING = 2;

    private final AtomicInteger phase = new AtomicInteger(OPEN);
    private volatile boolean isPrivate;
    private volatile Cancellation cancellation = mayInterrupt -> {};

    /** What to do about the call when its future is cancelled. */
    @FunctionalInterface
    interface Cancellation {
        void cancel(boolean mayInterruptIfRunning);
    }

    void onCancel(Cancellation newCancellation) {
        cancellation = newCancellation;
    }

    void succeed(R value) {
        settle(() -> complete(value));
    }

    void fail(Throwable failure) {
        settle(() -> completeExceptionally(failure));
    }

    private void settle(Runnable completion) {
        // allOf and anyOf hang themselves on without newIncompleteFuture, so dependents have to be counted too; a
        // thread
        // that waits counts as one, which costs it a hop, but for the blocking calls, whose future nobody else has
        if (isPrivate || getNumberOfDependents() == 0 && phase.compareAndSet(OPEN, COMPLETING)) {
            completion.run();
        } else {
            Clockwork.callbacks().execute(completion);
        }
    }

    /** Every callback comes through here before it is attached. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        if (!phase.compareAndSet(OPEN, HAS_CALLBACKS)) {
            while (phase.get() == COMPLETING && !isDone()) {
                Thread.onSpinWait(); // some instructions long: then the callback runs here and not on the worker's
                // thread
            }
        }
        return new CompletableFuture<>();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean first = !isDone();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (first && cancelled) {
            cancellation.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }

    /** Waits for the result of a blocking call, which has this future for itself; exceptions are thrown as they are. */
    R await(String what) {
        isPrivate = true;
        try {
            return get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PoolException failure) {
                failure.fillInStackTrace(); // made on another thread, whose trace says nothing to the caller
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            cancel(false);
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("the thread was interrupted while it waited for " + what, e);
        } catch (CancellationException e) {
            throw new PoolClosedException(what + " was cancelled", e);
        }
    }
}
