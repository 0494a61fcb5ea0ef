// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waiting for something that is under way and announces itself to nobody: first by looking again at once, then ever more seldom. */
final class Patience {

    private static final int SPINS = 1_000;
    private static final long SHORTEST_NANOS = 20_000;
    private static final long LONGEST_NANOS = 2_000_000;

    /** By this part of it each sleep is longer than the one before, so that nobody oversleeps by more than such a part of his waiting. */
    private static final int GROWTH_PART = 8;

    private int spins;
    private long nanos = SHORTEST_NANOS;

    void pause() {
        if (spins < SPINS) {
            spins++;
            Thread.onSpinWait();
        } else {
            if (Thread.interrupted()) {
                sleepInterrupted();
            } else {
                LockSupport.parkNanos(this, nanos);
            }
            nanos = Math.min(nanos + nanos / GROWTH_PART, LONGEST_NANOS);
        }
    }

    /** A thread whose flag is set would not be parked at all, and turn round here for as long as the other side takes. */
    private static void sleepInterrupted() {
        try {
            TimeUnit.NANOSECONDS.sleep(LONGEST_NANOS);
        } catch (InterruptedException e) {
            // once more: the flag is set again below
        }
        Thread.currentThread().interrupt();
    }
}
