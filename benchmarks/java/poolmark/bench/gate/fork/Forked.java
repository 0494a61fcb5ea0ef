// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.fork;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import poolmark.measure.compare.Metric;
import poolmark.measure.result.Sample;
import poolmark.measure.stats.Quantiles;

/**
 * What a fork measured, one number for each quantity: of its operations as {@link Metric#summary()} says.
 *
 * @param operations number of measured operations
 * @param wallNanos wall time
 * @param cpuTotalNanos CPU time of parent and workers
 * @param cpuParentNanos CPU time of the parent
 * @param rssWorkersPeakBytes the largest worker's peak; 0 where there are no workers, negative where not known
 */
public record Forked(
        int operations, double wallNanos, double cpuTotalNanos, double cpuParentNanos, double rssWorkersPeakBytes) {

    /**
     * Summarises.
     *
     * @param samples the measured operations, one or more
     * @return the fork's numbers
     */
    public static Forked of(List<Sample> samples) {
        return new Forked(
                samples.size(),
                summary(Metric.WALL, samples, Sample::wallNanos),
                summary(Metric.CPU_TOTAL, samples, Sample::cpuTotalNanos),
                summary(Metric.CPU_PARENT, samples, Sample::cpuParentNanos),
                summary(Metric.MEMORY_WORKERS, samples, Sample::rssWorkersPeakBytes));
    }

    private static double summary(Metric metric, List<Sample> samples, ToLongFunction<Sample> quantity) {
        double[] numbers = samples.stream().mapToLong(quantity).asDoubleStream().toArray();
        return metric.summary() == Metric.Summary.MEDIAN
                ? Quantiles.median(numbers)
                : Arrays.stream(numbers).average().orElseThrow();
    }
}
