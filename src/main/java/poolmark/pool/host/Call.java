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
    default void putInts(int index, int[] values, int count) {
        for (int i = 0; i < count; i++) {
            putInt(index + i, values[i]);
        }
    }

    @Override
    default void putLong(int index, long value) {
        returned(index, value);
    }

    @Override
    default void putDouble(int index, double value) {
        returned(index, value);
    }

    /** So many tasks that have {@link #returned} count as ended now. */
    void counted(int tasks);
}
