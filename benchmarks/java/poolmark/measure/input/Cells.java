// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.Sample;
import poolmark.measure.stats.Interval;

/** Makes cells of a run's samples, or of JMH's results. */
final class Cells {

    /** JMH's units of time, in ns. */
    private static final Map<String, Double> NANOS =
            Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "min", 60e9, "hr", 3600e9, "day", 86400e9);

    /** What JMH's error stands for. */
    private static final double JMH_CONFIDENCE = 0.999;

    private Cells() {}

    private record Key(String benchmark, SortedMap<String, String> params) {}

    /** {@return the cells of samples that count, in the order of their first} */
    static List<Cell> of(List<Sample> samples) {
        Map<Key, List<Sample>> grouped = new LinkedHashMap<>();
        for (Sample sample : samples) {
            if (sample.counts()) {
                grouped.computeIfAbsent(key(sample), key -> new ArrayList<>()).add(sample);
            }
        }
        List<Cell> cells = new ArrayList<>();
        grouped.forEach((key, own) -> cells.add(cell(key, own)));
        return cells;
    }

    private static Key key(Sample sample) {
        if (sample.variant().isEmpty()) {
            return new Key(sample.benchmark(), sample.params());
        }
        SortedMap<String, String> params = new TreeMap<>(sample.params());
        params.put("variant", sample.variant());
        return new Key(sample.benchmark(), params);
    }

    private static Cell cell(Key key, List<Sample> own) {
        double[] peaks = own.stream()
                .mapToDouble(Sample::rssWorkersPeakBytes)
                .filter(bytes -> bytes > 0)
                .toArray();
        return new Cell(
                key.benchmark(),
                key.params(),
                Cell.NANOS,
                forks(own, Sample::wallNanos),
                forks(own, Sample::cpuParentNanos),
                forks(own, Sample::cpuWorkersNanos),
                peaks,
                new TreeMap<>(),
                null);
    }

    private static List<double[]> forks(List<Sample> own, ToDoubleFunction<Sample> quantity) {
        Map<Integer, List<Double>> forks = new TreeMap<>();
        own.forEach(sample ->
                forks.computeIfAbsent(sample.fork(), fork -> new ArrayList<>()).add(quantity.applyAsDouble(sample)));
        return forks.values().stream().map(Cells::array).toList();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** {@return the cell of a result of JMH's; one without any number has no values and no statement} */
    static Cell of(JmhJson.Entry entry) {
        double nanos = nanos(entry.primary().unit());
        boolean time = nanos > 0;
        double by = time ? nanos : 1;
        List<double[]> values = finite(entry.primary().raw(), by);
        SortedMap<Double, Double> percentiles = new TreeMap<>();
        if (entry.mode().equals("sample")) {
            entry.primary().percentiles().forEach((percent, value) -> percentiles.put(percent, value * by));
        }
        return new Cell(
                entry.benchmark(),
                entry.params(),
                time ? Cell.NANOS : entry.primary().unit(),
                values,
                secondary(entry, "cpu.parent"),
                secondary(entry, "cpu.workers"),
                peaks(entry),
                percentiles,
                values.isEmpty() ? stated(entry.primary(), by) : null);
    }

    /** {@return ns in a unit such as {@code ms/op}; 0 where it is none of time} */
    private static double nanos(String unit) {
        return unit.endsWith("/op") ? NANOS.getOrDefault(unit.substring(0, unit.length() - 3), 0.0) : 0;
    }

    private static List<double[]> secondary(JmhJson.Entry entry, String name) {
        JmhJson.Metric metric = entry.secondary().get(name);
        double nanos = metric == null ? 0 : nanos(metric.unit());
        return nanos > 0 ? finite(metric.raw(), nanos) : List.of();
    }

    private static double[] peaks(JmhJson.Entry entry) {
        JmhJson.Metric metric = entry.secondary().get("rss.workers.peak");
        return metric == null
                ? new double[0]
                : finite(metric.raw(), 1).stream()
                        .flatMapToDouble(Arrays::stream)
                        .filter(bytes -> bytes > 0)
                        .toArray();
    }

    private static List<double[]> finite(List<List<Double>> raw, double by) {
        return raw.stream()
                .map(fork -> fork.stream()
                        .mapToDouble(value -> value * by)
                        .filter(Double::isFinite)
                        .toArray())
                .filter(fork -> fork.length > 0)
                .toList();
    }

    private static Interval stated(JmhJson.Metric metric, double by) {
        if (!Double.isFinite(metric.score())) {
            return null;
        }
        double score = metric.score() * by;
        boolean known = Double.isFinite(metric.error());
        double half = known ? metric.error() * by : 0;
        return new Interval(score, score - half, score + half, known ? JMH_CONFIDENCE : 0, 0);
    }
}
