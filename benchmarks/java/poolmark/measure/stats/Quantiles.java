// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Quantiles of samples, linear between the values next to them: number 7 of Hyndman and Fan, "Sample quantiles in statistical
 * packages" (1996), the common one, as in R and NumPy. The values may come in any order and stay in theirs.
 */
public final class Quantiles {

    private static final Quantile QUANTILE =
            Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).withCopy(true);

    private Quantiles() {}

    /**
     * A quantile.
     *
     * @param values at least one
     * @param part from 0 for the smallest to 1 for the largest
     * @return the value below which that part of them lies
     */
    public static double of(double[] values, double part) {
        return QUANTILE.evaluate(values, part);
    }

    /** {@return the quantile of whole numbers, such as nanoseconds} */
    public static double of(long[] values, double part) {
        return of(Arrays.stream(values).asDoubleStream().toArray(), part);
    }

    /** {@return the median of at least one value} */
    public static double median(double... values) {
        return of(values, 0.5);
    }

    /** {@return half the distance between the quartiles as a part of the median; 0 where that is 0} */
    public static double spread(double... values) {
        double[] quartiles = QUANTILE.evaluate(values, 0.25, 0.5, 0.75);
        return quartiles[1] == 0 ? 0 : (quartiles[2] - quartiles[0]) / 2 / quartiles[1];
    }
}
