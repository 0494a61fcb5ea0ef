// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.scaling;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.stats.Interval;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Scale;
import poolmark.measure.view.base.Sketch;

/** Resident memory of the largest worker by number of workers. */
public final class MemoryFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "memory";

    private MemoryFigure() {}

    /** {@return the figure of a workload; empty where nobody looked} */
    public static Optional<Figure> of(Workload workload) {
        List<Integer> sizes = workload.sizes();
        Sketch sketch = new Sketch(QUESTION, workload.subject(), Kind.LINES)
                .axes(
                        new Axis("workers", "", CATEGORY),
                        Scale.MEBIBYTES.axis("peak resident memory of a worker", LINEAR))
                .categories(Sizes.names(sizes));
        int number = 0;
        for (var strategy : workload.strategies().entrySet()) {
            SortedMap<Integer, Cell> known = new TreeMap<>(strategy.getValue());
            known.values().removeIf(cell -> cell.memory().isEmpty());
            sketch.add(
                    strategy.getKey(),
                    Role.DATA,
                    Palette.colour(strategy.getKey(), number++),
                    Sizes.points(
                            sizes,
                            known,
                            cell -> Points.upright(0, cell.memory().orElseThrow(), Scale.MEBIBYTES.nanos(), "")));
        }
        Sizes.shade(workload, sketch);
        List<Workload.Choice> rising = rising(workload);
        return rising.isEmpty()
                ? Optional.empty()
                : Optional.of(sketch.says(
                                "Memory of a worker", reading(rising), note(memory(rising.get(0)), workload.forks()))
                        .figure());
    }

    private static String reading(List<Workload.Choice> rising) {
        return "A worker of " + said(rising.get(0)) + " at least; one of " + said(rising.get(rising.size() - 1))
                + " at most.";
    }

    /** {@return where somebody looked, with rising medians} */
    private static List<Workload.Choice> rising(Workload workload) {
        Comparator<Workload.Choice> byMemory =
                Comparator.comparingDouble(choice -> memory(choice).value());
        return workload.fastest().stream()
                .filter(choice -> choice.cell().memory().isPresent())
                .sorted(byMemory)
                .toList();
    }

    private static Interval memory(Workload.Choice choice) {
        return choice.cell().memory().orElseThrow();
    }

    private static String said(Workload.Choice choice) {
        return choice.strategy() + " with " + Sizes.workers(choice.workers()) + " holds "
                + Unit.BYTES.format(memory(choice).value());
    }

    private static String note(Interval one, int forks) {
        return Points.about(one, forks)
                + " Of each operation the peak of its largest worker; what workers share is counted for each of them.";
    }
}
