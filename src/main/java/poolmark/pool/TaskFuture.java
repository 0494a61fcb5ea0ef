// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import poolmark.pool.wire.Loan;

/** The future of a call: completed where its callbacks harm nobody, and its cancellation reaches the task. */
final class TaskFuture<R> extends WaitersFuture<R> {

    private final boolean isHeldByUser;
    private Loan loan;
    private volatile Cancellation cancellation = mayInterrupt -> {};

    private TaskFuture(boolean isHeldByUser) {
        this.isHeldByUser = isHeldByUser;
    }

    /** One that is given out. */
    static <R> TaskFuture<R> forUser() {
        return new TaskFuture<>(true);
    }

    /** One that a blocking call waits for. */
    static <R> TaskFuture<R> forCaller() {
        return new TaskFuture<>(false);
    }

    /** Whether it is given out. */
    boolean isHeldByUser() {
        return isHeldByUser;
    }

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

    private void settle(Runnable howToComplete) {
        if (!isHeldByUser) {
            howToComplete.run(); // nobody but the waiting caller has it: a hop to another thread would cost more than
            // the task
            return;
        }
        takeBackLent(); // first: whoever brings the result may leave, and let go of the copy, much later
        completeSoon(howToComplete);
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

    /** An array that the call sends: the caller's own where he waits, as he cannot change it then, else a copy. */
    Loan lend(byte[] array) {
        loan = new Loan(isHeldByUser ? array.clone() : array);
        return loan;
    }

    /** The caller goes before his call is over. */
    private void keepLent() {
        if (loan != null) {
            loan.keepCopy();
            loan = null;
        }
    }

    /** The call has ended, in whatever way: gives the caller back what he lent, or drops the copy. */
    void takeBackLent() {
        if (loan != null) {
            loan.takeBack();
        }
    }

    /** Waits for the result; its exceptions are thrown as they are. */
    R await(String what) {
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
            keepLent();
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("the thread was interrupted while it waited for " + what, e);
        } catch (CancellationException e) {
            throw new PoolClosedException(what + " was cancelled", e);
        }
    }
}
