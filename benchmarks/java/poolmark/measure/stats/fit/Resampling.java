// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import poolmark.measure.stats.Quantiles;

/**
 * The bootstrap with percentiles: what a figure would have been had other values been drawn. See Efron and Tibshirani, "An
 * Introduction to the Bootstrap" (1993), chapter 13. Of few values it gives intervals that are too narrow. It draws the
 * same numbers each time, so that a report made twice says the same.
 */
public final class Resampling {

    private static final int DRAWS = 1_000;

    private static final long SEED = 20261126;

    private static final double TAIL = 0.025;

    private Resampling() {}

    /**
     * The ends of a figure's interval at 95 %.
     *
     * @param groups the values that are drawn from, each group by itself; none empty
     * @param figure works the figure out of groups of the same sizes; may be infinite, not NaN
     * @return lower and upper end
     */
    public static double[] interval(List<double[]> groups, ToDoubleFunction<List<double[]>> figure) {
        Random random = new Random(SEED);
        double[] figures = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<double[]> drawn =
                    groups.stream().map(group -> drawn(group, random)).toList();
            figures[draw] = figure.applyAsDouble(drawn);
        }
        Arrays.sort(figures);
        return new double[] {at(figures, TAIL), at(figures, 1 - TAIL)};
    }

    /** Between a finite and an infinite value there is nothing. */
    private static double at(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        double above = sorted[(int) Math.ceil(place)];
        return Double.isInfinite(above) || Double.isInfinite(sorted[(int) place]) ? above : Quantiles.of(sorted, part);
    }

    private static double[] drawn(double[] group, Random random) {
        double[] drawn = new double[group.length];
        for (int at = 0; at < group.length; at++) {
            drawn[at] = group[random.nextInt(group.length)];
        }
        return drawn;
    }
}
