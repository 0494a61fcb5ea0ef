// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.options.TimeValue;
import poolmark.bench.detail.Extra;
import poolmark.bench.fork.HostWatch;

/**
 * Publishes what {@link Meter} measured as secondary metrics of JMH, per operation, CPU times in the unit of the score.
 * It measures nothing itself. Every metric is published in every iteration, because JMH takes a missing one for 0.
 */
public final class LedgerProfiler implements InternalProfiler {

    @Override
    public String getDescription() {
        return "CPU time of parent and workers, workers' peak memory, per operation (always on)";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        HostWatch.start();
        Readings.drain();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<Reading> readings = Readings.drain();
        TimeUnit unit = benchmark.getTimeUnit();
        double parent = perOperation(readings, Reading::cpuParentNanos) / unit.toNanos(1);
        double workers = perOperation(readings, Reading::cpuWorkersNanos) / unit.toNanos(1);
        String perOp = TimeValue.tuToString(unit) + "/op";
        List<ScalarResult> metrics = new ArrayList<>(List.of(
                metric("cpu.parent", parent, perOp, AggregationPolicy.AVG),
                metric("cpu.workers", workers, perOp, AggregationPolicy.AVG),
                metric("cpu.total", parent + workers, perOp, AggregationPolicy.AVG),
                metric("rss.workers.peak", peakBytes(readings), "bytes", AggregationPolicy.MAX),
                metric(
                        "workers.started",
                        perOperation(readings, Reading::workersStarted),
                        "#/op",
                        AggregationPolicy.AVG),
                metric(
                        "workers.crashed",
                        perOperation(readings, Reading::workersCrashed),
                        "#/op",
                        AggregationPolicy.AVG)));
        extras(readings).forEach((name, extras) -> metrics.add(extra(name, extras, unit)));
        return metrics;
    }

    private static Map<String, List<Extra>> extras(List<Reading> readings) {
        return readings.stream()
                .flatMap(reading -> reading.extras().stream())
                .collect(Collectors.groupingBy(Extra::name, TreeMap::new, Collectors.toList()));
    }

    private static ScalarResult extra(String name, List<Extra> extras, TimeUnit unit) {
        DoubleSummaryStatistics values =
                extras.stream().mapToDouble(Extra::value).summaryStatistics();
        if (extras.get(0).unit() == Extra.Unit.BYTES) {
            return metric(name, values.getMax(), "bytes", AggregationPolicy.MAX);
        }
        double average = values.getAverage() / unit.toNanos(1);
        return metric(name, average, TimeValue.tuToString(unit) + "/op", AggregationPolicy.AVG);
    }

    private static ScalarResult metric(String name, double value, String unit, AggregationPolicy policy) {
        return new ScalarResult(name, value, unit, policy);
    }

    private static double perOperation(List<Reading> readings, ToLongFunction<Reading> quantity) {
        long operations = readings.stream().mapToLong(Reading::operations).sum();
        long sum = readings.stream().mapToLong(quantity).sum();
        return operations == 0 ? Double.NaN : (double) sum / operations;
    }

    private static double peakBytes(List<Reading> readings) {
        return readings.stream().mapToLong(Reading::rssWorkersPeakBytes).max().orElse(0);
    }
}
