// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** What both rank tests need. */
final class Ranks {

    private Ranks() {}

    /** {@return twice the rank of each value, so that the mean of the ranks of equal values is a whole number} */
    static int[] doubled(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(index -> values[index]));
        int[] ranks = new int[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int position = from; position < to; position++) {
                ranks[order[position]] = from + 1 + to;
            }
        }
        return ranks;
    }

    /** {@return the last index up to which the chances add up to alpha at most; -1 for none} */
    static int critical(double[] chances, double alpha) {
        int index = 0;
        double sum = chances[0];
        while (sum <= alpha) {
            index++;
            sum += chances[index];
        }
        return index - 1;
    }

    /** {@return the same for a normal distribution, with the correction for whole numbers; -1 for none} */
    static int normalCritical(double mean, double variance, double alpha) {
        double quantile = NormalDistribution.of(mean, Math.sqrt(variance)).inverseCumulativeProbability(alpha);
        return (int) Math.max(-1, Math.floor(quantile - 0.5));
    }
}
