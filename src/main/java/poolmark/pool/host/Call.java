// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

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
}
