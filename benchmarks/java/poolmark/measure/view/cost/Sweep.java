// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.stats.fit.BreakEven;
import poolmark.measure.stats.fit.Line;

/**
 * The same tasks with different durations, done by several strategies with one number of workers.
 *
 * @param workload name of the workload
 * @param tasks how many there are
 * @param workers how many worked
 * @param serial for each nominal duration in us what they take one after the other
 * @param strategies for each strategy the same
 */
public record Sweep(
        String workload,
        int tasks,
        int workers,
        SortedMap<Long, Cell> serial,
        Map<String, SortedMap<Long, Cell>> strategies) {

    private static final String OWN = "BreakEvenBenchmark";

    private static final List<String> SERIES = List.of(OWN, "StrategyBenchmark", "ColdStartBenchmark");

    /** {@return a run's sweeps; those of its own benchmark first} */
    public static List<Sweep> of(Run run) {
        Map<List<String>, List<Cell>> grouped = new LinkedHashMap<>();
        for (String type : SERIES) {
            run.of(type)
                    .filter(Sweep::hasDuration)
                    .forEach(cell -> grouped.computeIfAbsent(key(cell, type), key -> new ArrayList<>())
                            .add(cell));
        }
        return grouped.values().stream()
                .map(cells -> of(cells, run.usableCpus()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static boolean hasDuration(Cell cell) {
        return cell.number("taskMicros").orElse(0) > 0
                && cell.number("tasks").orElse(0) > 0
                && cell.workers().isPresent();
    }

    /** The tutorial's tasks are of different durations. */
    private static List<String> key(Cell cell, String type) {
        return List.of(
                Boolean.toString(type.equals(OWN)),
                cell.params().getOrDefault("workload", "cpu"),
                cell.params().get("tasks"));
    }

    private static Sweep of(List<Cell> cells, int cpus) {
        Cell first = cells.get(0);
        int workers = cells.stream()
                .filter(cell -> !cell.method().equals("serial"))
                .map(cell -> cell.workers().getAsInt())
                .min(Comparator.comparingInt(count -> Math.abs(count - cpus)))
                .orElse(0);
        SortedMap<Long, Cell> serial = new TreeMap<>();
        Map<String, SortedMap<Long, Cell>> strategies = new TreeMap<>();
        for (Cell cell : cells) {
            long micros = cell.number("taskMicros").getAsLong();
            if (cell.method().equals("serial")) {
                serial.putIfAbsent(micros, cell);
            } else if (cell.workers().getAsInt() == workers) {
                strategies.computeIfAbsent(name(cell), name -> new TreeMap<>()).putIfAbsent(micros, cell);
            }
        }
        strategies
                .values()
                .removeIf(
                        byDuration -> byDuration.size() < 2 || !serial.keySet().containsAll(byDuration.keySet()));
        String workload = first.params().getOrDefault("workload", "cpu");
        boolean even = !workload.equals("tutorial");
        return serial.size() < 2 || strategies.isEmpty() || !even
                ? null
                : new Sweep(workload, (int) first.number("tasks").getAsLong(), workers, serial, strategies);
    }

    private static String name(Cell cell) {
        boolean cold = cell.is("ColdStartBenchmark") && !cell.method().equals("processPerTask");
        return cold ? cell.method() + " cold" : cell.method();
    }

    /** {@return how long one task takes, in ns, as serial shows: a task is not always as long as was asked for} */
    public double taskNanos(long micros) {
        return serial.get(micros).median().value() / tasks;
    }

    /** {@return from what duration of a task on a strategy pays, in ns} */
    public BreakEven breakEven(String strategy) {
        return BreakEven.of(times(serial), times(strategies.get(strategy)));
    }

    /** {@return the line that the times of a strategy are taken to lie on, from which its break-even is worked out} */
    Line line(SortedMap<Long, Cell> byDuration) {
        return times(byDuration).line();
    }

    private BreakEven.Times times(SortedMap<Long, Cell> byDuration) {
        double[] durations =
                byDuration.keySet().stream().mapToDouble(this::taskNanos).toArray();
        return new BreakEven.Times(
                durations, byDuration.values().stream().map(Sweep::values).toList());
    }

    private static double[] values(Cell cell) {
        return cell.stated() == null
                ? cell.pooled()
                : new double[] {cell.stated().value()};
    }

    /** {@return CPU time of a strategy as a multiple of serial's, where tasks take so long; empty where not measured} */
    public Optional<Double> cpuRatio(String strategy, double taskNanos) {
        if (Double.isInfinite(taskNanos)
                || Stream.concat(serial.values().stream(), strategies.get(strategy).values().stream())
                        .anyMatch(cell -> cell.cpuTotal().isEmpty())) {
            return Optional.empty();
        }
        double own = cpu(strategies.get(strategy)).at(taskNanos);
        double base = cpu(serial).at(taskNanos);
        return base > 0 && own > 0 ? Optional.of(own / base) : Optional.empty();
    }

    private Line cpu(SortedMap<Long, Cell> byDuration) {
        double[] durations =
                byDuration.keySet().stream().mapToDouble(this::taskNanos).toArray();
        double[] times = byDuration.values().stream()
                .map(cell -> cell.cpuTotal().orElseThrow())
                .mapToDouble(Interval::value)
                .map(value -> Math.max(1, value))
                .toArray();
        return Line.relative(durations, times);
    }

    /** {@return the longest of the durations that were measured, in ns} */
    public double longestNanos() {
        return taskNanos(serial.lastKey());
    }

    /** {@return the shortest of them} */
    public double shortestNanos() {
        return taskNanos(serial.firstKey());
    }

    /** {@return how many forks a cell has, the middle one} */
    int forks() {
        return (int) Quantiles.median(
                serial.values().stream().mapToDouble(Cell::forks).toArray());
    }
}
