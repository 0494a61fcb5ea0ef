// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import poolmark.pool.host.thread.Clockwork;

/**
 * Completes the futures that users hold, never on a thread that serves a worker: their callbacks may block, submit more, or
 * close the pool. One thread takes them in order, which is cheap; when it makes no progress while others wait, because a
 * callback blocks, another one goes on beside it.
 */
final class Completions {

    /** A callback that takes longer than this to return is taken for one that blocks. */
    private static final long PATIENCE_NANOS = 2_000_000;

    /** How often to look whether a future is done: it takes some microseconds, if no callback is in the way. */
    private static final long LOOK_NANOS = 20_000;

    private static final Set<CompletableFuture<?>> UNSETTLED = ConcurrentHashMap.newKeySet();
    private static final ConcurrentLinkedQueue<Runnable> WAITING = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger FREE_THREADS = new AtomicInteger();
    private static final AtomicBoolean CHECK_SET = new AtomicBoolean();
    private static volatile int taken;

    private Completions() {}

    /** Somebody will complete a future soon; false where there is no memory left to do so later. */
    static boolean announce(CompletableFuture<?> future) {
        try {
            UNSETTLED.add(future);
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    /** A future that was announced has been completed by somebody else. */
    static void forget(CompletableFuture<?> future) {
        UNSETTLED.remove(future);
    }

    /** Whether one that was announced has not been settled, for a test. */
    static boolean isUnsettled(CompletableFuture<?> future) {
        return UNSETTLED.contains(future);
    }

    /** Completes a future soon. */
    static void add(CompletableFuture<?> future, Runnable completion) {
        try {
            UNSETTLED.add(future);
            WAITING.add(() -> settle(future, completion));
        } catch (OutOfMemoryError e) {
            settle(future, completion); // on this thread, as nothing can be left to another
            return;
        }
        if (FREE_THREADS.compareAndSet(0, 1)) {
            Clockwork.elsewhere(Completions::drain);
        } else {
            setCheck();
        }
    }

    /**
     * Tries until it goes through: a heap that others have filled may have room a little later, somebody waits for the future, and a
     * second attempt tells those whom the first did not come to.
     */
    static void settle(CompletableFuture<?> future, Runnable completion) {
        while (true) {
            try {
                completion.run();
                break;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        UNSETTLED.remove(future);
    }

    /** Waits until every future that was added before is done; its callbacks may be running still. */
    static void awaitDone() {
        for (CompletableFuture<?> future : UNSETTLED) {
            while (!future.isDone()) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** How many it has completed, more or less. */
    static int count() {
        return taken;
    }

    private static void drain() {
        do {
            for (Runnable next = WAITING.poll(); next != null; next = WAITING.poll()) {
                taken++; // a lost update looks like no progress and costs a thread for a moment, no more
                next.run();
            }
            FREE_THREADS.decrementAndGet();
            // somebody may have added one between the last look and the line above, and counted on this thread
        } while (!WAITING.isEmpty() && FREE_THREADS.compareAndSet(0, 1));
    }

    private static void setCheck() {
        if (CHECK_SET.compareAndSet(false, true)) {
            int before = taken;
            Clockwork.after(PATIENCE_NANOS, () -> check(before));
        }
    }

    private static void check(int takenBefore) {
        CHECK_SET.set(false);
        if (!WAITING.isEmpty()) {
            if (taken == takenBefore) {
                FREE_THREADS.incrementAndGet();
                Clockwork.elsewhere(Completions::drain);
            }
            setCheck();
        }
    }
}
