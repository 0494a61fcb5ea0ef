// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.concurrent.TimeUnit;

/**
 * How many chunks one worker should have at a time: enough that it need not wait while the parent learns of a result and
 * brings the next, and no more. What waits with a worker can be taken back, so too many do no harm but to the cache.
 */
final class Stock {

    /** Work that lasts longer than it takes a sleeping parent to wake up; also how long the pace is measured at a time. */
    private static final long WORTH_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final int MOST = 64;

    private long measuredSinceNanos;
    private long lastDoneNanos;
    private int done;
    private int target = 1;

    /** It was handed a chunk when it had none: the time since it finished the last one says nothing. */
    void begins(long nowNanos) {
        measuredSinceNanos += done == 0 ? nowNanos - measuredSinceNanos : nowNanos - lastDoneNanos;
    }

    /** It has finished a chunk. */
    void done(long nowNanos) {
        done++;
        lastDoneNanos = nowNanos;
        long elapsed = nowNanos - measuredSinceNanos;
        if (elapsed >= WORTH_NANOS) {
            target = (int) Math.max(1, Math.min(MOST, WORTH_NANOS * done / elapsed));
            measuredSinceNanos = nowNanos;
            done = 0;
        }
    }

    /** So many chunks it should have. */
    int target() {
        return target;
    }
}
