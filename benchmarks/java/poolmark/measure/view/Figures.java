// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Report.Missing;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.view.across.RunsFigure;
import poolmark.measure.view.across.ScoresFigure;
import poolmark.measure.view.cost.BreakEvenFigure;
import poolmark.measure.view.cost.ChunkFigure;
import poolmark.measure.view.cost.HandOver;
import poolmark.measure.view.cost.LatencyFigure;
import poolmark.measure.view.cost.OverheadFigure;
import poolmark.measure.view.cost.Sweep;
import poolmark.measure.view.life.LifeFigure;
import poolmark.measure.view.life.OrderFigure;
import poolmark.measure.view.life.PhasesFigure;
import poolmark.measure.view.life.TimelineFigure;
import poolmark.measure.view.scaling.CpuFigure;
import poolmark.measure.view.scaling.MemoryFigure;
import poolmark.measure.view.scaling.SpeedUpFigure;
import poolmark.measure.view.scaling.WallFigure;
import poolmark.measure.view.scaling.Workload;

/**
 * The figures that runs can carry, and those that they cannot.
 *
 * @param figures in the order in which they are to be read, each with another id
 * @param missing the others
 */
public record Figures(List<Figure> figures, List<Missing> missing) {

    private static final String COMMAND = "java -jar target/benchmarks.jar ";

    /**
     * Makes the figures.
     *
     * @param runs at least one
     * @return what they can carry
     */
    public static Figures of(List<Run> runs) {
        List<Figure> figures = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        RunsFigure.of(runs).ifPresent(figures::add);
        if (runs.size() > 1 && figures.isEmpty()) {
            missing.add(new Missing(
                    RunsFigure.QUESTION, "the runs have no benchmark with the same parameters in common", ""));
        }
        for (int number = 0; number < runs.size(); number++) {
            Figures own = of(runs.get(number));
            for (Figure figure : own.figures()) {
                figures.add(runs.size() == 1 ? figure : ofRun(figure, runs.get(number), number + 1));
            }
            if (number == 0) {
                missing.addAll(own.missing());
            }
        }
        return new Figures(unique(figures), missing);
    }

    private static Figure ofRun(Figure figure, Run run, int number) {
        String subject = figure.subject().isEmpty() ? run.name() : figure.subject() + " (" + run.name() + ")";
        return figure.named(figure.id() + "-run" + number, subject);
    }

    private static List<Figure> unique(List<Figure> figures) {
        Set<String> taken = new HashSet<>();
        List<Figure> unique = new ArrayList<>();
        for (Figure figure : figures) {
            String id = figure.id();
            for (int again = 2; !taken.add(id); again++) {
                id = figure.id() + "-" + again;
            }
            unique.add(id.equals(figure.id()) ? figure : figure.named(id, figure.subject()));
        }
        return unique;
    }

    private static Figures of(Run run) {
        List<Figure> figures = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        boolean foreign =
                run.cells().stream().noneMatch(cell -> cell.benchmark().startsWith("poolmark.bench."));
        figures.addAll(ScoresFigure.of(run));
        if (foreign) {
            return new Figures(figures, missing);
        }
        workloads(run, figures, missing);
        costs(run, figures, missing);
        life(run, figures, missing);
        return new Figures(figures, missing);
    }

    private static void workloads(Run run, List<Figure> figures, List<Missing> missing) {
        List<Workload> workloads = Workload.of(run);
        workloads.forEach(workload -> {
            figures.add(WallFigure.of(workload));
            CpuFigure.of(workload).ifPresent(figures::add);
            SpeedUpFigure.of(workload).ifPresent(figures::add);
        });
        if (workloads.isEmpty()) {
            missing.add(new Missing(
                    WallFigure.QUESTION,
                    "no strategy was measured",
                    COMMAND + "\"StrategyBenchmark|ColdStartBenchmark\""));
        } else if (workloads.stream().allMatch(workload -> workload.serial() == null)) {
            missing.add(new Missing(
                    SpeedUpFigure.QUESTION, "serial was not measured", COMMAND + "StrategyBenchmark.serial"));
        }
        if (workloads.stream().noneMatch(Workload::knowsCpu) && !workloads.isEmpty()) {
            missing.add(new Missing(CpuFigure.QUESTION, "CPU time was not measured", COMMAND + "StrategyBenchmark"));
        }
    }

    private static void costs(Run run, List<Figure> figures, List<Missing> missing) {
        List<Sweep> sweeps = Sweep.of(run);
        sweeps.forEach(sweep -> figures.add(BreakEvenFigure.of(sweep)));
        if (sweeps.isEmpty()) {
            missing.add(new Missing(
                    BreakEvenFigure.QUESTION,
                    "it needs tasks of two durations at least, and serial beside the strategies",
                    COMMAND + "BreakEvenBenchmark"));
        }
        HandOver.of(run)
                .ifPresentOrElse(
                        handOver -> figures.add(OverheadFigure.of(handOver)),
                        () -> missing.add(new Missing(
                                OverheadFigure.QUESTION, "no hand-over was measured", COMMAND + "RoundTripBenchmark")));
        add(
                ChunkFigure.of(run),
                ChunkFigure.QUESTION,
                "no sizes of chunks were measured",
                "ChunkBenchmark",
                figures,
                missing);
        add(
                LatencyFigure.of(run),
                LatencyFigure.QUESTION,
                "no latencies were kept",
                "LatencyBenchmark",
                figures,
                missing);
    }

    private static void life(Run run, List<Figure> figures, List<Missing> missing) {
        List<Figure> phases = new ArrayList<>(PhasesFigure.of(run));
        LifeFigure.of(run).ifPresent(phases::add);
        figures.addAll(phases);
        List<Figure> timelines = TimelineFigure.of(run);
        figures.addAll(timelines);
        if (phases.isEmpty()) {
            missing.add(new Missing(
                    PhasesFigure.QUESTION,
                    "no pool was opened within an operation",
                    COMMAND + "\"ColdStartBenchmark|LifecycleBenchmark\""));
        }
        if (timelines.isEmpty()) {
            missing.add(new Missing(
                    TimelineFigure.QUESTION,
                    "no times of single tasks were kept",
                    COMMAND + "StrategyBenchmark.poolMap"));
        }
        List<Figure> memory = Workload.of(run).stream()
                .map(MemoryFigure::of)
                .flatMap(Optional::stream)
                .toList();
        figures.addAll(memory);
        if (memory.isEmpty()
                && run.cells().stream().noneMatch(cell -> cell.memory().isPresent())) {
            missing.add(new Missing(MemoryFigure.QUESTION, "memory was not measured", COMMAND + "StrategyBenchmark"));
        }
        add(
                OrderFigure.of(run),
                OrderFigure.QUESTION,
                "the order of the operations is not known",
                "",
                figures,
                missing);
    }

    private static void add(
            Optional<Figure> figure,
            String question,
            String reason,
            String benchmark,
            List<Figure> figures,
            List<Missing> missing) {
        figure.ifPresentOrElse(
                figures::add,
                () -> missing.add(new Missing(question, reason, benchmark.isEmpty() ? "" : COMMAND + benchmark)));
    }

    /** {@return whether a cell is one of this suite's} */
    public static boolean own(Cell cell) {
        return cell.benchmark().startsWith("poolmark.bench.");
    }
}
