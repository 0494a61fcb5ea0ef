// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import poolmark.measure.figure.Report.Answer;
import poolmark.measure.figure.Report.Missing;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.cost.ChunkFigure;
import poolmark.measure.view.cost.HandOver;
import poolmark.measure.view.cost.OverheadFigure;
import poolmark.measure.view.life.LifeFigure;
import poolmark.measure.view.scaling.Workload;

/**
 * What one run says to somebody who wants to know whether a pool pays: whether it does, how large it should be, what its parts
 * cost, what is fastest of all, and what the run cannot say.
 */
final class Answers {

    private static final String PAYS = "Does it pay";

    private final Run run;
    private final String prefix;
    private final List<Answer> answers = new ArrayList<>();

    private Answers(Run run, boolean oneOfSeveral) {
        this.run = run;
        this.prefix = oneOfSeveral ? run.name() + ": " : "";
    }

    static List<Answer> of(Run run, List<Missing> missing, boolean oneOfSeveral) {
        Answers answers = new Answers(run, oneOfSeveral);
        if (!Limits.isOwn(run)) {
            return List.of();
        }
        List<Workload> workloads = Workload.of(run);
        BreakEvens.of(run).forEach(text -> answers.say(PAYS, text));
        workloads.forEach(workload -> Paying.of(workload).ifPresent(paying -> answers.say(PAYS, paying.text())));
        PoolSizes.of(workloads).forEach(text -> answers.say("How many workers", text));
        answers.chunks();
        answers.starting();
        answers.handingOver();
        workloads.forEach(workload -> answers.say("Fastest of all", Paying.fastest(workload)));
        Limits.of(run, missing).forEach(text -> answers.say("What this run cannot say", text));
        return answers.answers;
    }

    private void say(String question, String text) {
        answers.add(new Answer(question, prefix + text));
    }

    /** The answer in a sentence or two, for those who read no further. */
    static String headline(Run run) {
        List<Paying> measured = Workload.of(run).stream()
                .map(Paying::of)
                .flatMap(Optional::stream)
                .toList();
        String swept = BreakEvens.headline(run);
        boolean yes = BreakEvens.pays(run) || measured.stream().anyMatch(Paying::pays);
        if (swept.isEmpty() && measured.isEmpty()) {
            return "This run has not measured it: that takes serial and a strategy with processes beside it.";
        }
        String measuredBest = measured.stream()
                .filter(paying -> paying.pays() == yes)
                .map(Paying::brief)
                .collect(Collectors.joining("; "));
        return (yes ? "Yes" : "No") + ". " + (swept.isEmpty() ? measuredBest + "." : swept) + " " + TERMS;
    }

    private static final String TERMS =
            "(Warm: the pool's workers are up before the tasks come. Cold: the pool is opened for the tasks and closed after"
                    + " them.)";

    /** What is taken from standby stands behind the same that was started for the purpose. */
    private void starting() {
        Map<String, String> prices = new LinkedHashMap<>();
        for (Cell cell : LifeFigure.cells(run)) {
            String what = LifeFigure.what(cell);
            String standby = LifeFigure.isStandby(cell) ? "from standby " : "";
            prices.merge(what, standby + Points.time(cell.median()), (one, other) -> one + ", " + other);
        }
        if (run.of("LifecycleBenchmark").findAny().isPresent()) {
            say(
                    "Price of a start",
                    "Wall time: "
                            + prices.entrySet().stream()
                                    .map(price -> price.getKey() + " " + price.getValue())
                                    .collect(Collectors.joining("; "))
                            + ".");
        }
    }

    private void handingOver() {
        HandOver.of(run).ifPresent(handOver -> {
            List<String> tasks = new ArrayList<>();
            List<String> bytes = new ArrayList<>();
            handOver.methods().forEach((method, cells) -> {
                Cell smallest = cells.get(cells.firstKey());
                String cpu = smallest.cpuTotal()
                        .map(total -> " and " + Unit.NANOS.format(total.value()) + " of CPU time")
                        .orElse("");
                tasks.add(method + " " + Points.time(smallest.median()) + cpu);
                handOver.nanosPerByte(method).ifPresent(nanos -> bytes.add(method + " " + OverheadFigure.rate(nanos)));
            });
            say("Price of a hand-over", "A task that does nothing costs " + String.join("; ", tasks) + ".");
            if (!bytes.isEmpty()) {
                say("Price of a byte", "There and back: " + String.join("; ", bytes) + ".");
            }
        });
    }

    private void chunks() {
        SortedMap<Long, SortedMap<Long, Cell>> sweep = ChunkFigure.cells(run);
        if (sweep.containsKey(0L)) {
            SortedMap<Long, Cell> byChunk = sweep.get(0L);
            long size = ChunkFigure.recommended(byChunk);
            say(
                    "Chunk size",
                    size
                            + " or more for tasks of microseconds, single ones for long tasks, which then spread evenly; in chunks of "
                            + size + " handing over costs "
                            + Points.time(byChunk.get(size).median())
                            + " a task, larger ones gain less than a tenth, single tasks cost "
                            + Points.time(byChunk.get(byChunk.firstKey()).median()) + ".");
        }
    }
}
