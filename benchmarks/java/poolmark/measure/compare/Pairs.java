// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare;

import java.util.Arrays;

/**
 * What the rounds of a gate measured of one cell: in each round a fork of either build, side by side. Both arrays have as
 * many numbers as there were rounds, in the order of the rounds; a round of which either half is missing is left out of
 * both.
 *
 * @param cell what was measured
 * @param metric the quantity, which also says how a fork's operations become its number
 * @param baseline one number for each round, in the metric's unit; copied
 * @param candidate the same of the other build
 */
public record Pairs(CellName cell, Metric metric, double[] baseline, double[] candidate) {

    /** Takes copies and checks that there are as many of one build as of the other. */
    public Pairs {
        if (baseline.length != candidate.length) {
            throw new IllegalArgumentException(cell.label() + " " + metric.name() + " has " + baseline.length
                    + " numbers of the baseline and " + candidate.length + " of the candidate");
        }
        baseline = baseline.clone();
        candidate = candidate.clone();
    }

    /** {@return number of rounds} */
    public int rounds() {
        return baseline.length;
    }

    /** {@return whether there is a logarithm of each number, without which there is no ratio} */
    public boolean positive() {
        return Arrays.stream(baseline).allMatch(Pairs::positive)
                && Arrays.stream(candidate).allMatch(Pairs::positive);
    }

    private static boolean positive(double number) {
        return number > 0 && number < Double.POSITIVE_INFINITY;
    }

    /**
     * The change in each round.
     *
     * @return logarithm of candidate by baseline, its sign turned where more is better: above 0 is worse
     */
    public double[] logRatios() {
        int sign = metric.better() == Metric.Direction.LOWER ? 1 : -1;
        double[] ratios = new double[baseline.length];
        Arrays.setAll(ratios, round -> sign * Math.log(candidate[round] / baseline[round]));
        return ratios;
    }
}
