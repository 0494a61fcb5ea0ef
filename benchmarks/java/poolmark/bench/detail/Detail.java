// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/** Tells more of an operation than is measured of all. It is asked after the clocks have been read. */
public interface Detail extends AutoCloseable {

    /**
     * The operation that has just been measured.
     *
     * @param runId the run
     * @param benchmark full name, class and method
     * @param params values by name
     * @param fork number of the fork
     * @param phase {@code warmup} or {@code measure}
     * @param op number of the operation within fork and phase, from 1
     * @param beginNanos when it began, on the clock of {@link System#nanoTime()}
     */
    record Moment(
            String runId,
            String benchmark,
            SortedMap<String, String> params,
            int fork,
            String phase,
            long op,
            long beginNanos) {}

    /**
     * Tells.
     *
     * @param moment the operation
     * @return secondary metrics; those of every operation of a benchmark have the same names
     * @throws IOException when something cannot be written
     */
    List<Extra> tell(Moment moment) throws IOException;

    @Override
    default void close() throws IOException {}
}
