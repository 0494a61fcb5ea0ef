// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.line;

import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Loan;

/**
 * A request on its way to a worker.
 *
 * @param head what goes before the arguments
 * @param arguments an array that holds the arguments ...
 * @param from ... from here ...
 * @param to ... to here
 * @param loan the only argument, all of it, where that is lent, in place of the array; else null
 */
public record Request(ByteSink head, byte[] arguments, int from, int to, Loan loan) {

    /** How many bytes it has. */
    int size() {
        return head.size() + to - from;
    }
}
