// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stored;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.JmhJson.Entry;
import poolmark.measure.result.JmhJson.Metric;
import poolmark.measure.result.RunManifest.Cell;
import poolmark.measure.result.RunManifest.CellState;
import poolmark.measure.result.Sample;

/**
 * JMH's results of a run, mended from its samples where the writer could not bring them to the disk: {@code jmh.json} comes
 * after each fork, the samples come with each operation.
 *
 * @param entries one for each benchmark with its parameters
 * @param warnings which of them come from the samples
 */
record Results(List<Entry> entries, List<String> warnings) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** A benchmark with its parameters. Samples do not tell the mode. */
    private record Key(String benchmark, SortedMap<String, String> params) {

        boolean isOf(Entry entry) {
            return benchmark.equals(entry.benchmark()) && params.equals(entry.params());
        }

        boolean isOf(Cell cell) {
            return benchmark.equals(cell.benchmark()) && params.equals(cell.params());
        }
    }

    /**
     * Reads and mends.
     *
     * @param jmhJson the file; may be missing or cut off
     * @param samples the run's samples
     * @param cells what was to be measured; of one that failed nothing is made, because its samples are not to be trusted,
     *     nor of one that comes in several modes, which the samples do not tell apart
     * @param killed whether the writer was killed, so that the file may lack what the samples have. (A run that ended by
     *     itself has samples of failed forks, which are no results.)
     */
    static Results of(Path jmhJson, List<Sample> samples, List<Cell> cells, boolean killed) {
        List<Entry> entries = new ArrayList<>();
        String lost = null;
        try {
            entries.addAll(JmhJson.read(jmhJson));
        } catch (IOException unreadable) {
            lost = "jmh.json cannot be read ("
                    + unreadable.getMessage().lines().findFirst().orElse("") + ")";
        }
        List<String> warnings = new ArrayList<>();
        if (killed || lost != null) {
            String why = lost == null ? "jmh.json is older than samples.csv" : lost;
            measured(samples).forEach((key, operations) -> {
                if (mend(entries, key, operations, cells)) {
                    warnings.add(why + ": " + key.benchmark() + " " + key.params() + " is made from its samples");
                }
            });
        }
        return new Results(List.copyOf(entries), warnings);
    }

    /** {@return whether an entry was made, because the samples know of more forks than JMH's results do} */
    private static boolean mend(List<Entry> entries, Key key, List<Sample> operations, List<Cell> cells) {
        List<Cell> measured = cells.stream().filter(key::isOf).toList();
        if (measured.size() != 1 || measured.get(0).state() == CellState.FAILED) {
            return false;
        }
        int known = entries.stream().filter(key::isOf).mapToInt(Entry::forks).sum();
        if (forks(operations).size() <= known) {
            return false;
        }
        entries.removeIf(key::isOf);
        entries.add(fromSamples(key, measured.get(0).mode(), operations));
        return true;
    }

    private static Map<Key, List<Sample>> measured(List<Sample> samples) {
        Map<Key, List<Sample>> measured = new LinkedHashMap<>();
        samples.stream()
                .filter(Sample::counts)
                .forEach(sample -> measured.computeIfAbsent(
                                new Key(sample.benchmark(), sample.params()), key -> new ArrayList<>())
                        .add(sample));
        return measured;
    }

    private static Set<Integer> forks(List<Sample> operations) {
        Set<Integer> forks = new LinkedHashSet<>();
        operations.forEach(sample -> forks.add(sample.fork()));
        return forks;
    }

    /** As JMH would have written it for operations in milliseconds; the error of so few is left open. */
    private static Entry fromSamples(Key key, String mode, List<Sample> operations) {
        SortedMap<String, Metric> secondary = new TreeMap<>();
        Map<String, ToDoubleFunction<Sample>> times = new HashMap<>();
        times.put("cpu.parent", Sample::cpuParentNanos);
        times.put("cpu.workers", Sample::cpuWorkersNanos);
        times.put("cpu.total", Sample::cpuTotalNanos);
        times.forEach((name, nanos) -> secondary.put(name, metric(operations, nanos, NANOS_PER_MILLI, "ms/op")));
        secondary.put("rss.workers.peak", metric(operations, Sample::rssWorkersPeakBytes, 1, "bytes"));
        secondary.put("workers.started", metric(operations, Sample::workersStarted, 1, "#/op"));
        secondary.put("workers.crashed", metric(operations, Sample::workersCrashed, 1, "#/op"));
        Metric primary = metric(operations, Sample::wallNanos, NANOS_PER_MILLI, "ms/op");
        return new Entry(key.benchmark(), mode, forks(operations).size(), key.params(), primary, secondary);
    }

    private static Metric metric(List<Sample> operations, ToDoubleFunction<Sample> quantity, double per, String unit) {
        Map<Integer, List<Double>> byFork = new LinkedHashMap<>();
        operations.forEach(sample -> byFork.computeIfAbsent(sample.fork(), fork -> new ArrayList<>())
                .add(quantity.applyAsDouble(sample) / per));
        double mean = operations.stream().mapToDouble(quantity).average().orElse(Double.NaN) / per;
        return new Metric(mean, Double.NaN, unit, List.copyOf(byFork.values()));
    }
}
