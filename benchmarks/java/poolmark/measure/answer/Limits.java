// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import poolmark.measure.figure.Report.Missing;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.stability.RulerDrift;
import poolmark.measure.stats.fit.BreakEven;
import poolmark.measure.view.cost.Sweep;

/** What a run cannot say, for someone who is about to act on what it does say. */
final class Limits {

    private static final double PERCENT = 100;

    private Limits() {}

    static List<String> of(Run run, List<Missing> missing) {
        List<String> texts = new ArrayList<>();
        if (!missing.isEmpty()) {
            texts.add("Not measured: "
                    + missing.stream()
                            .map(Missing::question)
                            .map(question -> question.replace('-', ' '))
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        failed(run, texts);
        extrapolated(run, texts);
        unsteady(run, texts);
        if (run.cells().stream().allMatch(cell -> cell.forks() <= 1)) {
            texts.add("One fork of each benchmark: how forks differ is not known, so that intervals are too narrow.");
        }
        texts.add(
                "It is one machine, one JDK and these tasks: others, and larger arguments and results, have other answers.");
        return texts;
    }

    private static void failed(Run run, List<String> texts) {
        long failed = run.caveats().stream()
                .filter(caveat -> caveat.startsWith("failed: "))
                .count();
        if (failed > 0) {
            texts.add(failed + (failed == 1 ? " benchmark" : " benchmarks") + " failed and "
                    + (failed == 1 ? "is" : "are") + " left out; the doubts name the reason.");
        }
        if (run.caveats().stream().anyMatch(caveat -> caveat.startsWith("the run was cut off"))) {
            texts.add("The run was cut off: what would have come later is missing.");
        }
    }

    private static void extrapolated(Run run, List<String> texts) {
        for (Sweep sweep : Sweep.of(run)) {
            List<String> beyond = sweep.strategies().keySet().stream()
                    .filter(strategy -> isBeyond(sweep, sweep.breakEven(strategy)))
                    .toList();
            if (!beyond.isEmpty()) {
                texts.add("The break-even of " + String.join(" and ", beyond)
                        + " lies outside of the durations that were measured: it is worked out, not seen.");
            }
        }
    }

    private static boolean isBeyond(Sweep sweep, BreakEven even) {
        return even.kind() == BreakEven.Kind.FROM
                && (even.duration() > sweep.longestNanos() || even.duration() < sweep.shortestNanos());
    }

    private static void unsteady(Run run, List<String> texts) {
        String moved = RulerDrift.of(run.rulers()).stream()
                .filter(RulerDrift::large)
                .map(drift -> String.format(
                        Locale.ROOT,
                        "%s %+.0f %%, spread %.0f %%",
                        drift.ruler(),
                        PERCENT * drift.change(),
                        PERCENT * drift.spread()))
                .collect(Collectors.joining("; "));
        if (!moved.isEmpty()) {
            texts.add("The machine did not hold still (" + moved + "): differences of that size mean nothing.");
        }
    }

    /** {@return whether a run has benchmarks of this suite} */
    static boolean isOwn(Run run) {
        return run.cells().stream().map(Cell::benchmark).anyMatch(name -> name.startsWith("poolmark.bench."));
    }
}
