// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.Sample;
import poolmark.measure.stats.Quantiles;

/** Makes one number of each fork. A fork is one observation, however many operations it measured. */
final class ForkValues {

    private static final Map<String, Double> NANOS = Map.of(
            "ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9, "min/op", 60e9, "hr/op", 3600e9, "day/op", 86400e9);

    /** What profilers of JMH add that is as telling as a time. */
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private static final Map<Metric, ToDoubleFunction<Sample>> QUANTITIES = quantities();

    private ForkValues() {}

    private static Map<Metric, ToDoubleFunction<Sample>> quantities() {
        Map<Metric, ToDoubleFunction<Sample>> quantities = new LinkedHashMap<>();
        quantities.put(Metric.WALL, Sample::wallNanos);
        quantities.put(Metric.CPU_TOTAL, Sample::cpuTotalNanos);
        quantities.put(Metric.CPU_PARENT, Sample::cpuParentNanos);
        quantities.put(Metric.MEMORY_WORKERS, Sample::rssWorkersPeakBytes);
        return quantities;
    }

    static SortedMap<CellName, Map<Metric, double[]>> ofSamples(List<Sample> samples) {
        SortedMap<CellName, SortedMap<Integer, List<Sample>>> forks = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.counts() && sample.variant().isEmpty()) {
                forks.computeIfAbsent(new CellName(sample.benchmark(), sample.params()), cell -> new TreeMap<>())
                        .computeIfAbsent(sample.fork(), fork -> new ArrayList<>())
                        .add(sample);
            }
        }
        SortedMap<CellName, Map<Metric, double[]>> cells = new TreeMap<>();
        forks.forEach((cell, own) -> {
            Map<Metric, double[]> metrics = new LinkedHashMap<>();
            QUANTITIES.forEach((metric, quantity) -> put(
                    metrics,
                    metric,
                    own.values().stream()
                            .map(fork -> fork.stream().mapToDouble(quantity).toArray())
                            .toList()));
            cells.put(cell, metrics);
        });
        return cells;
    }

    static SortedMap<CellName, Map<Metric, double[]>> ofResults(List<JmhJson.Entry> entries) {
        SortedMap<CellName, Map<Metric, double[]>> cells = new TreeMap<>();
        for (JmhJson.Entry entry : entries) {
            Map<Metric, double[]> metrics = new LinkedHashMap<>();
            Metric primary = NANOS.containsKey(entry.primary().unit())
                    ? Metric.WALL
                    : Metric.foreign("score", entry.primary().unit());
            put(
                    metrics,
                    primary,
                    forks(entry.primary(), NANOS.getOrDefault(entry.primary().unit(), 1.0)));
            entry.secondary().forEach((name, metric) -> secondary(metrics, name, metric));
            if (!metrics.isEmpty()) {
                cells.put(name(entry, entries), metrics);
            }
        }
        return cells;
    }

    /** JMH runs one benchmark in several modes where it is told to; these are cells of their own. */
    private static CellName name(JmhJson.Entry entry, List<JmhJson.Entry> all) {
        long modes = all.stream()
                .filter(other -> other.benchmark().equals(entry.benchmark())
                        && other.params().equals(entry.params()))
                .count();
        SortedMap<String, String> params = new TreeMap<>(entry.params());
        if (modes > 1) {
            params.put("mode", entry.mode());
        }
        return new CellName(entry.benchmark(), params);
    }

    private static void secondary(Map<Metric, double[]> metrics, String name, JmhJson.Metric metric) {
        QUANTITIES.keySet().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .ifPresent(known -> put(metrics, known, forks(metric, NANOS.getOrDefault(metric.unit(), 1.0))));
        if (name.endsWith(ALLOCATED)) {
            put(metrics, Metric.foreign(ALLOCATED, metric.unit()), forks(metric, 1));
        }
    }

    private static List<double[]> forks(JmhJson.Metric metric, double unit) {
        List<double[]> forks = metric.raw().stream()
                .map(fork -> fork.stream().mapToDouble(value -> value * unit).toArray())
                .filter(fork -> fork.length > 0)
                .toList();
        // Histograms of sampled times have no iterations: what is left is the mean over all forks, one number.
        return forks.isEmpty() ? List.of(new double[] {metric.score() * unit}) : forks;
    }

    private static void put(Map<Metric, double[]> metrics, Metric metric, List<double[]> forks) {
        double[] numbers = forks.stream()
                .mapToDouble(fork -> metric.summary() == Metric.Summary.MEDIAN
                        ? Quantiles.median(fork)
                        : Arrays.stream(fork).average().orElse(Double.NaN))
                .filter(number -> Double.isFinite(number) && number >= 0)
                .toArray();
        if (Arrays.stream(numbers).anyMatch(number -> number > 0)) {
            metrics.put(metric, numbers);
        }
    }
}
