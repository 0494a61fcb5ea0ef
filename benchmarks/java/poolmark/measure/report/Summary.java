// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.report;

import java.util.List;
import java.util.function.ToLongFunction;
import poolmark.measure.result.Sample;
import poolmark.measure.stats.Quantiles;

/**
 * The operations of one cell in a few numbers. Wall time is given as median and spread, because single operations are
 * disturbed; CPU times as means, because they add up and a disturbance is a real cost.
 *
 * @param forks number of forks
 * @param operations number of operations
 * @param wallNanos median wall time
 * @param spread half the distance between the quartiles of the wall time, as a part of the median
 * @param cpuParentNanos mean CPU time of the parent
 * @param cpuWorkersNanos mean CPU time of the workers
 */
public record Summary(
        int forks, int operations, double wallNanos, double spread, double cpuParentNanos, double cpuWorkersNanos) {

    /**
     * Sums operations up.
     *
     * @param samples the operations, at least one
     * @return their summary
     */
    public static Summary of(List<Sample> samples) {
        double[] wall = samples.stream().mapToDouble(Sample::wallNanos).toArray();
        return new Summary(
                (int) samples.stream().mapToInt(Sample::fork).distinct().count(),
                samples.size(),
                Quantiles.median(wall),
                Quantiles.spread(wall),
                mean(samples, Sample::cpuParentNanos),
                mean(samples, Sample::cpuWorkersNanos));
    }

    /** {@return mean CPU time of parent and workers together} */
    public double cpuTotalNanos() {
        return cpuParentNanos + cpuWorkersNanos;
    }

    private static double mean(List<Sample> samples, ToLongFunction<Sample> quantity) {
        return samples.stream().mapToLong(quantity).average().orElse(0);
    }
}
