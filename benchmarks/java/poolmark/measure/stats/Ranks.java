// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** What both rank tests need. */
final class Ranks {

    private Ranks() {}

    /** {@return twice the rank of each value, so that the mean of the ranks of equal values is a whole number} */
    static int[] doubled(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int[] ranks = new int[values.length];
        Arrays.setAll(ranks, index -> doubledRank(sorted, values[index]));
        return ranks;
    }

    private static int doubledRank(double[] sorted, double value) {
        int first = Arrays.binarySearch(sorted, value);
        int last = first;
        while (first > 0 && sorted[first - 1] == value) {
            first--;
        }
        while (last < sorted.length - 1 && sorted[last + 1] == value) {
            last++;
        }
        return first + 1 + last + 1;
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
