// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.util.function.BooleanSupplier;

/**
 * Looking again and again for a short while, where what is waited for may come sooner than a thread can fall asleep and be
 * woken. Learns: while it is in vain it looks shorter and shorter, and tries its whole time only now and then. Used by one
 * thread at a time.
 */
public final class Spin {

    /** Reading the clock takes longer than looking. */
    private static final int LOOKS_PER_CLOCK = 16;

    /** In vain so often as this, it spends at most a thirty-second part of its time on average. */
    private static final int TRIAL_EVERY = 32;

    private static final int MAX_SHIFT = 6;

    /** Moving it takes either side a third of that at least, more where caches are cold, and the other side may have to make something of it. */
    private static final long NANOS_PER_BYTE = 1;

    /** Where more are moved, falling asleep and being woken is a small part of it. */
    private static final long MOST_BYTES = 1 << 19;

    private final long fullNanos;
    private int shift;
    private int turns;

    /** Looks at most that long where no bytes were moved; 0 looks once. */
    public Spin(long nanos) {
        fullNanos = nanos;
    }

    /** Looks until the condition holds or the time is over; returns whether it holds. */
    public boolean until(BooleanSupplier condition) {
        return until(condition, 0);
    }

    /**
     * The same, longer for whoever has just moved so many bytes, which is why something is expected.
     *
     * @param movedBytes not negative
     */
    public boolean until(BooleanSupplier condition, long movedBytes) {
        if (condition.getAsBoolean()) {
            shift = 0;
            return true;
        }
        if (fullNanos == 0) {
            return false;
        }
        boolean trial = ++turns % TRIAL_EVERY == 0;
        long nanos = fullNanos + NANOS_PER_BYTE * Math.min(movedBytes, MOST_BYTES);
        boolean came = look(condition, trial ? nanos : nanos >> shift);
        shift = came ? 0 : Math.min(shift + 1, MAX_SHIFT);
        return came;
    }

    private static boolean look(BooleanSupplier condition, long nanos) {
        long start = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS_PER_CLOCK; i++) {
                if (condition.getAsBoolean()) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < nanos);
        return false;
    }
}
