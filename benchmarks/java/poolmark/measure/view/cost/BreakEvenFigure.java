// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.cost;

import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Figure.Mark;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.fit.BreakEven;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** Wall time by duration of a task, and where each strategy begins to pay. */
public final class BreakEvenFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "break-even";

    private static final double MILLI = 1e6;

    private BreakEvenFigure() {}

    /** {@return the figure of a sweep} */
    public static Figure of(Sweep sweep) {
        Sketch sketch = new Sketch(QUESTION, subject(sweep), Kind.LINES)
                .axes(
                        new Axis("duration of one task", "ms", LOG),
                        new Axis("wall time of " + sweep.tasks() + " tasks", "ms", LOG));
        sketch.add("serial", Role.REFERENCE, Palette.colour("serial", 0), points(sweep, sweep.serial()));
        List<String> found = new ArrayList<>();
        int number = 0;
        for (String strategy : sweep.strategies().keySet()) {
            BreakEven even = sweep.breakEven(strategy);
            sketch.add(
                    strategy,
                    Role.DATA,
                    Palette.colour(strategy, number++),
                    points(sweep, sweep.strategies().get(strategy)));
            if (even.kind() == BreakEven.Kind.FROM && even.duration() > 0) {
                mark(sweep, strategy, even, sketch);
            }
            found.add(strategy + " " + text(even));
        }
        return sketch.says(
                        "From what duration of a task on a strategy beats serial",
                        "With " + sweep.workers() + " workers, " + sweep.tasks() + " tasks at a time: "
                                + String.join("; ", found) + ".",
                        note(sweep))
                .figure();
    }

    private static Subject subject(Sweep sweep) {
        String text = sweep.workload() + ", " + sweep.tasks() + " tasks at a time, " + sweep.workers() + " workers";
        return new Subject(
                Subject.slug(sweep.workload() + " " + sweep.tasks() + " tasks " + sweep.workers() + " workers"), text);
    }

    private static List<Point> points(Sweep sweep, SortedMap<Long, Cell> byDuration) {
        List<Point> points = new ArrayList<>();
        byDuration.forEach((micros, cell) -> {
            Interval time = cell.median();
            if (time.low() > 0) {
                points.add(Points.upright(sweep.taskNanos(micros) / MILLI, time, MILLI, ""));
            }
        });
        return points;
    }

    /** Beyond what was measured a mark would stretch the axis: it is in the reading alone. */
    private static void mark(Sweep sweep, String strategy, BreakEven even, Sketch sketch) {
        double least = sweep.shortestNanos();
        double most = sweep.longestNanos();
        if (even.duration() >= least && even.duration() <= most) {
            sketch.mark(new Mark(
                    even.duration() / MILLI,
                    Math.max(least, even.low()) / MILLI,
                    Math.min(most, even.high()) / MILLI,
                    strategy,
                    strategy + " " + Unit.NANOS.format(even.duration())));
        }
    }

    /** {@return a break-even in words} */
    public static String text(BreakEven even) {
        return switch (even.kind()) {
            case ALWAYS -> "pays always";
            case NEVER -> "never pays";
            case FROM ->
                "from " + Unit.NANOS.format(even.duration()) + " on ("
                        + Unit.NANOS.format(even.low()) + " to "
                        + (Double.isInfinite(even.high()) ? "never" : Unit.NANOS.format(even.high())) + ")";
        };
    }

    private static String note(Sweep sweep) {
        Interval one = sweep.serial().values().iterator().next().median();
        return Points.about(one, sweep.forks())
                + " Break-even: where straight lines through the times, fitted to relative errors, meet; its interval at 95 %"
                + " by resampling operations.";
    }
}
