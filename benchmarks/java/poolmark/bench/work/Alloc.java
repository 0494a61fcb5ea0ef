// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import poolmark.pool.Task;

/** Tasks that keep the collector busy: small arrays, of which the last {@value #KEPT} stay reachable. */
final class Alloc {

    static final int ARRAY_BYTES = 1_024;

    /** About what one core can allocate and clear in a microsecond. */
    static final long ARRAYS_PER_MICRO = 4;

    static final long BYTES_PER_MICRO = ARRAYS_PER_MICRO * ARRAY_BYTES;

    private static final int KEPT = 1_024;

    private Alloc() {}

    /** {@return a task that allocates {@code arrays} arrays and returns the sum of a mark in each} */
    static Task<Integer, Integer> of(long arrays) {
        return input -> run(input, arrays);
    }

    private static int run(int input, long arrays) {
        byte[][] kept = new byte[KEPT][];
        int sum = 0;
        for (long index = 0; index < arrays; index++) {
            int slot = (int) (index % KEPT);
            sum += takeOut(kept, slot);
            kept[slot] = new byte[ARRAY_BYTES];
            kept[slot][slot] = mark(input, index);
        }
        for (int slot = 0; slot < KEPT; slot++) {
            sum += takeOut(kept, slot);
        }
        return sum;
    }

    /** An array is read when it is old, so that it must have been there all the time. */
    private static int takeOut(byte[][] kept, int slot) {
        return kept[slot] == null ? 0 : kept[slot][slot];
    }

    static int expected(int input, long arrays) {
        int sum = 0;
        for (long index = 0; index < arrays; index++) {
            sum += mark(input, index);
        }
        return sum;
    }

    private static byte mark(int input, long index) {
        return (byte) (input + 31 * index);
    }
}
