// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import poolmark.measure.result.Sample;

/**
 * The results of a run as tables for people: one for each benchmark class and workload, in it a row for each strategy and
 * pool size. Speed-up is serial wall time by wall time, for the same workload in the same run; efficiency is speed-up by
 * the processors that as many workers can use.
 */
public final class ResultTable {

    private static final String BASELINE_CLASS = "StrategyBenchmark";

    private static final String BASELINE_METHOD = "serial";

    /** As the tutorial introduces them; others follow by name. */
    private static final List<String> METHODS =
            List.of(BASELINE_METHOD, "threadPool", "processPerTask", "poolMap", "poolApply", "poolApplyAsync");

    /** Benchmarks that do the workload which {@code serial} does. */
    private static final List<String> CLASSES = List.of(BASELINE_CLASS, "ColdStartBenchmark");

    private static final double NANOS_PER_MILLI = 1e6;

    private static final double NANOS_PER_MICRO = 1e3;

    /** @param params all parameters but the number of workers */
    private record Group(String type, SortedMap<String, String> params) {

        static Group of(Sample sample) {
            SortedMap<String, String> rest = new TreeMap<>(sample.params());
            rest.remove("workers");
            return new Group(part(sample.benchmark(), 1), rest);
        }

        String title() {
            String values = params.entrySet().stream()
                    .map(param -> " " + param.getKey() + "=" + param.getValue())
                    .collect(Collectors.joining());
            return type + values;
        }
    }

    /** @param workers 0 where a benchmark has none, or does not use them */
    private record Row(String method, int workers) {

        static Row of(Sample sample) {
            String method = part(sample.benchmark(), 0);
            String workers = sample.params().get("workers");
            boolean none = workers == null || method.equals(BASELINE_METHOD);
            return new Row(method, none ? 0 : Integer.parseInt(workers));
        }
    }

    private final Map<Group, Map<Row, Summary>> groups;
    private final int cpus;

    private ResultTable(Map<Group, Map<Row, Summary>> groups, int cpus) {
        this.groups = groups;
        this.cpus = cpus;
    }

    /**
     * Makes the tables.
     *
     * @param samples of one run; those that do not count are left out
     * @param cpus processors that the run could use
     * @return the tables as text; empty when nothing counts
     */
    public static String of(List<Sample> samples, int cpus) {
        Map<Group, Map<Row, List<Sample>>> grouped = samples.stream()
                .filter(Sample::counts)
                .collect(Collectors.groupingBy(
                        Group::of,
                        () -> new TreeMap<>(Comparator.comparing(ResultTable::groupOrder)),
                        Collectors.groupingBy(
                                Row::of,
                                () -> new TreeMap<>(Comparator.comparing(ResultTable::rowOrder)),
                                Collectors.toList())));
        Map<Group, Map<Row, Summary>> summaries = new LinkedHashMap<>();
        grouped.forEach((group, rows) -> {
            Map<Row, Summary> byRow = new LinkedHashMap<>();
            rows.forEach((row, operations) -> byRow.put(row, Summary.of(operations)));
            summaries.put(group, byRow);
        });
        return new ResultTable(summaries, cpus).text();
    }

    private String text() {
        List<String> parts = new ArrayList<>();
        groups.forEach((group, rows) -> parts.add(group.title() + "\n" + table(group, rows)));
        if (!parts.isEmpty()) {
            parts.add("wall: median, ± half the distance of the quartiles; CPU: mean. Speed-up against "
                    + BASELINE_METHOD + ", efficiency = speed-up / min(workers, " + cpus + " processors).\n");
        }
        return String.join("\n", parts);
    }

    private String table(Group group, Map<Row, Summary> rows) {
        boolean millis = rows.values().stream().anyMatch(row -> row.wallNanos() >= NANOS_PER_MILLI);
        double unit = millis ? NANOS_PER_MILLI : NANOS_PER_MICRO;
        Summary serial = baseline(group);
        List<String> header = new ArrayList<>(
                List.of(millis ? "ms" : "us", "workers", "wall", "±", "CPU parent", "CPU workers", "CPU total"));
        if (serial != null) {
            header.addAll(List.of("speed-up", "efficiency"));
        }
        header.addAll(List.of("forks", "n"));
        TextTable table = new TextTable(header);
        rows.forEach((row, summary) -> table.row(line(row, summary, serial, unit)));
        return table.text();
    }

    private List<String> line(Row row, Summary summary, Summary serial, double unit) {
        List<String> cells = new ArrayList<>(List.of(
                row.method(),
                row.workers() == 0 ? "-" : Integer.toString(row.workers()),
                number(summary.wallNanos() / unit),
                String.format(Locale.ROOT, "%.0f %%", 100 * summary.spread()),
                number(summary.cpuParentNanos() / unit),
                number(summary.cpuWorkersNanos() / unit),
                number(summary.cpuTotalNanos() / unit)));
        if (serial != null) {
            double speedUp = serial.wallNanos() / Math.max(1, summary.wallNanos());
            cells.add(number(speedUp));
            cells.add(number(speedUp / Math.min(Math.max(1, row.workers()), cpus)));
        }
        cells.add(Integer.toString(summary.forks()));
        cells.add(Integer.toString(summary.operations()));
        return cells;
    }

    private Summary baseline(Group group) {
        return CLASSES.contains(group.type())
                ? groups.getOrDefault(new Group(BASELINE_CLASS, group.params()), Map.of())
                        .get(new Row(BASELINE_METHOD, 0))
                : null;
    }

    /** {@return two decimals, or two digits that say something where that is less than a tenth} */
    private static String number(double value) {
        boolean small = value > 0 && value < 0.1;
        return small
                ? new BigDecimal(value).round(new MathContext(2)).toPlainString()
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String groupOrder(Group group) {
        int position = CLASSES.indexOf(group.type());
        return (position < 0 ? CLASSES.size() : position) + group.title();
    }

    private static String rowOrder(Row row) {
        int position = METHODS.indexOf(row.method());
        return String.format(
                Locale.ROOT, "%d%s %9d", position < 0 ? METHODS.size() : position, row.method(), row.workers());
    }

    /** {@return a part of a dotted name, counted from the end} */
    private static String part(String name, int fromEnd) {
        String[] parts = name.split("\\.");
        return parts[Math.max(0, parts.length - 1 - fromEnd)];
    }
}
