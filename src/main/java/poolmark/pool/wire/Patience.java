// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.util.concurrent.locks.LockSupport;

/** Waiting for something that is under way and announces itself to nobody: first by looking again at once, then ever more seldom. */
final class Patience {

    private static final int SPINS = 1_000;
    private static final long SHORTEST_NANOS = 20_000;
    private static final long LONGEST_NANOS = 2_000_000;

    private int spins;
    private long nanos = SHORTEST_NANOS;

    void pause() {
        if (spins < SPINS) {
            spins++;
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(this, nanos);
            nanos = Math.min(2 * nanos, LONGEST_NANOS);
        }
    }
}
