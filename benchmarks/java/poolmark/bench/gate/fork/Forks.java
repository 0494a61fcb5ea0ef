// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.fork;

import java.io.IOException;
import java.util.List;
import poolmark.measure.stability.RulerReading;

/** Measures. In a gate by processes; tests put numbers of their own in its place. */
public interface Forks {

    /** A fork gave no numbers. The message is the reason, in one line. */
    final class ForkFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        /**
         * Makes one.
         *
         * @param reason one line
         */
        public ForkFailedException(String reason) {
            super(reason);
        }
    }

    /**
     * Runs a fork to its end; afterwards nothing of it is left.
     *
     * @param build whose benchmark
     * @param cell what to measure
     * @param number of the fork among those of its cell and build
     * @return its numbers
     * @throws ForkFailedException when it has none
     * @throws IOException when the results cannot be written
     */
    Forked run(Build build, GateCell cell, int number) throws ForkFailedException, IOException;

    /**
     * Reads all rulers, between two forks.
     *
     * @return a reading of each; none where they cannot be read
     */
    List<RulerReading> rulers();
}
