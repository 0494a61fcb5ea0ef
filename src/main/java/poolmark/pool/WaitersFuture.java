// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * A future that whoever waits for it completes himself, so that no other thread has to be woken for that. Where nobody waits, or
 * somebody has left a callback, the thread of the {@link Completions} does it.
 *
 * <p>Guarantee: callbacks run on a thread of the user's or of the completions, never on the one that has brought the result.
 */
class WaitersFuture<R> extends CompletableFuture<R> {

    /** In case something completes it that nobody here hears of, such as {@link #completeAsync}. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** So many that nobody waits for come between two that somebody waits for, where tasks take as long as being woken at least. */
    private static final int FEW = 4;

    /** How many there were when somebody waited last. */
    private static volatile int lastCount;

    @SuppressWarnings("rawtypes") // there is no class object of a type with parameters
    private static final AtomicReferenceFieldUpdater<WaitersFuture, Thread> WAITER =
            AtomicReferenceFieldUpdater.newUpdater(WaitersFuture.class, Thread.class, "waiter");

    /** Who waits, and will complete it. */
    private volatile Thread waiter;

    /** What completes it, once that is known. */
    private volatile Runnable completion;

    /** Has it completed soon, on another thread. */
    final void completeSoon(Runnable how) {
        Thread waiting = waiter;
        if (waiting == null || getNumberOfDependents() > 0 || isOneOfMany() || !leaveTo(waiting, how)) {
            Completions.add(this, how);
        }
    }

    /** Leaves it to the one who waits; false where he has gone meanwhile. */
    private boolean leaveTo(Thread waiting, Runnable how) {
        if (!Completions.announce(this)) {
            return false;
        }
        completion = how;
        boolean stillWaits = waiter == waiting; // looked at after the line above, as he does it the other way round
        if (stillWaits) {
            LockSupport.unpark(waiting);
        }
        return stillWaits;
    }

    /** Whether many have been completed since the last for which somebody waited: who brings them should not be held up by waking. */
    private static boolean isOneOfMany() {
        int count = Completions.count();
        int before = lastCount; // of two threads that meet here one may judge wrongly, which costs a waking
        lastCount = count;
        return count - before > FEW;
    }

    @Override
    public R get() throws InterruptedException, ExecutionException {
        awaitCompletion(Long.MAX_VALUE);
        return super.get();
    }

    @Override
    public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long begin = System.nanoTime();
        long nanos = Math.max(0, unit.toNanos(timeout));
        awaitCompletion(nanos);
        return super.get(nanos - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
    }

    @Override
    public R join() {
        boolean interrupted = false;
        while (true) {
            try {
                awaitCompletion(Long.MAX_VALUE);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return super.join();
    }

    /**
     * Waits as the one who will complete it. Returns at once where another waits so already, or where it is no thread that is always
     * its turn when it is woken.
     */
    private void awaitCompletion(long nanos) throws InterruptedException {
        Thread thread = Thread.currentThread();
        if (isDone() || hasToTakeTurns(thread) || !WAITER.compareAndSet(this, null, thread)) {
            return;
        }
        try {
            long begin = System.nanoTime();
            for (long left = nanos; completion == null && !isDone() && left > 0; ) {
                LockSupport.parkNanos(this, Math.min(left, LOOK_NANOS));
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                left = nanos - (System.nanoTime() - begin);
            }
        } finally {
            waiter = null;
            takeUp(completion); // looked at after the line above: it may have been left to this thread
        }
    }

    private void takeUp(Runnable how) {
        if (how != null && isDone()) {
            Completions.forget(this);
        } else if (how != null) {
            Completions.settle(this, how);
        }
    }

    /** Whether others may have to end first: a pool has to be told that one of its threads waits, and a virtual thread needs a carrier. */
    private static boolean hasToTakeTurns(Thread thread) {
        return thread instanceof ForkJoinWorkerThread
                || thread.getClass().getName().contains("VirtualThread");
    }

    @Override
    public boolean complete(R value) {
        boolean first = super.complete(value);
        LockSupport.unpark(waiter);
        return first;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean first = super.completeExceptionally(failure);
        LockSupport.unpark(waiter);
        return first;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        LockSupport.unpark(waiter);
        return cancelled;
    }
}
