// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import poolmark.pool.wire.Codec;

/** One call of the user's, of one task or of many: where the outcomes of its tasks go. */
public interface Call {

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

    /** Where results go that are numbers, instead of being {@link #returned}; null where they are to be objects. */
    default Codec.Numbers numbers() {
        return null;
    }

    /** So many tasks whose results were {@link #returned}, or went to {@link #numbers}, count as ended now. */
    void counted(int tasks);
}
