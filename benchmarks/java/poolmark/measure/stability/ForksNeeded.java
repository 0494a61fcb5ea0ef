// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stability;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * How many forks it takes to know a mean. A fork counts as one observation, however many operations it measured, because
 * operations of one JVM share its heap layout and its compiled code (Georges, Buytaert, Eeckhout: Statistically rigorous
 * Java performance evaluation, OOPSLA 2007, section 3).
 */
public final class ForksNeeded {

    /** More would be an answer for nobody. */
    static final int MOST = 1_000;

    private ForksNeeded() {}

    /**
     * The smallest n for which {@code t(n - 1) s / sqrt(n) <= precision m}: half the width of the two-sided confidence
     * interval of the mean by Student's t, with the mean m and standard deviation s of the forks at hand.
     *
     * @param forks one value for each fork, at least two
     * @param precision half the width of the interval, as a part of the mean
     * @param confidence such as 0.95
     * @return the number of forks, from 2 to {@value #MOST}
     */
    public static int forPrecision(double[] forks, double precision, double confidence) {
        if (forks.length < 2) {
            throw new IllegalArgumentException("no spread without two forks, but there are " + Arrays.toString(forks));
        }
        double deviation = new StandardDeviation().evaluate(forks);
        double wanted = precision * Math.abs(new Mean().evaluate(forks));
        int needed = 2;
        while (needed < MOST && halfWidth(deviation, needed, confidence) > wanted) {
            needed++;
        }
        return needed;
    }

    private static double halfWidth(double deviation, int forks, double confidence) {
        double t = new TDistribution(forks - 1).inverseCumulativeProbability((1 + confidence) / 2);
        return t * deviation / Math.sqrt(forks);
    }
}
