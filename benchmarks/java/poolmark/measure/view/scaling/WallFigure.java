// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.scaling;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** Wall time by number of workers. */
public final class WallFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "wall-vs-workers";

    private static final double FAR = 5;

    private WallFigure() {}

    /** {@return the figure of a workload} */
    public static Figure of(Workload workload) {
        List<Integer> sizes = workload.sizes();
        List<Workload.Choice> fastest = workload.fastest();
        double largest = Math.max(
                fastest.get(fastest.size() - 1).cell().median().value(),
                workload.serial() == null ? 0 : workload.serial().median().value());
        Scale scale = Scale.ofTimes(largest);
        Sketch sketch = new Sketch(QUESTION, workload.subject(), Kind.LINES)
                .says("Wall time by number of workers", reading(workload), note(workload))
                .axes(new Axis("workers", "", CATEGORY), scale.axis("wall time", far(fastest) ? LOG : LINEAR))
                .categories(Sizes.names(sizes));
        if (workload.serial() != null) {
            double serial = workload.serial().median().value();
            Interval whole = workload.serial().median();
            sketch.add(
                    "serial",
                    Role.REFERENCE,
                    Palette.colour("serial", 0),
                    Sizes.points(sizes, size -> Points.upright(0, whole, scale.nanos(), "")));
            sketch.add(
                    "ideal",
                    Role.IDEAL,
                    Palette.colour("serial", 0),
                    Sizes.points(sizes, size -> Point.at(0, serial * workload.ideal(size) / scale.nanos())));
        }
        int colour = 0;
        for (var strategy : workload.strategies().entrySet()) {
            sketch.add(
                    strategy.getKey(),
                    Role.DATA,
                    Palette.colour(strategy.getKey(), colour++),
                    Sizes.points(sizes, strategy.getValue(), cell -> point(workload, cell, scale)));
        }
        Sizes.shade(workload, sketch);
        return sketch.figure();
    }

    /** On a linear axis the fast ones would lie on one another. */
    private static boolean far(List<Workload.Choice> fastest) {
        Interval least = fastest.get(0).cell().median();
        Interval most = fastest.get(fastest.size() - 1).cell().median();
        return least.low() > 0 && most.value() / least.value() > FAR;
    }

    private static Point point(Workload workload, Cell cell, Scale scale) {
        String label = workload.serial() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "speed-up %.2f",
                        workload.serial().median().value() / cell.median().value());
        return Points.upright(0, cell.median(), scale.nanos(), label);
    }

    private static String reading(Workload workload) {
        Workload.Choice best = workload.fastestOfProcesses();
        Workload.Choice first = workload.fastest().get(0);
        List<String> parts = new ArrayList<>();
        parts.add((best.isYardstick() ? "" : "With processes, ") + best.strategy() + " with "
                + Sizes.workers(best.workers()) + " is fastest: "
                + Points.time(best.cell().median()));
        workload.speedUp(best.cell())
                .ifPresent(ratio -> parts.add("serial takes "
                        + Points.time(workload.serial().median()) + ", " + Points.ratio(ratio) + " times as long"));
        if (first.isYardstick() && !best.isYardstick()) {
            parts.add("threads, as a yardstick, " + Points.time(first.cell().median()) + " with " + first.workers());
        }
        return String.join("; ", parts) + ".";
    }

    private static String note(Workload workload) {
        String ideal = workload.serial() == null
                ? ""
                : " Ideal: serial's time divided among " + (workload.sleeps() ? "the workers" : "the processors in use")
                        + ", but no less than the longest task.";
        return Points.about(workload.fastest().get(0).cell().median(), workload.forks()) + ideal;
    }
}
