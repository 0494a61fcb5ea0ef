// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import poolmark.pool.Task;

/**
 * Tasks that compute. Each step of Marsaglia's 64-bit xorshift ("Xorshift RNGs", 2003) needs the one before, so no two can
 * run at once, and no compiler makes several steps one, as C2 does with a multiplication and an addition. What must come
 * out is known without making the steps: one step is a matrix over single bits, many steps are its power.
 */
public final class Spin {

    /** The generator stays at zero for ever, so a seed of zero must not be one. */
    private static final long OFFSET = 0x9E37_79B9_7F4A_7C15L;

    /** Long enough to be compiled, twice. */
    private static final long WARM_UP_STEPS = 10_000_000;

    private static final long SLICE_STEPS = 2_000_000;

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
        long value = seed + OFFSET;
        for (long step = 0; step < steps; step++) {
            value = next(value);
        }
        return (int) (value >>> 32);
    }

    private static long next(long value) {
        long next = value;
        next ^= next << 13;
        next ^= next >>> 7;
        next ^= next << 17;
        return next;
    }

    /**
     * What {@link #run} returns, without doing its work: squares the step again and again.
     *
     * @param seed where to begin
     * @param steps how many
     * @return the upper half of the last value
     */
    public static int expected(long seed, long steps) {
        long value = seed + OFFSET;
        long[] power = new long[Long.SIZE];
        for (int bit = 0; bit < Long.SIZE; bit++) {
            power[bit] = next(1L << bit);
        }
        for (long left = steps; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                value = times(power, value);
            }
            power = squared(power);
        }
        return (int) (value >>> 32);
    }

    /** {@return a matrix, given by what it makes of each single bit, applied to a value} */
    private static long times(long[] matrix, long value) {
        long product = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            product ^= matrix[bit] & -(value >>> bit & 1);
        }
        return product;
    }

    private static long[] squared(long[] matrix) {
        long[] square = new long[Long.SIZE];
        for (int bit = 0; bit < Long.SIZE; bit++) {
            square[bit] = times(matrix, matrix[bit]);
        }
        return square;
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
