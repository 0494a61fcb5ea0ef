// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.figure;

import java.util.List;
import poolmark.measure.stats.Quantiles;

/**
 * A value measured in several rounds. The unit of repetition is a fresh process, here called a round though a round of the plan
 * may have two: samples of one have more in common with each other than with those of the next.
 *
 * @param median median of the rounds' medians
 * @param lowerQuartile of the rounds' medians; with few rounds close to the smallest
 * @param upperQuartile of the rounds' medians
 * @param rounds how many rounds gave samples
 * @param samples samples of all rounds together
 */
public record Figure(double median, double lowerQuartile, double upperQuartile, int rounds, int samples) {

    /**
     * Sums up.
     *
     * @param rounds the samples of each round; a round without any counts as not taken
     * @return the figure
     * @throws IllegalArgumentException where there is no sample at all
     */
    public static Figure of(List<double[]> rounds) {
        List<double[]> taken =
                rounds.stream().filter(samples -> samples.length > 0).toList();
        if (taken.isEmpty()) {
            throw new IllegalArgumentException("a figure needs a sample");
        }
        double[] medians = taken.stream().mapToDouble(Quantiles::median).toArray();
        int samples = taken.stream().mapToInt(round -> round.length).sum();
        return new Figure(
                Quantiles.median(medians),
                Quantiles.of(medians, 0.25),
                Quantiles.of(medians, 0.75),
                taken.size(),
                samples);
    }
}
