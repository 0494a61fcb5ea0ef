// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.scaling;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.fit.Scalability;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Sketch;

/** Speed-up by number of workers, with efficiency, and the Universal Scalability Law where it can be told. */
public final class SpeedUpFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "speedup";

    private static final double PERCENT = 100;

    private SpeedUpFigure() {}

    /** {@return the figure of a workload; empty where there is no serial} */
    public static Optional<Figure> of(Workload workload) {
        if (workload.serial() == null) {
            return Optional.empty();
        }
        List<Integer> sizes = workload.sizes();
        List<String> fits = new ArrayList<>();
        Sketch sketch = new Sketch(QUESTION, workload.subject(), Kind.LINES)
                .axes(new Axis("workers", "", CATEGORY), new Axis("speed-up against serial", "", LINEAR))
                .categories(Sizes.names(sizes));
        sketch.add(
                "ideal",
                Role.IDEAL,
                Palette.colour("serial", 0),
                Sizes.points(sizes, size -> Point.at(0, 1 / workload.ideal(size))));
        int number = 0;
        for (var strategy : workload.strategies().entrySet()) {
            int colour = Palette.colour(strategy.getKey(), number++);
            sketch.add(
                    strategy.getKey(),
                    Role.DATA,
                    colour,
                    Sizes.points(sizes, strategy.getValue(), cell -> point(workload, cell)));
            fit(workload, strategy.getKey(), strategy.getValue(), colour, sketch, fits);
        }
        Sizes.shade(workload, sketch);
        return Optional.of(sketch.says(
                        "Speed-up by number of workers",
                        reading(workload),
                        "Speed-up: median of serial's wall time by that of the strategy; intervals: 95 %, by resampling. "
                                + String.join(" ", fits))
                .figure());
    }

    private static Point point(Workload workload, Cell cell) {
        Interval ratio = workload.speedUp(cell).orElseThrow();
        return Points.upright(0, ratio, 1, "efficiency " + percent(efficiency(workload, cell, ratio)));
    }

    private static double efficiency(Workload workload, Cell cell, Interval ratio) {
        int workers = cell.workers().orElse(1);
        return ratio.value()
                / (workload.run().cpus() == 0
                        ? workers
                        : Math.min(workers, workload.run().cpus()));
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", PERCENT * part);
    }

    /** Tasks that compute follow the law while each worker has a processor; beyond that it says nothing of them. */
    private static void fit(
            Workload workload,
            String strategy,
            SortedMap<Integer, Cell> cells,
            int colour,
            Sketch sketch,
            List<String> fits) {
        boolean limited = !workload.sleeps() && workload.run().cpus() > 0;
        SortedMap<Integer, Cell> used = limited ? cells.headMap(workload.run().cpus() + 1) : cells;
        double serial = workload.serial().median().value();
        double[] workers = used.keySet().stream().mapToDouble(size -> size).toArray();
        double[] speedUps = used.values().stream()
                .mapToDouble(cell -> serial / cell.median().value())
                .toArray();
        Scalability.Search search = Scalability.of(workers, speedUps);
        if (search.model() == null) {
            if (fits.isEmpty()) {
                fits.add("No Universal Scalability Law: " + search.refusal()
                        + (limited ? " up to the number of processors." : "."));
            }
            return;
        }
        Scalability law = search.model();
        sketch.add(
                strategy + ", law",
                Role.FIT,
                colour,
                Sizes.points(workload.sizes(), size -> Point.at(0, law.at(size))));
        fits.add(String.format(
                Locale.ROOT,
                "Law for %s: contention %.3f ± %.3f, crosstalk %.5f ± %.5f.",
                strategy,
                law.sigma(),
                law.sigmaError(),
                law.kappa(),
                law.kappaError()));
    }

    private static String reading(Workload workload) {
        Workload.Choice best = workload.fastestOfProcesses();
        Interval ratio = workload.speedUp(best.cell()).orElseThrow();
        return best.strategy() + " with " + Sizes.workers(best.workers()) + " is " + Points.ratio(ratio)
                + " times as fast as serial; what could be had is "
                + String.format(Locale.ROOT, "%.2f", 1 / workload.ideal(best.workers())) + ".";
    }
}
