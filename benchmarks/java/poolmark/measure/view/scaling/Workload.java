// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.stats.fit.Resampling;
import poolmark.measure.view.base.Subject;

/**
 * One workload done by all strategies with all numbers of workers.
 *
 * @param run the run
 * @param cold whether the pool was opened and closed within the operation
 * @param params all parameters but the number of workers
 * @param serial what it takes without any help; null where that was not measured
 * @param strategies for each strategy its cells by number of workers; without {@code serial}
 */
public record Workload(
        Run run,
        boolean cold,
        SortedMap<String, String> params,
        Cell serial,
        Map<String, SortedMap<Integer, Cell>> strategies) {

    private static final String WARM = "StrategyBenchmark";

    private static final String COLD = "ColdStartBenchmark";

    private static final String SERIAL = "serial";

    /** As the tutorial introduces them; others follow by name. */
    private static final List<String> ORDER =
            List.of("threadPool", "processPerTask", "poolMap", "poolApply", "poolApplyAsync");

    /** Of the tutorial's inputs 0 to 4, the share of the longest. */
    private static final double LONGEST_OF_TUTORIAL = 0.4;

    /** {@return the workloads of a run, warm pools first} */
    public static List<Workload> of(Run run) {
        List<Workload> all = new ArrayList<>();
        for (String type : List.of(WARM, COLD)) {
            Map<SortedMap<String, String>, List<Cell>> grouped = new LinkedHashMap<>();
            run.of(type)
                    .filter(cell -> cell.workers().isPresent())
                    .forEach(cell -> grouped.computeIfAbsent(cell.without("workers"), params -> new ArrayList<>())
                            .add(cell));
            grouped.forEach((params, cells) -> all.add(of(run, type.equals(COLD), params, cells)));
        }
        all.removeIf(workload -> workload.strategies.isEmpty());
        all.sort(Comparator.comparing(Workload::cold)
                .thenComparing(workload -> workload.params.toString(), Comparator.reverseOrder()));
        return all;
    }

    private static Workload of(Run run, boolean cold, SortedMap<String, String> params, List<Cell> cells) {
        Map<String, SortedMap<Integer, Cell>> found = new TreeMap<>(Comparator.comparing(Workload::position));
        for (Cell cell : cells) {
            if (!cell.method().equals(SERIAL)) {
                found.computeIfAbsent(cell.method(), method -> new TreeMap<>())
                        .put(cell.workers().getAsInt(), cell);
            }
        }
        return new Workload(run, cold, params, serial(run, params), found);
    }

    /** {@return where a strategy stands among others, as text to sort by} */
    public static String position(String method) {
        int position = ORDER.indexOf(method);
        return (position < 0 ? ORDER.size() : position) + method;
    }

    /** It uses no workers: what was measured with whatever number of them is of one kind. */
    private static Cell serial(Run run, SortedMap<String, String> params) {
        return run.of(WARM)
                .filter(cell -> cell.method().equals(SERIAL))
                .filter(cell -> cell.without("workers").equals(params))
                .reduce(Workload::joined)
                .orElse(null);
    }

    private static Cell joined(Cell one, Cell other) {
        return new Cell(
                one.benchmark(),
                one.params(),
                one.unit(),
                both(one.values(), other.values()),
                both(one.cpuParent(), other.cpuParent()),
                both(one.cpuWorkers(), other.cpuWorkers()),
                one.peakBytes(),
                one.percentiles(),
                one.stated() == null ? other.stated() : one.stated());
    }

    private static List<double[]> both(List<double[]> one, List<double[]> other) {
        List<double[]> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    /** {@return its name} */
    public Subject subject() {
        return Subject.workload(params, cold ? "cold" : "warm");
    }

    /** {@return its name in a sentence} */
    public String text() {
        return subject().text();
    }

    /** {@return the numbers of workers that were measured, rising} */
    public List<Integer> sizes() {
        TreeSet<Integer> sizes = new TreeSet<>();
        strategies.values().forEach(cells -> sizes.addAll(cells.keySet()));
        return List.copyOf(sizes);
    }

    /** {@return whether its tasks wait rather than compute, so that they do not need a processor each} */
    public boolean sleeps() {
        return List.of("tutorial", "sleep").contains(params.getOrDefault("workload", ""));
    }

    /** {@return the part of serial's time that so many workers need at least} */
    public double ideal(int workers) {
        double longest = params.getOrDefault("workload", "").equals("tutorial") ? LONGEST_OF_TUTORIAL : oneTask();
        boolean bound = sleeps() || run.cpus() == 0;
        return Math.max(1.0 / (bound ? workers : Math.min(workers, run.cpus())), longest);
    }

    private double oneTask() {
        String tasks = params.getOrDefault("tasks", "");
        return tasks.matches("[1-9]\\d{0,8}") ? 1.0 / Integer.parseInt(tasks) : 0;
    }

    /** {@return the position on the axis of sizes from which on there are more workers than processors; empty for none} */
    public Optional<Double> oversubscribed() {
        List<Integer> sizes = sizes();
        long upTo = sizes.stream().filter(size -> size <= run.cpus()).count();
        return run.cpus() == 0 || upTo == sizes.size() ? Optional.empty() : Optional.of(upTo - 0.5);
    }

    /** A strategy with a number of workers. */
    public record Choice(String strategy, int workers, Cell cell) {

        /** {@return whether it is threads in one process: what processes are held against, not what is asked about} */
        public boolean isYardstick() {
            return strategy.equals("threadPool");
        }
    }

    /** {@return the fastest way with processes; of all, where there is none} */
    public Choice fastestOfProcesses() {
        List<Choice> choices = fastest();
        return choices.stream()
                .filter(choice -> !choice.isYardstick())
                .findFirst()
                .orElse(choices.get(0));
    }

    /** {@return all choices, the fastest first} */
    public List<Choice> fastest() {
        List<Choice> choices = new ArrayList<>();
        strategies.forEach((strategy, cells) ->
                cells.forEach((workers, cell) -> choices.add(new Choice(strategy, workers, cell))));
        choices.sort(Comparator.comparingDouble(choice -> choice.cell().median().value()));
        return choices;
    }

    /** {@return how many times as fast as serial, with an interval by resampling; empty where there is no serial} */
    public Optional<Interval> speedUp(Cell cell) {
        if (serial == null) {
            return Optional.empty();
        }
        double ratio = serial.median().value() / cell.median().value();
        if (serial.stated() != null || cell.stated() != null) {
            return Optional.of(new Interval(ratio, ratio, ratio, 0, 0));
        }
        double[] ends = Resampling.interval(
                List.of(serial.pooled(), cell.pooled()),
                drawn -> Quantiles.median(drawn.get(0)) / Quantiles.median(drawn.get(1)));
        return Optional.of(
                new Interval(ratio, Math.min(ends[0], ratio), Math.max(ends[1], ratio), 0.95, cell.pooled().length));
    }

    /** {@return forks of a cell, as many as the others have} */
    public int forks() {
        return strategies.values().stream()
                .flatMap(cells -> cells.values().stream())
                .mapToInt(Cell::forks)
                .max()
                .orElse(0);
    }

    /** {@return whether CPU time was measured of any strategy} */
    public boolean knowsCpu() {
        return strategies.values().stream()
                .flatMap(cells -> cells.values().stream())
                .anyMatch(cell -> cell.cpuTotal().isPresent());
    }
}
