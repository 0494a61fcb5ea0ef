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

    /**
     * Beside longer tasks, the twentieth of a millisecond that it takes to be handed the next is little; and what was handed ahead to
     * one who turns out slow begins later than what was submitted after it (record 38).
     */
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    /** Each byte takes half a nanosecond to hand over: so much longer is a task beside which its hand-over is as little. */
    private static final long LONG_NANOS_PER_BYTE = 30;

    /** Much less than it takes to wake a worker; whoever sleeps or waits for a device in between takes longer. */
    private static final long BRISK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** A brisk worker that is silent so long has come to something long, or others have its processor. */
    private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private long nanosEach = Long.MAX_VALUE;
    private long nanosEachBefore = Long.MAX_VALUE;
    private boolean mustBegin = true;
    private long begunNanos;
    private long busyNanos;
    private long heardNanos;
    private int done;
    private int target = 1;
    private boolean isOneOfMany;

    /** It was handed a chunk when it had none: the time since it finished the last one says nothing, nor does that of waking it. */
    void handed(long nowNanos) {
        mustBegin = true;
        heardNanos = nowNanos;
    }

    /** It has begun with a chunk. */
    void begun(long nowNanos) {
        if (mustBegin) {
            mustBegin = false;
            begunNanos = nowNanos;
            heardNanos = nowNanos;
        }
    }

    /**
     * It has finished a chunk.
     *
     * @param isNowOneOfMany whether more workers are busy than there are processors: it looks slow then while it waits for one, and
     *     one of the others goes on whenever it has nothing
     */
    void done(long nowNanos, boolean isNowOneOfMany) {
        done++;
        busyNanos += nowNanos - begunNanos;
        begunNanos = nowNanos;
        heardNanos = nowNanos;
        if (busyNanos >= WORTH_NANOS || done == MOST) {
            nanosEachBefore = nanosEach;
            nanosEach = busyNanos / done;
            isOneOfMany = isNowOneOfMany;
            target = (int) Math.max(1, Math.min(MOST, WORTH_NANOS / Math.max(1, nanosEach)));
            busyNanos = 0;
            done = 0;
        }
    }

    /** Whether it is at chunks each of which takes less than to wake another worker for it. */
    boolean isBrisk(long nowNanos) {
        return Math.min(nanosEach, nanosEachBefore) <= BRISK_NANOS && nowNanos - heardNanos <= SILENT_NANOS;
    }

    /** So many chunks it should have, where the next has so many bytes. */
    int target(int bytes) {
        boolean isLong = nanosEach > LONG_NANOS + LONG_NANOS_PER_BYTE * bytes;
        return isLong || isOneOfMany ? target : Math.max(2, target);
    }
}
