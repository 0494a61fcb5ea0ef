// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed rank test of differences, exact with ties and zeros as well, which no library at hand does.
 *
 * <p>Without any change each difference is as likely to be negative as positive, so that each of the 2^n patterns of signs
 * of the ranks that are there has the same chance; the distribution of the sum follows by adding one rank after the other.
 * Equal sizes share the mean of their ranks. Zeros take part in the ranking, and their ranks count for neither side
 * (Pratt: Remarks on zeros and ties in the Wilcoxon signed rank procedures, JASA 54, 1959): who drops them first can find
 * less evidence in larger differences.
 */
public final class SignedRank {

    /** Beyond it the sums become too many, and the normal distribution is good to four digits. */
    private static final int LARGEST_EXACT = 200;

    private SignedRank() {}

    /**
     * The evidence for differences above zero.
     *
     * @param differences one for each pair
     * @return one-sided p value: the chance that signs of these sizes add up so high without any change; 1 for none
     */
    public static double pGreater(double[] differences) {
        if (Arrays.stream(differences).allMatch(difference -> difference == 0)) {
            return 1;
        }
        if (differences.length > LARGEST_EXACT) {
            return WilcoxonSignedRankTest.withDefaults()
                    .with(AlternativeHypothesis.GREATER_THAN)
                    .test(differences)
                    .getPValue();
        }
        int[] ranks = Ranks.doubled(Arrays.stream(differences).map(Math::abs).toArray());
        int[] counted = IntStream.range(0, ranks.length)
                .filter(index -> differences[index] != 0)
                .map(index -> ranks[index])
                .toArray();
        int observed = IntStream.range(0, ranks.length)
                .filter(index -> differences[index] > 0)
                .map(index -> ranks[index])
                .sum();
        double[] chances = distribution(counted);
        return Math.min(1, Arrays.stream(chances, observed, chances.length).sum());
    }

    /**
     * The largest sum of ranks 1 to n that is still surprisingly small.
     *
     * @param n number of differences
     * @param alpha the chance to be surprised
     * @return the largest k for which a sum of at most k has a chance of at most alpha; -1 where there is none
     */
    public static int critical(int n, double alpha) {
        double mean = n * (n + 1) / 4.0;
        double variance = n * (n + 1) * (2.0 * n + 1) / 24;
        return n > LARGEST_EXACT
                ? Ranks.normalCritical(mean, variance, alpha)
                : Ranks.critical(distribution(IntStream.rangeClosed(1, n).toArray()), alpha);
    }

    /** {@return the chance of each sum, from 0 on, of ranks that are taken or left as a coin falls} */
    private static double[] distribution(int[] ranks) {
        double[] chances = new double[IntStream.of(ranks).sum() + 1];
        chances[0] = 1;
        int highest = 0;
        for (int rank : ranks) {
            highest += rank;
            for (int sum = highest; sum >= 0; sum--) {
                chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2;
            }
        }
        return chances;
    }
}
