// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A value and how sure it is.
 *
 * @param value the estimate
 * @param low lower end of its interval; the value where there is none
 * @param high upper end
 * @param confidence how often such an interval holds the truth, from 0 (no interval) to 1
 * @param n how many values it was made of
 */
public record Interval(double value, double low, double high, double confidence, int n) {

    private static final double WANTED = 0.95;

    /**
     * The median with an interval that needs no assumption but that the values are independent: the k-th smallest and the
     * k-th largest value, with the largest k that reaches 95 %. Of fewer than six values even the smallest and the largest
     * do not; then these, with the confidence that they have. See David and Nagaraja, "Order Statistics" (3rd edition,
     * 2003), section 7.1.
     *
     * @param values at least one, in any order
     * @return the median
     */
    public static Interval ofMedian(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        BinomialDistribution below = new BinomialDistribution(null, n, 0.5);
        int k = 1;
        while (2 * (k + 1) <= n && covered(below, k + 1) >= WANTED) {
            k++;
        }
        return new Interval(Quantiles.median(sorted), sorted[k - 1], sorted[n - k], Math.max(0, covered(below, k)), n);
    }

    private static double covered(BinomialDistribution below, int k) {
        return 1 - 2 * below.cumulativeProbability(k - 1);
    }

    /**
     * The mean with Student's interval at 95 %.
     *
     * @param values at least one; of one there is no interval
     * @return the mean
     */
    public static Interval ofMean(double... values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        if (n < 2) {
            return new Interval(mean, mean, mean, 0, n);
        }
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double half = new TDistribution(null, n - 1).inverseCumulativeProbability((1 + WANTED) / 2)
                * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean, mean - half, mean + half, WANTED, n);
    }

    /** {@return the same in another unit, of which one is {@code by} of this one} */
    public Interval per(double by) {
        return new Interval(value / by, low / by, high / by, confidence, n);
    }
}
