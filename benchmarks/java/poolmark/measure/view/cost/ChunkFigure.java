// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.cost;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.stats.Interval;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** What a task of {@code map} costs, by how many travel together. */
public final class ChunkFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "chunk-size";

    private static final double MICRO = 1e3;

    /** Chunks are as good as the best where a task costs no more than a tenth above it. */
    private static final double AS_GOOD = 1.1;

    private ChunkFigure() {}

    /** {@return the cells of the sweep by duration of a task in us, then by size of the chunks} */
    public static SortedMap<Long, SortedMap<Long, Cell>> cells(Run run) {
        SortedMap<Long, SortedMap<Long, Cell>> sweep = new TreeMap<>();
        run.cells().stream()
                .filter(Cell::isTime)
                .filter(cell -> cell.type().equals("ChunkBenchmark"))
                .filter(cell -> cell.number("chunk").orElse(0) > 0)
                .forEach(cell -> sweep.computeIfAbsent(cell.number("taskMicros").orElse(0), micros -> new TreeMap<>())
                        .putIfAbsent(cell.number("chunk").getAsLong(), cell));
        sweep.values().removeIf(byChunk -> byChunk.size() < 2);
        return sweep;
    }

    /** {@return the smallest chunk that is as good as the best, since large ones leave workers idle at the end} */
    public static long recommended(SortedMap<Long, Cell> byChunk) {
        double best = byChunk.values().stream()
                .mapToDouble(cell -> cell.median().value())
                .min()
                .orElseThrow();
        return byChunk.entrySet().stream()
                .filter(entry -> entry.getValue().median().value() <= AS_GOOD * best)
                .mapToLong(Map.Entry::getKey)
                .min()
                .orElseThrow();
    }

    /** {@return the figure; empty where nobody measured it} */
    public static Optional<Figure> of(Run run) {
        SortedMap<Long, SortedMap<Long, Cell>> sweep = cells(run);
        if (sweep.isEmpty()) {
            return Optional.empty();
        }
        TreeMap<Long, Boolean> all = new TreeMap<>();
        sweep.values().forEach(byChunk -> byChunk.keySet().forEach(size -> all.put(size, true)));
        List<Long> sizes = List.copyOf(all.keySet());
        Cell one = sweep.get(sweep.firstKey()).values().iterator().next();
        Sketch sketch = new Sketch(QUESTION, Subject.ALL, Kind.LINES)
                .axes(new Axis("tasks in a chunk", "", CATEGORY), new Axis("wall time for each task", "µs", LOG))
                .categories(sizes.stream().map(String::valueOf).toList());
        List<String> readings = new ArrayList<>();
        int colour = 0;
        for (var duration : sweep.entrySet()) {
            sketch.add(name(duration.getKey()), Role.DATA, colour++, points(sizes, duration.getValue()));
            readings.add(reading(duration.getKey(), duration.getValue()));
        }
        return Optional.of(sketch.says(
                        "What map costs for each task, by size of chunks",
                        String.join(" ", readings),
                        Points.about(one.median(), one.forks()) + " Workers: "
                                + one.params().getOrDefault("workers", "?") + ".")
                .figure());
    }

    private static List<Point> points(List<Long> sizes, SortedMap<Long, Cell> byChunk) {
        List<Point> points = new ArrayList<>();
        byChunk.forEach((size, cell) -> points.add(Points.upright(sizes.indexOf(size), cell.median(), MICRO, "")));
        return points;
    }

    private static String name(long micros) {
        return micros == 0 ? "tasks that do nothing" : "tasks of " + Points.nominal(micros * MICRO);
    }

    private static String reading(long micros, SortedMap<Long, Cell> byChunk) {
        var best = byChunk.entrySet().stream()
                .min(Comparator.comparingDouble(
                        entry -> entry.getValue().median().value()))
                .orElseThrow();
        Interval single = byChunk.get(byChunk.firstKey()).median();
        return "For " + name(micros) + " chunks of " + best.getKey() + " are cheapest, "
                + Points.time(best.getValue().median()) + " a task; chunks of " + byChunk.firstKey() + " cost "
                + Points.time(single) + ".";
    }
}
