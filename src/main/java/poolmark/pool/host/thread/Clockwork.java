// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.thread;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The two kinds of threads that all pools of this JVM share: one for deadlines, and as many as are needed at a time for what
 * may block, such as callbacks of users and large requests. Both end soon after their last use, so that a closed pool leaves no thread behind.
 */
public final class Clockwork {

    /** Long enough to serve a busy pool without a new thread each time, short enough to leave nothing behind. */
    private static final long KEEP_ALIVE_MILLIS = 500;

    private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

    private static final ThreadPoolExecutor CALLBACKS = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            KEEP_ALIVE_MILLIS,
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            runnable -> daemon(runnable, "poolmark-callback"));

    private Clockwork() {}

    private static ScheduledThreadPoolExecutor deadlines() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(1, runnable -> daemon(runnable, "poolmark-deadlines"));
        executor.setKeepAliveTime(KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** A thread that does not keep the JVM alive. */
    public static Thread daemon(Runnable runnable, String name) {
        Thread thread = new Thread(runnable, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs something short after a while.
     *
     * @return for its cancellation; null where there is no thread to be had, so that it waits for the next that there is
     */
    public static ScheduledFuture<?> after(long nanos, Runnable action) {
        try {
            return DEADLINES.schedule(action, nanos, TimeUnit.NANOSECONDS);
        } catch (OutOfMemoryError e) {
            return null; // whoever plans something must not fail over it: its state is half changed
        }
    }

    /** Runs something that may block on another thread; on this one where there is no other to be had. */
    public static void elsewhere(Runnable action) {
        try {
            CALLBACKS.execute(action);
        } catch (OutOfMemoryError e) {
            action.run();
        }
    }

    /** Waits for something that comes in any case; an interrupt is kept for what the thread does next. */
    public static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs something that would be good to have, in the background; not where there is no thread to be had. */
    public static void later(Runnable action) {
        try {
            CALLBACKS.execute(action);
        } catch (OutOfMemoryError e) {
            // nobody waits for it
        }
    }
}
