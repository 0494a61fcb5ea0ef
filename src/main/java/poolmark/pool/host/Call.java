// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import poolmark.pool.wire.Codec;

/** One call of the user's, of one task or of many: where the outcomes of its tasks go. */
public interface Call extends Codec.Numbers {

    /**
     * A task of this call has ended. Called once for each index, by several threads at a time, and never with a lock held.
     * Must not block and must not throw.
     *
     * @param index place of the task in the call, from 0
     * @param outcome what became of it
     */
    void ended(int index, Outcome outcome);

    /**
     * Like {@link #ended} for a task that has given a result. Many may come before they are {@linkplain #counted counted},
     * so that a call of millions of tasks need not count each under the eyes of all processors.
     */
    void returned(int index, Object value);

    @Override
    default void putInt(int index, int value) {
        returned(index, value);
    }

    @Override
    default void putLong(int index, long value) {
        returned(index, value);
    }

    @Override
    default void putDouble(int index, double value) {
        returned(index, value);
    }

    /** Whether {@link #putInts} may be called. */
    default boolean takesIntegersTogether() {
        return false;
    }

    /** Like {@link #putInt} for so many tasks, whose results are the first of an array. Where it fails, all of them end otherwise. */
    default void putInts(int index, int[] values, int count) {
        throw new UnsupportedOperationException();
    }

    /** So many tasks whose results were told by {@link #returned}, or as numbers, count as ended now. */
    void counted(int tasks);
}
