// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.scaling;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.stats.Interval;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Scale;
import poolmark.measure.view.base.Sketch;

/** CPU time of parent and workers by strategy and number of workers. */
public final class CpuFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "cpu-vs-workers";

    private static final String DEAREST = "processPerTask";

    /** From there on the others would be too low to read. */
    private static final double FAR = 2.5;

    /** Above the others, for the values of those that are cut. */
    private static final double ROOM = 1.25;

    private CpuFigure() {}

    /** {@return the figure of a workload; empty where nobody measured CPU time} */
    public static Optional<Figure> of(Workload workload) {
        List<Workload.Choice> bars = new ArrayList<>();
        workload.strategies()
                .forEach((strategy, cells) -> cells.forEach((workers, cell) -> {
                    if (cell.cpuTotal().isPresent()) {
                        bars.add(new Workload.Choice(strategy, workers, cell));
                    }
                }));
        return bars.isEmpty() ? Optional.empty() : Optional.of(of(workload, bars));
    }

    private static Figure of(Workload workload, List<Workload.Choice> bars) {
        Optional<Interval> serial = Optional.ofNullable(workload.serial()).flatMap(Cell::cpuTotal);
        double largest = bars.stream()
                .mapToDouble(bar -> bar.cell().cpuTotal().orElseThrow().value())
                .max()
                .orElseThrow();
        Scale scale =
                Scale.ofTimes(Math.max(largest, serial.map(Interval::value).orElse(0.0)));
        Sketch sketch = new Sketch(QUESTION, workload.subject(), Kind.STACKED_BARS)
                .says("CPU time of parent and workers", reading(bars, serial), note(bars))
                .axes(
                        new Axis("strategy and number of workers", "", CATEGORY),
                        scale.axis("CPU time", LINEAR).upTo(end(bars, serial) / scale.nanos()))
                .categories(bars.stream()
                        .map(bar -> bar.strategy() + " " + bar.workers())
                        .toList());
        sketch.add("workers", Role.DATA, 0, points(bars, CpuFigure::workers, scale));
        sketch.add("parent", Role.DATA, 4, points(bars, CpuFigure::parent, scale));
        serial.ifPresent(value -> sketch.add(
                "serial",
                Role.REFERENCE,
                Palette.colour("serial", 0),
                List.of(
                        Points.upright(0, value, scale.nanos(), ""),
                        Points.upright(bars.size() - 1.0, value, scale.nanos(), ""))));
        return sketch.figure();
    }

    /**
     * Starting a process for each task takes ten times the CPU time of everything else: with its bars in full, nobody could
     * read the others.
     */
    private static double end(List<Workload.Choice> bars, Optional<Interval> serial) {
        double others = bars.stream()
                .filter(bar -> !bar.strategy().equals(DEAREST))
                .mapToDouble(bar -> bar.cell().cpuTotal().orElseThrow().high())
                .reduce(serial.map(Interval::high).orElse(0.0), Math::max);
        double largest = bars.stream()
                .mapToDouble(bar -> bar.cell().cpuTotal().orElseThrow().value())
                .max()
                .orElse(0);
        return others > 0 && largest > FAR * others ? ROOM * others : Double.POSITIVE_INFINITY;
    }

    private static Interval workers(Workload.Choice bar) {
        Interval mean = Cell.mean(bar.cell().cpuWorkers());
        return new Interval(mean.value(), mean.value(), mean.value(), 0, mean.n());
    }

    /** It stands on top, so it carries the interval of the whole bar. */
    private static Interval parent(Workload.Choice bar) {
        Interval total = bar.cell().cpuTotal().orElseThrow();
        double below = Cell.mean(bar.cell().cpuWorkers()).value();
        return new Interval(
                total.value() - below, total.low() - below, total.high() - below, total.confidence(), total.n());
    }

    private interface Quantity {
        Interval of(Workload.Choice bar);
    }

    private static List<Point> points(List<Workload.Choice> bars, Quantity quantity, Scale scale) {
        return IntStream.range(0, bars.size())
                .mapToObj(at -> Points.upright(at, quantity.of(bars.get(at)), scale.nanos(), ""))
                .toList();
    }

    private static String reading(List<Workload.Choice> bars, Optional<Interval> serial) {
        Comparator<Workload.Choice> byCpu = Comparator.comparingDouble(
                bar -> bar.cell().cpuTotal().orElseThrow().value());
        Workload.Choice least =
                bars.stream().filter(bar -> !bar.isYardstick()).min(byCpu).orElseGet(() -> bars.get(0));
        Workload.Choice most = bars.stream().max(byCpu).orElseThrow();
        String text = "Of processes, " + said("least", least, serial) + "; " + said("most", most, serial);
        return serial.map(value -> text + "; serial itself " + Points.time(value))
                        .orElse(text) + ".";
    }

    private static String said(String which, Workload.Choice bar, Optional<Interval> serial) {
        Interval total = bar.cell().cpuTotal().orElseThrow();
        String times = serial.filter(value -> value.value() > 0)
                .map(value -> ", " + Points.ratio(total.value() / value.value()) + " times serial")
                .orElse("");
        return bar.strategy() + " with " + Sizes.workers(bar.workers()) + " takes " + which + ", " + Points.time(total)
                + times;
    }

    private static String note(List<Workload.Choice> bars) {
        Cell cell = bars.get(0).cell();
        boolean byFork = cell.forks() >= 3;
        return "Bars: mean of "
                + cell.sum().stream().mapToInt(fork -> fork.length).sum()
                + " operations, user and system time of all threads; intervals: of the whole bar, Student's at 95 %, of "
                + (byFork ? "the means of " + cell.forks() + " forks" : "the operations")
                + ". Line: CPU time of doing the same tasks one after the other. Bars that are cut off at the top have their"
                + " value written on them.";
    }
}
