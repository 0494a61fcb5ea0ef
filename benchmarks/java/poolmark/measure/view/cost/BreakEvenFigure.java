// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.cost;

import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Figure.Mark;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.fit.BreakEven;
import poolmark.measure.stats.fit.Line;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** Wall time by duration of a task, and where each strategy begins to pay. */
public final class BreakEvenFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "break-even";

    private static final String SERIAL = "serial";

    private static final double MILLI = 1e6;

    /** So many points make a straight line look as bent as it is where both axes go by ratios. */
    private static final int STEPS = 80;

    /** A crossing further than that from what was measured is told, not drawn: it would squeeze what was measured. */
    private static final double FURTHEST = 4;

    /** Curves go on a little beyond the interval of their last crossing. */
    private static final double ROOM = 1.1;

    private final Sweep sweep;
    private final Map<String, BreakEven> found = new LinkedHashMap<>();
    private final double from;
    private final double to;

    private BreakEvenFigure(Sweep sweep) {
        this.sweep = sweep;
        double least = sweep.shortestNanos();
        double most = sweep.longestNanos();
        for (String strategy : sweep.strategies().keySet()) {
            BreakEven even = sweep.breakEven(strategy);
            found.put(strategy, even);
            if (isNear(even)) {
                least = Math.min(least, Math.max(even.low(), sweep.shortestNanos() / FURTHEST) / ROOM);
                most = Math.max(most, Math.min(even.high(), sweep.longestNanos() * FURTHEST) * ROOM);
            }
        }
        from = least;
        to = most;
    }

    /** {@return the figure of a sweep} */
    public static Figure of(Sweep sweep) {
        return new BreakEvenFigure(sweep).figure();
    }

    private Figure figure() {
        Sketch sketch = new Sketch(QUESTION, subject(), Kind.POINTS)
                .axes(
                        new Axis("duration of one task", "ms", LOG),
                        new Axis("wall time of " + sweep.tasks() + " tasks", "ms", LOG));
        int number = 0;
        draw(SERIAL, Palette.colour(SERIAL, 0), sweep.serial(), sketch);
        for (var strategy : sweep.strategies().entrySet()) {
            draw(strategy.getKey(), Palette.colour(strategy.getKey(), number++), strategy.getValue(), sketch);
            mark(strategy.getKey(), found.get(strategy.getKey()), sketch);
        }
        shade(sketch);
        List<String> said = new ArrayList<>();
        found.forEach((strategy, even) -> said.add(strategy + " " + text(even)));
        return sketch.says(
                        "From what duration of a task on a strategy beats serial",
                        "With " + sweep.workers() + " workers, " + sweep.tasks() + " tasks at a time: "
                                + String.join("; ", said) + ".",
                        note())
                .figure();
    }

    private Subject subject() {
        String text = sweep.workload() + ", " + sweep.tasks() + " tasks at a time, " + sweep.workers() + " workers";
        return new Subject(
                Subject.slug(sweep.workload() + " " + sweep.tasks() + " tasks " + sweep.workers() + " workers"), text);
    }

    /** The points that were measured, and the line through them that the break-even is worked out from. */
    private void draw(String name, int colour, SortedMap<Long, Cell> byDuration, Sketch sketch) {
        List<Point> points = new ArrayList<>();
        byDuration.forEach((micros, cell) -> {
            Interval time = cell.median();
            if (time.low() > 0) {
                points.add(Points.upright(sweep.taskNanos(micros) / MILLI, time, MILLI, ""));
            }
        });
        sketch.add(name, Role.DATA, colour, points);
        Line line = sweep.line(byDuration);
        List<Point> curve = new ArrayList<>();
        for (double nanos : places()) {
            if (line.at(nanos) > 0) {
                curve.add(Point.at(nanos / MILLI, line.at(nanos) / MILLI));
            }
        }
        sketch.add(name + ", fitted", Role.FIT, colour, curve);
    }

    /** Crossings are among them, so that the curves cross where the marks are. */
    private Iterable<Double> places() {
        TreeSet<Double> places = new TreeSet<>();
        for (int step = 0; step <= STEPS; step++) {
            places.add(from * Math.pow(to / from, (double) step / STEPS));
        }
        found.values().stream().filter(this::isNear).map(BreakEven::duration).forEach(places::add);
        return places;
    }

    private boolean isNear(BreakEven even) {
        return even.kind() == BreakEven.Kind.FROM
                && even.duration() >= sweep.shortestNanos() / FURTHEST
                && even.duration() <= sweep.longestNanos() * FURTHEST;
    }

    private void mark(String strategy, BreakEven even, Sketch sketch) {
        if (isNear(even)) {
            sketch.mark(new Mark(
                    even.duration() / MILLI,
                    Math.max(from, even.low()) / MILLI,
                    Math.min(to, even.high()) / MILLI,
                    strategy,
                    strategy + " " + Points.rough(even.duration())));
        }
    }

    private void shade(Sketch sketch) {
        if (to > sweep.longestNanos()) {
            sketch.band(sweep.longestNanos() / MILLI, Double.POSITIVE_INFINITY, "longer than measured");
        }
        if (from < sweep.shortestNanos()) {
            sketch.band(from / ROOM / MILLI, sweep.shortestNanos() / MILLI, "shorter than measured");
        }
    }

    /** {@return a break-even in words} */
    public static String text(BreakEven even) {
        return switch (even.kind()) {
            case ALWAYS -> "pays always";
            case NEVER ->
                Double.isInfinite(even.low())
                        ? "never pays"
                        : "is not found to pay (at best from " + Points.rough(even.low()) + " on)";
            case FROM -> "pays from " + Points.rough(even.duration(), even.low(), even.high()) + " on";
        };
    }

    private String note() {
        Interval one = sweep.serial().values().iterator().next().median();
        return Points.about(one, sweep.forks())
                + " Thin curves: a cost for each call, and the duration divided by how many tasks are really done at a time,"
                + " fitted to relative errors. Break-even: where they cross; shaded: 95 %, by resampling operations.";
    }
}
