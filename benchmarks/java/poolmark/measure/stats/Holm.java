// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction (A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979):
 * the chance of one false finding or more among all that is tested stays below the level, however the tests depend on each
 * other.
 */
public final class Holm {

    private Holm() {}

    /**
     * Corrects.
     *
     * @param pValues of all that is tested together
     * @return corrected values in the same order, each to be held against the level itself
     */
    public static double[] adjusted(double... pValues) {
        int[] order = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> pValues[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[pValues.length];
        double highest = 0;
        for (int place = 0; place < order.length; place++) {
            highest = Math.max(highest, (order.length - place) * pValues[order[place]]);
            adjusted[order[place]] = Math.min(1, highest);
        }
        return adjusted;
    }
}
