// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The test of Wilcoxon, Mann and Whitney for two samples, exact with ties as well, which no library at hand does: without
 * any change each choice of as many ranks as the first sample has is as likely as any other (Lehmann: Nonparametrics,
 * 1975, section 1.4). Equal values share the mean of their ranks.
 */
public final class RankSum {

    /** Values of both samples together; beyond it there are too many sums, and the normal distribution will do. */
    private static final int LARGEST_EXACT = 60;

    private RankSum() {}

    /**
     * The evidence for the second sample's being greater.
     *
     * @param first one sample, at least one value
     * @param second the other, at least one value
     * @return one-sided p value
     */
    public static double pGreater(double[] first, double[] second) {
        if (first.length + second.length > LARGEST_EXACT) {
            return MannWhitneyUTest.withDefaults()
                    .with(AlternativeHypothesis.LESS_THAN)
                    .test(first, second)
                    .getPValue();
        }
        int[] ranks = Ranks.doubled(DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second))
                .toArray());
        int observed = Arrays.stream(ranks, 0, first.length).sum();
        double[] chances = distribution(ranks, first.length);
        return Math.min(1, Arrays.stream(chances, 0, observed + 1).sum());
    }

    /**
     * The largest Mann-Whitney count that is still surprisingly small.
     *
     * @param first size of one sample
     * @param second size of the other
     * @param alpha the chance to be surprised
     * @return the largest k for which a count of at most k has a chance of at most alpha; -1 where there is none
     */
    public static int critical(int first, int second, double alpha) {
        if (first + second > LARGEST_EXACT) {
            double pairs = (double) first * second;
            return Ranks.normalCritical(pairs / 2, pairs * (first + second + 1) / 12, alpha);
        }
        double[] chances = distribution(IntStream.rangeClosed(1, first + second).toArray(), first);
        int smallest = first * (first + 1) / 2;
        return Ranks.critical(Arrays.copyOfRange(chances, smallest, chances.length), alpha);
    }

    /** {@return the chance of each sum, from 0 on, of that many of the ranks} */
    private static double[] distribution(int[] ranks, int taken) {
        double[][] ways = new double[taken + 1][IntStream.of(ranks).sum() + 1];
        ways[0][0] = 1;
        for (int rank : ranks) {
            for (int count = taken; count > 0; count--) {
                for (int sum = ways[count].length - 1; sum >= rank; sum--) {
                    ways[count][sum] += ways[count - 1][sum - rank];
                }
            }
        }
        double all = Arrays.stream(ways[taken]).sum();
        return Arrays.stream(ways[taken]).map(way -> way / all).toArray();
    }
}
