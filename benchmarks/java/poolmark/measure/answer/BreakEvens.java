// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.stats.fit.BreakEven;
import poolmark.measure.view.cost.BreakEvenFigure;
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
        StringBuilder text = new StringBuilder(strategy)
                .append(" with ")
                .append(sweep.workers())
                .append(" workers, ")
                .append(sweep.tasks())
                .append(" tasks at a time: ")
                .append(BreakEvenFigure.text(even));
        if (even.kind() == BreakEven.Kind.FROM && even.duration() > sweep.longestNanos()) {
            text.append(", which is beyond the longest task measured, ")
                    .append(Unit.NANOS.format(sweep.longestNanos()));
        }
        double at = Math.max(even.duration(), sweep.shortestNanos());
        sweep.cpuRatio(strategy, at)
                .ifPresent(ratio -> text.append(String.format(
                        Locale.ROOT,
                        "; with tasks of %s it costs %.2f times serial's CPU time",
                        Unit.NANOS.format(at),
                        ratio)));
        return text.append('.').toString();
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
        OptionalDouble map = median(run, "RoundTripBenchmark", "map", cell -> true);
        OptionalDouble start = median(run, "LifecycleBenchmark", "openToFirstResult", BreakEvens::spawned);
        OptionalDouble close = median(run, "LifecycleBenchmark", "close", BreakEvens::spawned);
        OptionalDouble process = median(run, "LifecycleBenchmark", "processStartJoin", BreakEvens::spawned);
        map.ifPresent(each -> texts.add("poolMap, workers up already: " + at(each / shared)));
        if (map.isPresent() && start.isPresent() && close.isPresent()) {
            double whole = (start.getAsDouble() + close.getAsDouble()) / TASKS + map.getAsDouble();
            texts.add("poolMap, opened and closed for " + TASKS + " tasks: " + at(whole / shared));
        }
        process.ifPresent(each -> texts.add("processPerTask: " + at(each / workers / shared)));
        String how = " (not measured: put together from what starting and handing over cost, as if " + workers
                + " workers did not hold each other up)";
        return texts.stream().map(text -> text + how + ".").toList();
    }

    private static String at(double nanos) {
        return "tasks of more than " + Unit.NANOS.format(nanos) + " at least";
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
