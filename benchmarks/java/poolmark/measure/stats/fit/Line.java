// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats.fit;

import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * A straight line.
 *
 * @param intercept its value at 0
 * @param slope how much it rises by 1
 */
public record Line(double intercept, double slope) {

    /**
     * The line whose relative errors have the smallest sum of squares: times that differ by powers of ten have errors that do
     * so, too, and without weights the longest alone would count.
     *
     * @param x positions, at least two different ones
     * @param y values above 0
     * @return the line
     * @throws IllegalArgumentException where all positions are the same
     */
    public static Line relative(double[] x, double[] y) {
        double[][] rows = new double[x.length][];
        double[] ones = new double[x.length];
        double scale = scale(x);
        for (int at = 0; at < x.length; at++) {
            rows[at] = new double[] {1 / y[at], x[at] / scale / y[at]};
            ones[at] = 1;
        }
        return x.length == 2 ? through(x, y) : fitted(rows, ones, scale);
    }

    private static double scale(double[] x) {
        double largest = 0;
        for (double position : x) {
            largest = Math.max(largest, Math.abs(position));
        }
        return largest == 0 ? 1 : largest;
    }

    private static Line through(double[] x, double[] y) {
        if (x[0] == x[1]) {
            throw new IllegalArgumentException("a line needs two different positions");
        }
        double slope = (y[1] - y[0]) / (x[1] - x[0]);
        return new Line(y[0] - slope * x[0], slope);
    }

    private static Line fitted(double[][] rows, double[] ones, double scale) {
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.setNoIntercept(true);
        try {
            regression.newSampleData(ones, rows);
            double[] found = regression.estimateRegressionParameters();
            return new Line(found[0], found[1] / scale);
        } catch (SingularMatrixException same) {
            throw new IllegalArgumentException("a line needs two different positions", same);
        }
    }

    /** {@return the line's value} */
    public double at(double x) {
        return intercept + slope * x;
    }

    /** {@return where this line is as high as another one; infinite where they are parallel} */
    public double meets(Line other) {
        double rises = slope - other.slope;
        return rises == 0 ? Double.POSITIVE_INFINITY : (other.intercept - intercept) / rises;
    }
}
