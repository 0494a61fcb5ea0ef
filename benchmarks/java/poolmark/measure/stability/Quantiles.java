// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stability;

import java.util.Arrays;

/** Quantiles of samples, linear between the values next to them (type 7 of Hyndman and Fan, as in R and NumPy). */
public final class Quantiles {

    private Quantiles() {}

    /**
     * A quantile.
     *
     * @param sorted the values, rising, at least one
     * @param part from 0 for the smallest to 1 for the largest
     * @return the value below which that part of them lies
     */
    public static double of(double[] sorted, double part) {
        double position = part * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** {@return the median of values in any order, at least one} */
    public static double median(double... values) {
        return of(sorted(values), 0.5);
    }

    /** {@return half the distance between the quartiles as a part of the median; 0 where that is 0} */
    public static double spread(double... values) {
        double[] sorted = sorted(values);
        double median = of(sorted, 0.5);
        return median == 0 ? 0 : (of(sorted, 0.75) - of(sorted, 0.25)) / 2 / median;
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
