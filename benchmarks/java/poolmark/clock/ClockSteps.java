// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.util.function.LongSupplier;

/** What a clock can tell apart and what asking it costs, found by asking it many times. */
public final class ClockSteps {

    /** Enough for a fine clock to be compiled and show its smallest step; a coarse one never gets there and ends by time. */
    private static final int STEPS = 10_000;

    /** A coarse clock of 10 or 16 ms makes at least this many steps in {@link #COARSE_NANOS} of a free core. */
    private static final int COARSE_STEPS = 3;

    private static final long COARSE_NANOS = 60_000_000L;

    /** A CPU clock that stands still for a second of spinning is broken, however busy the machine. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private static final int BATCHES = 20;
    private static final int BATCH_CALLS = 100;

    private ClockSteps() {}

    /**
     * Spins on a clock, burning CPU, and looks for the smallest step.
     *
     * @param clock the clock, in nanoseconds
     * @return the smallest positive difference of two successive readings, in nanoseconds
     * @throws IllegalStateException when the clock is negative, goes backwards or stands still
     */
    public static long smallestNanos(LongSupplier clock) {
        long begin = System.nanoTime();
        long smallest = Long.MAX_VALUE;
        long previous = requireForward(0, clock.getAsLong());
        for (int steps = 0; !isEnough(steps, System.nanoTime() - begin); ) {
            long now = requireForward(previous, clock.getAsLong());
            if (now > previous) {
                smallest = Math.min(smallest, now - previous);
                steps++;
            }
            previous = now;
        }
        if (smallest == Long.MAX_VALUE) {
            throw new IllegalStateException("stands still at " + previous + " ns");
        }
        return smallest;
    }

    private static boolean isEnough(int steps, long spentNanos) {
        return steps >= STEPS || (steps >= COARSE_STEPS && spentNanos > COARSE_NANOS) || spentNanos > PATIENCE_NANOS;
    }

    private static long requireForward(long previous, long now) {
        if (now < previous) {
            throw new IllegalStateException("went from " + previous + " back to " + now + " ns");
        }
        return now;
    }

    /**
     * Times calls of a clock.
     *
     * @param clock the clock
     * @return nanoseconds of wall time a call in the best of {@value #BATCHES} batches
     */
    public static long costNanos(LongSupplier clock) {
        long best = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long begin = System.nanoTime();
            for (int call = 0; call < BATCH_CALLS; call++) {
                clock.getAsLong();
            }
            best = Math.min(best, (System.nanoTime() - begin) / BATCH_CALLS);
        }
        return best;
    }
}
