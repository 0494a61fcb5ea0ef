// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import poolmark.bench.gate.book.GateManifest.Order;
import poolmark.bench.gate.book.Row.Kind;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.bench.gate.fork.Forked;
import poolmark.bench.gate.fork.GateCell;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.Controls;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.Pairs;
import poolmark.measure.stability.RulerReading;

/** Makes of the rows of a stage what it is judged by. */
public final class Collection {

    /** How each metric is had from a fork. */
    private static final Map<Metric, ToDoubleFunction<Forked>> GATED = gated();

    /** Rulers carry the names of the benchmarks that measure the same. */
    private static final String RULERS = "poolmark.bench.RulerBenchmark.";

    private final Order order;
    private final List<Row> rows;

    private Collection(Order order, List<Row> rows) {
        this.order = order;
        this.rows =
                latest(rows.stream().filter(row -> row.stage() == order.stage()).toList());
    }

    private static Map<Metric, ToDoubleFunction<Forked>> gated() {
        Map<Metric, ToDoubleFunction<Forked>> gated = new LinkedHashMap<>();
        gated.put(Metric.WALL, Forked::wallNanos);
        gated.put(Metric.CPU_TOTAL, Forked::cpuTotalNanos);
        gated.put(Metric.CPU_PARENT, Forked::cpuParentNanos);
        gated.put(Metric.MEMORY_WORKERS, Forked::rssWorkersPeakBytes);
        return gated;
    }

    /**
     * Collects.
     *
     * @param manifest of the gate
     * @param order of the stage
     * @param rows all rows of the gate
     * @return what the stage measured
     */
    public static Collected of(GateManifest manifest, Order order, List<Row> rows) {
        Collection stage = new Collection(order, rows);
        List<Missing> missing = new ArrayList<>(order.stage() == 1 ? manifest.missing() : List.of());
        List<Pairs> pairs = new ArrayList<>();
        for (int number : order.cells()) {
            GateCell cell = manifest.cells().get(number);
            List<Row> own = stage.rows(Kind.FORK, cell.name());
            List<Row> failed = own.stream().filter(row -> row.forked() == null).toList();
            failed.stream().limit(1).forEach(row -> missing.add(missing(row)));
            if (failed.isEmpty()) {
                pairs.addAll(pairs(cell.name(), own));
            }
        }
        return new Collected(order.seed(), pairs, missing, stage.controls(manifest.control()));
    }

    /** A pair that was cut off was measured again as a whole: what came last counts. */
    private static List<Row> latest(List<Row> rows) {
        Map<List<Object>, Row> latest = new LinkedHashMap<>();
        rows.forEach(row -> latest.put(
                List.of(row.round(), row.slot(), row.kind(), String.valueOf(row.variant()), row.cell()), row));
        return List.copyOf(latest.values());
    }

    private List<Row> rows(Kind kind, CellName cell) {
        return rows.stream()
                .filter(row -> row.kind() == kind && row.cell().equals(cell))
                .toList();
    }

    private static Missing missing(Row failed) {
        boolean baseline = failed.variant() == Variant.BASELINE;
        return new Missing(
                failed.cell(),
                baseline ? Missing.Kind.BASELINE_FAILED : Missing.Kind.FAILED,
                "round " + failed.round() + ": " + failed.reason());
    }

    private static List<Pairs> pairs(CellName cell, List<Row> rows) {
        Map<Integer, Map<Variant, Forked>> rounds = new TreeMap<>();
        for (Row row : rows) {
            rounds.computeIfAbsent(row.round(), number -> new TreeMap<>()).put(row.variant(), row.forked());
        }
        List<Map<Variant, Forked>> whole = rounds.values().stream()
                .filter(round -> round.size() == Variant.values().length)
                .filter(round -> round.values().stream().noneMatch(Objects::isNull))
                .toList();
        List<Pairs> pairs = new ArrayList<>();
        GATED.forEach((metric, number) -> {
            double[] baseline = numbers(whole, Variant.BASELINE, number);
            double[] candidate = numbers(whole, Variant.CANDIDATE, number);
            // Without workers there is no memory of theirs, and not every system tells it.
            if (applies(baseline) || applies(candidate)) {
                pairs.add(new Pairs(cell, metric, baseline, candidate));
            }
        });
        return pairs;
    }

    private static double[] numbers(
            List<Map<Variant, Forked>> rounds, Variant variant, ToDoubleFunction<Forked> number) {
        return rounds.stream()
                .mapToDouble(round -> number.applyAsDouble(round.get(variant)))
                .toArray();
    }

    private static boolean applies(double[] numbers) {
        return Arrays.stream(numbers).anyMatch(number -> number > 0);
    }

    private Controls controls(GateCell control) {
        List<Pairs> same = new ArrayList<>(control == null ? List.of() : pairs(control.name(), ok(control.name())));
        List<Row> readings =
                rows.stream().filter(row -> row.kind() == Kind.RULER).toList();
        readings.stream()
                .collect(Collectors.groupingBy(Row::cell, TreeMap::new, Collectors.toList()))
                .forEach((ruler, own) -> pairs(ruler, own).stream()
                        .filter(pairs -> pairs.metric().equals(Metric.WALL))
                        .forEach(same::add));
        List<RulerReading> rulers = readings.stream()
                .map(row -> new RulerReading(
                        row.benchmark().substring(RULERS.length()),
                        row.tookMillis(),
                        Math.round(row.forked().wallNanos())))
                .toList();
        return new Controls(same, rulers, share(Row::stolen), share(Row::throttled));
    }

    private List<Row> ok(CellName control) {
        return rows(Kind.CONTROL, control).stream()
                .filter(row -> row.forked() != null)
                .toList();
    }

    /** Rounds count by their length. */
    private double share(ToDoubleFunction<Row> part) {
        List<Row> machine =
                rows.stream().filter(row -> row.kind() == Kind.MACHINE).toList();
        double millis = machine.stream().mapToLong(Row::tookMillis).sum();
        double sum = machine.stream()
                .mapToDouble(row -> part.applyAsDouble(row) * row.tookMillis())
                .sum();
        return millis > 0 ? sum / millis : Double.NaN;
    }

    /**
     * A ruler as a row has it.
     *
     * @param name of the ruler
     * @return the name under which it stands in the file
     */
    public static String ruler(String name) {
        return RULERS + name;
    }
}
