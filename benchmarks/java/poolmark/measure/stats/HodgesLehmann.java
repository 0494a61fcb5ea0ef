// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import java.util.Arrays;

/**
 * Estimates of a shift that one spoiled round cannot move far, with intervals that assume no distribution (Hodges and
 * Lehmann: Estimates of location based on rank tests, Annals of Mathematical Statistics 34, 1963; the bounds: Hollander,
 * Wolfe, Chicken: Nonparametric statistical methods, 2014, sections 3.3 and 4.3). Where values tie, the closed intervals
 * hold the truth at least as often as they say (Noether: Wilcoxon confidence intervals for location parameters in the
 * discrete case, JASA 62, 1967).
 */
public final class HodgesLehmann {

    private HodgesLehmann() {}

    /**
     * The middle of differences: the median of the Walsh averages, which are the means of all pairs, of each difference with
     * itself too. It needs differences that are as likely to lie some way above their middle as below.
     *
     * @param differences at least one
     * @param alpha chance to be wrong on either side
     * @return the estimate
     */
    public static Estimate paired(double[] differences, double alpha) {
        int n = differences.length;
        double[] walsh = new double[n * (n + 1) / 2];
        int next = 0;
        for (int first = 0; first < n; first++) {
            for (int second = first; second < n; second++) {
                walsh[next++] = (differences[first] + differences[second]) / 2;
            }
        }
        return estimate(walsh, SignedRank.critical(n, alpha));
    }

    /**
     * By how much the second sample lies higher: the median of all differences of a value of each.
     *
     * @param first one sample, at least one value
     * @param second the other, at least one value
     * @param alpha chance to be wrong on either side
     * @return the estimate
     */
    public static Estimate shift(double[] first, double[] second, double alpha) {
        double[] differences = new double[first.length * second.length];
        Arrays.setAll(differences, index -> second[index % second.length] - first[index / second.length]);
        return estimate(differences, RankSum.critical(first.length, second.length, alpha));
    }

    private static Estimate estimate(double[] candidates, int critical) {
        Arrays.sort(candidates);
        int last = candidates.length - 1;
        double middle = (candidates[last / 2] + candidates[(last + 1) / 2]) / 2;
        return critical < 0
                ? new Estimate(middle, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new Estimate(middle, candidates[critical], candidates[last - critical]);
    }
}
