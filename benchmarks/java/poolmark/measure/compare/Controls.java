// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare;

import java.util.List;
import poolmark.measure.stability.RulerReading;

/**
 * What was measured beside the benchmarks to learn whether the machine treated both builds alike.
 *
 * @param same pairs of which both halves are the same thing: a cell of the baseline against itself (A/A), and each ruler
 *     read before the fork of the baseline against the same ruler read before that of the candidate, in every round
 * @param rulers all readings of the rulers in the order of time
 * @param stolenShare share of the processors' time that the machine below gave to others, 0 to 1; NaN where not known
 * @param throttledShare share of the time in which a quota held us up, 0 to 1; NaN where not known
 */
public record Controls(List<Pairs> same, List<RulerReading> rulers, double stolenShare, double throttledShare) {

    /** Takes copies. */
    public Controls {
        same = List.copyOf(same);
        rulers = List.copyOf(rulers);
    }

    /** {@return the controls of a comparison that has none} */
    public static Controls none() {
        return new Controls(List.of(), List.of(), Double.NaN, Double.NaN);
    }
}
