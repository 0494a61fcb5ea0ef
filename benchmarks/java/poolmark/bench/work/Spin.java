// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import poolmark.pool.Task;

/**
 * Tasks that compute. Each step of a linear congruential generator needs the one before, so no compiler can leave one
 * out, and no two can run at once. A closed form, which takes as many steps as the count has bits, tells what must come
 * out (Brown, "Random number generation with arbitrary strides", 1994).
 */
public final class Spin {

    /** Knuth's constants for 64 bits, MMIX. */
    private static final long FACTOR = 6_364_136_223_846_793_005L;

    private static final long SUMMAND = 1_442_695_040_888_963_407L;

    /** Long enough to be compiled, twice. */
    private static final long WARM_UP_STEPS = 20_000_000;

    private static final long SLICE_STEPS = 5_000_000;

    /** The fastest slice is the one that nobody disturbed. */
    private static final int SLICES = 20;

    private Spin() {}

    /** {@return a task that makes {@code steps} steps from its input and returns a part of the last value} */
    static Task<Integer, Integer> of(long steps) {
        return input -> run(input, steps);
    }

    /**
     * Makes the steps.
     *
     * @param seed where to begin
     * @param steps how many
     * @return the upper half of the last value
     */
    public static int run(long seed, long steps) {
        long value = seed;
        for (long step = 0; step < steps; step++) {
            value = value * FACTOR + SUMMAND;
        }
        return (int) (value >>> 32);
    }

    /**
     * What {@link #run} returns, without doing its work: squares the step again and again.
     *
     * @param seed where to begin
     * @param steps how many
     * @return the upper half of the last value
     */
    public static int expected(long seed, long steps) {
        long factor = 1;
        long summand = 0;
        long stepFactor = FACTOR;
        long stepSummand = SUMMAND;
        for (long left = steps; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                factor *= stepFactor;
                summand = summand * stepFactor + stepSummand;
            }
            stepSummand *= stepFactor + 1;
            stepFactor *= stepFactor;
        }
        return (int) ((seed * factor + summand) >>> 32);
    }

    /**
     * Finds how many steps this machine makes in a millisecond once they are compiled. Takes about 0.2 s. To have the
     * same work everywhere, it is done once a run and handed on.
     *
     * @return steps per millisecond, positive
     */
    public static long calibrate() {
        long sink = run(1, WARM_UP_STEPS) + run(2, WARM_UP_STEPS);
        long bestNanos = Long.MAX_VALUE;
        for (int slice = 0; slice < SLICES; slice++) {
            long begin = System.nanoTime();
            sink += run(sink, SLICE_STEPS);
            bestNanos = Math.min(bestNanos, System.nanoTime() - begin);
        }
        // The sum takes part, or the slices would be left out.
        return Math.max(1, (sink & 1) + SLICE_STEPS * 1_000_000 / Math.max(1, bestNanos));
    }
}
