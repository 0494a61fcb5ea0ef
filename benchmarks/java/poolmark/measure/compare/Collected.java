// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare;

import java.util.List;

/**
 * All that one stage of a gate has measured.
 *
 * @param seed of the random order
 * @param pairs one entry for each cell and metric
 * @param missing cells without pairs
 * @param controls what was measured beside them
 */
public record Collected(long seed, List<Pairs> pairs, List<Missing> missing, Controls controls) {

    /** Takes copies. */
    public Collected {
        pairs = List.copyOf(pairs);
        missing = List.copyOf(missing);
    }
}
