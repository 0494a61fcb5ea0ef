// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.cost;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** What a task costs that does nothing, by way of handing it over and size of what travels. */
public final class OverheadFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "overhead";

    private static final double MICRO = 1e3;

    private static final long KIBI = 1024;

    private OverheadFigure() {}

    /** {@return the figure} */
    public static Figure of(HandOver handOver) {
        List<Long> sizes = handOver.sizes();
        Sketch sketch = new Sketch(QUESTION, Subject.ALL, Kind.LINES)
                .axes(
                        new Axis("bytes that go there and back", "", CATEGORY),
                        new Axis("wall time of one task that does nothing", "µs", LOG))
                .categories(sizes.stream().map(OverheadFigure::bytes).toList());
        List<String> costs = new ArrayList<>();
        int colour = 0;
        for (var method : handOver.methods().entrySet()) {
            sketch.add(method.getKey(), Role.DATA, colour++, points(sizes, method.getValue()));
            costs.add(cost(handOver, method.getKey(), method.getValue()));
        }
        Cell one = handOver.methods()
                .values()
                .iterator()
                .next()
                .values()
                .iterator()
                .next();
        return sketch.says(
                        "What handing over a task costs",
                        "A task that does nothing costs " + String.join("; ", costs) + ".",
                        Points.about(one.median(), one.forks()).replace("operations", "iterations")
                                + " applyAsync and map: per task, 64 tasks at a time.")
                .figure();
    }

    private static List<Point> points(List<Long> sizes, SortedMap<Long, Cell> cells) {
        List<Point> points = new ArrayList<>();
        cells.forEach(
                (size, cell) -> points.add(Points.upright(sizes.indexOf(size), cell.median(), MICRO, bytes(size))));
        return points;
    }

    private static String cost(HandOver handOver, String method, SortedMap<Long, Cell> cells) {
        String task = method + " " + Points.time(cells.get(cells.firstKey()).median());
        return handOver.nanosPerByte(method).isPresent()
                ? task + " and " + rate(handOver.nanosPerByte(method).getAsDouble())
                : task;
    }

    /** {@return a cost for each byte as people read it} */
    public static String rate(double nanosPerByte) {
        return String.format(Locale.ROOT, "%.2f ns a byte (%.2f GB/s)", nanosPerByte, 1 / nanosPerByte);
    }

    private static String bytes(long count) {
        if (count >= KIBI * KIBI && count % (KIBI * KIBI) == 0) {
            return count / KIBI / KIBI + " MiB";
        }
        return count >= KIBI && count % KIBI == 0 ? count / KIBI + " KiB" : count + " B";
    }
}
