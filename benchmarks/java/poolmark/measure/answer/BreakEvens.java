// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.stats.fit.BreakEven;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.cost.BreakEvenFigure;
import poolmark.measure.view.cost.HandOver;
import poolmark.measure.view.cost.Sweep;

/** From what duration of a task on a strategy pays: measured where there is a sweep, else put together from its parts. */
final class BreakEvens {

    /** So many tasks share the start of a pool in the estimate. */
    private static final int TASKS = 8;

    private BreakEvens() {}

    static List<String> of(Run run) {
        List<String> texts = new ArrayList<>();
        for (Sweep sweep : Sweep.of(run)) {
            for (String strategy : sweep.strategies().keySet()) {
                texts.add(text(sweep, strategy));
            }
        }
        return texts.isEmpty() ? estimated(run) : texts;
    }

    private static String text(Sweep sweep, String strategy) {
        BreakEven even = sweep.breakEven(strategy);
        StringBuilder text = new StringBuilder(words(strategy, sweep.workers()))
                .append(' ')
                .append(BreakEvenFigure.text(even))
                .append(", ")
                .append(sweep.tasks())
                .append(' ')
                .append(sweep.workload())
                .append(" tasks at a time");
        if (even.kind() == BreakEven.Kind.FROM && even.duration() > sweep.longestNanos()) {
            text.append("; the longest tasks measured took ").append(Points.rough(sweep.longestNanos()));
        }
        double at = Math.max(even.duration(), sweep.shortestNanos());
        sweep.cpuRatio(strategy, at)
                .ifPresent(ratio -> text.append("; with tasks of ")
                        .append(Points.rough(at))
                        .append(" it costs ")
                        .append(Points.ratio(ratio))
                        .append(" times serial's CPU time"));
        return text.append('.').toString();
    }

    private static String words(String strategy, int workers) {
        return switch (strategy) {
            case "poolMap" -> "A warm pool (poolMap) of " + workers + " workers";
            case "poolMapCold" -> "A cold pool (poolMapCold) of " + workers + " workers";
            case "processPerTask" -> "A process for each task (processPerTask), " + workers + " at a time,";
            default -> strategy + " with " + workers + " workers";
        };
    }

    private static String briefWords(String strategy) {
        return switch (strategy) {
            case "poolMap" -> "a warm pool";
            case "poolMapCold" -> "a cold pool";
            case "processPerTask" -> "a process for each task";
            default -> strategy;
        };
    }

    /** {@return whether some way with processes pays from a duration on} */
    static boolean pays(Run run) {
        return Sweep.of(run).stream()
                .anyMatch(sweep -> sweep.strategies().keySet().stream()
                        .anyMatch(strategy -> sweep.breakEven(strategy).kind() != BreakEven.Kind.NEVER));
    }

    /** {@return where each strategy of the first sweep pays; empty where there is none} */
    static String headline(Run run) {
        return Sweep.of(run).stream()
                .findFirst()
                .map(sweep -> "With " + sweep.workers() + " workers and " + sweep.tasks() + " " + sweep.workload()
                        + " tasks at a time, "
                        + sweep.strategies().keySet().stream()
                                .map(strategy -> brief(sweep, strategy))
                                .collect(Collectors.joining("; "))
                        + ".")
                .orElse("");
    }

    private static String brief(Sweep sweep, String strategy) {
        BreakEven even = sweep.breakEven(strategy);
        String cpu = strategy.equals("poolMap")
                ? sweep.cpuRatio(strategy, Math.max(even.duration(), sweep.shortestNanos()))
                        .map(ratio -> ", for " + Points.ratio(ratio) + " times serial's CPU time there")
                        .orElse("")
                : "";
        return briefWords(strategy) + " " + BreakEvenFigure.text(even).replace("pays from", "pays for tasks from")
                + cpu;
    }

    /**
     * With w workers that hold each other up in nothing, n tasks of duration d take {@code c + n o + n d / w}, so that they
     * beat {@code n d} from {@code (c / n + o) / (1 - 1 / w)} on. They do hold each other up, so it is later than that.
     */
    private static List<String> estimated(Run run) {
        List<String> texts = new ArrayList<>();
        int workers = run.cpus();
        if (workers < 2) {
            return texts;
        }
        double shared = 1 - 1.0 / workers;
        // The tasks of the estimate carry next to nothing: of several sizes of what travels, the smallest is meant.
        OptionalDouble map = HandOver.of(run).map(HandOver::methods).map(methods -> methods.get("map")).stream()
                .mapToDouble(cells -> cells.get(cells.firstKey()).median().value())
                .findFirst();
        OptionalDouble start = median(run, "LifecycleBenchmark", "openToFirstResult", BreakEvens::spawned);
        OptionalDouble close = median(run, "LifecycleBenchmark", "close", BreakEvens::spawned);
        OptionalDouble process = median(run, "LifecycleBenchmark", "processStartJoin", BreakEvens::spawned);
        map.ifPresent(each -> texts.add("A warm pool " + at(each / shared)));
        if (map.isPresent() && start.isPresent() && close.isPresent()) {
            double whole = (start.getAsDouble() + close.getAsDouble()) / TASKS + map.getAsDouble();
            texts.add("A cold pool, opened for " + TASKS + " tasks, " + at(whole / shared));
        }
        process.ifPresent(each -> texts.add("A process for each task " + at(each / workers / shared)));
        String how = " (not measured: put together from what starting and handing over cost, as if " + workers
                + " workers did not hold each other up)";
        return texts.stream().map(text -> text + how + ".").toList();
    }

    private static String at(double nanos) {
        return "pays for tasks of more than " + Points.rough(nanos) + " at the earliest";
    }

    private static boolean spawned(Cell cell) {
        return cell.params().getOrDefault("startMethod", "SPAWN").equals("SPAWN");
    }

    private static OptionalDouble median(Run run, String type, String method, Predicate<Cell> fits) {
        return run.find(type, method, fits)
                .map(cell -> OptionalDouble.of(cell.median().value()))
                .orElse(OptionalDouble.empty());
    }
}
