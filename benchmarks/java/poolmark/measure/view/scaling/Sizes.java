// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import poolmark.measure.figure.Point;
import poolmark.measure.input.Cell;
import poolmark.measure.view.base.Sketch;

/** Numbers of workers as positions on an axis. */
final class Sizes {

    private Sizes() {}

    static List<String> names(List<Integer> sizes) {
        return sizes.stream().map(String::valueOf).toList();
    }

    static String workers(int count) {
        return count + (count == 1 ? " worker" : " workers");
    }

    /** {@return a point for each size; its position is put in here} */
    static List<Point> points(List<Integer> sizes, Function<Integer, Point> at) {
        List<Point> points = new ArrayList<>();
        for (int position = 0; position < sizes.size(); position++) {
            points.add(placed(at.apply(sizes.get(position)), position));
        }
        return points;
    }

    /** {@return a point for each size that was measured} */
    static List<Point> points(List<Integer> sizes, Map<Integer, Cell> cells, Function<Cell, Point> at) {
        List<Point> points = new ArrayList<>();
        for (int position = 0; position < sizes.size(); position++) {
            Cell cell = cells.get(sizes.get(position));
            if (cell != null) {
                points.add(placed(at.apply(cell), position));
            }
        }
        return points;
    }

    private static Point placed(Point point, int position) {
        return new Point(position, point.y(), point.low(), point.high(), point.n(), point.label());
    }

    static void shade(Workload workload, Sketch sketch) {
        int cpus = workload.run().cpus();
        workload.oversubscribed()
                .ifPresent(from ->
                        sketch.band(from, Double.POSITIVE_INFINITY, "more workers than the " + cpus + " processors"));
    }
}
