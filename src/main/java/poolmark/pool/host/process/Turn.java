// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The turn of one process of a pool to start. As many start at a time as there are processors: all at once would be ready
 * no earlier, and the first of them, who could have begun to work, as late as the last.
 */
final class Turn {

    /** A start that takes longer is held up by something else than its neighbours. */
    private static final long PATIENCE_MILLIS = 250;

    private static final Semaphore FREE =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);

    private Thread waiting;
    private boolean hurried;
    private boolean taken;

    /** Waits on the calling thread, for a limited time. */
    void await() {
        synchronized (this) {
            if (hurried) {
                return;
            }
            waiting = Thread.currentThread();
        }
        boolean free = false;
        try {
            free = FREE.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // hurried
        }
        synchronized (this) {
            waiting = null;
            Thread.interrupted(); // hurried too late
            taken = free;
        }
    }

    /** Somebody waits for the process to be there, if only to end it. */
    synchronized void hurry() {
        hurried = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** It has started, or never will. */
    synchronized void end() {
        if (taken) {
            taken = false;
            FREE.release();
        }
    }
}
