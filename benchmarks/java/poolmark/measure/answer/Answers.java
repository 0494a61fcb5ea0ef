// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import poolmark.measure.figure.Report.Answer;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.stats.Interval;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.cost.ChunkFigure;
import poolmark.measure.view.cost.HandOver;
import poolmark.measure.view.cost.OverheadFigure;
import poolmark.measure.view.life.LifeFigure;
import poolmark.measure.view.scaling.Workload;

/** What one run says to somebody who wants to know whether a pool pays. */
final class Answers {

    private final Run run;
    private final String prefix;
    private final List<Answer> answers = new ArrayList<>();

    private Answers(Run run, boolean oneOfSeveral) {
        this.run = run;
        this.prefix = oneOfSeveral ? run.name() + ": " : "";
    }

    static List<Answer> of(Run run, boolean oneOfSeveral) {
        Answers answers = new Answers(run, oneOfSeveral);
        List<Workload> workloads = Workload.of(run);
        workloads.forEach(answers::fastest);
        BreakEvens.of(run).forEach(text -> answers.say("Break-even", text));
        answers.starting();
        answers.handingOver();
        PoolSizes.beyond(workloads).forEach(text -> answers.say("More workers than processors", text));
        PoolSizes.recommended(workloads).forEach(text -> answers.say("Pool size", text));
        answers.chunks();
        return answers.answers;
    }

    private void say(String question, String text) {
        answers.add(new Answer(question, prefix + text));
    }

    private void fastest(Workload workload) {
        List<Workload.Choice> choices = workload.fastest();
        Workload.Choice best = choices.get(0);
        StringBuilder text = new StringBuilder(workload.text()).append(": ");
        if (workload.serial() != null
                && best.cell().median().low() > workload.serial().median().high()) {
            say(
                    "Fastest",
                    text + "serial, " + Points.time(workload.serial().median()) + "; the best of the others, "
                            + name(best) + ", takes " + Points.time(best.cell().median()) + ".");
            return;
        }
        text.append(name(best))
                .append(" is fastest, ")
                .append(Points.time(best.cell().median()));
        workload.speedUp(best.cell())
                .ifPresent(ratio -> text.append(", ")
                        .append(Points.ratio(ratio))
                        .append(
                                ratio.low() > 1
                                        ? " times as fast as serial"
                                        : " times as fast as serial, so nothing beats it for sure"));
        cpuRatio(workload, best.cell())
                .ifPresent(ratio ->
                        text.append(String.format(Locale.ROOT, "; it costs %.2f times serial's CPU time", ratio)));
        text.append(equals(best, choices));
        if (best.strategy().equals("threadPool")) {
            choices.stream()
                    .filter(choice -> !choice.strategy().equals("threadPool"))
                    .findFirst()
                    .ifPresent(pool -> text.append("; of processes, ")
                            .append(name(pool))
                            .append(", ")
                            .append(Points.time(pool.cell().median())));
        }
        text.append('.');
        say("Fastest", text.toString());
    }

    private static String name(Workload.Choice choice) {
        return choice.strategy() + " with " + choice.workers() + (choice.workers() == 1 ? " worker" : " workers");
    }

    private static Optional<Double> cpuRatio(Workload workload, Cell cell) {
        Optional<Interval> base = Optional.ofNullable(workload.serial()).flatMap(Cell::cpuTotal);
        Optional<Interval> own = cell.cpuTotal();
        // What sleeps costs no CPU time: a ratio to nearly nothing says nothing.
        return base.isEmpty()
                        || own.isEmpty()
                        || workload.sleeps()
                        || base.get().value() <= 0
                ? Optional.empty()
                : Optional.of(own.get().value() / base.get().value());
    }

    private static String equals(Workload.Choice best, List<Workload.Choice> choices) {
        double high = best.cell().median().high();
        List<Workload.Choice> close = choices.stream()
                .skip(1)
                .filter(choice -> choice.cell().median().low() <= high)
                .toList();
        if (close.isEmpty() || best.cell().median().confidence() == 0) {
            return "";
        }
        String names = close.stream()
                .limit(2)
                .map(choice -> choice.strategy() + " " + choice.workers())
                .collect(Collectors.joining(", "));
        return "; not told apart from " + names + (close.size() > 2 ? " and " + (close.size() - 2) + " more" : "");
    }

    private void starting() {
        List<Cell> cells = LifeFigure.cells(run);
        if (run.of("LifecycleBenchmark").findAny().isPresent()) {
            say(
                    "Starting",
                    cells.stream()
                                    .map(cell -> LifeFigure.name(cell) + " " + Points.time(cell.median()))
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
            say("Handing over a task", String.join("; ", tasks) + ".");
            if (!bytes.isEmpty()) {
                say("A byte, there and back", String.join("; ", bytes) + ".");
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
                    "chunks of " + size + " hand a task over for "
                            + Points.time(byChunk.get(size).median())
                            + ", larger ones gain less than a tenth, single tasks cost "
                            + Points.time(byChunk.get(byChunk.firstKey()).median())
                            + "; so take " + size
                            + " or more for tasks of microseconds, and single ones for long tasks, which spread evenly.");
        }
    }
}
