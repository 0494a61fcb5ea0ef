// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.life;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Scale;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** What it costs to start and to end processes and pools, without any work. */
public final class LifeFigure {

    /** The figure's fixed name; a second one of the phases. */
    public static final String QUESTION = "phases";

    /** Values further apart are shown by their ratios. */
    private static final double FAR = 20;

    /** In the order in which they are told; {@code #} stands for the number of workers. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("processStartResult", "one process, start to result");
        NAMES.put("processStartJoin", "one process, start to end");
        NAMES.put("openToFirstResult", "a pool of #, open to first result");
        NAMES.put("openToAllReady", "a pool of #, open to all ready");
        NAMES.put("close", "a pool of #, close");
    }

    private LifeFigure() {}

    /** {@return the cells, beside them what the machine itself takes to start an empty JVM} */
    public static List<Cell> cells(Run run) {
        List<Cell> cells = new ArrayList<>(run.of("LifecycleBenchmark")
                .sorted(Comparator.comparing(LifeFigure::isStandby).thenComparing(LifeFigure::place))
                .toList());
        run.find("RulerBenchmark", "spawnEmptyJvm", cell -> true).ifPresent(cells::add);
        return cells;
    }

    /** {@return the figure; empty where nobody measured it} */
    public static Optional<Figure> of(Run run) {
        List<Cell> cells = cells(run);
        if (run.of("LifecycleBenchmark").findAny().isEmpty()) {
            return Optional.empty();
        }
        double largest =
                cells.stream().mapToDouble(cell -> cell.median().value()).max().orElse(1);
        double smallest =
                cells.stream().mapToDouble(cell -> cell.median().low()).min().orElse(0);
        Scale scale = Scale.ofTimes(largest);
        List<Point> points = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            points.add(Points.inRow(row, cells.get(row).median(), scale.nanos(), name(cells.get(row))));
        }
        Cell one = cells.get(0);
        List<String> readings = cells.stream()
                .map(cell -> name(cell) + " " + Points.time(cell.median()))
                .toList();
        return Optional.of(new Sketch(
                        QUESTION, new Subject("start-and-end", "pools and processes without work"), Kind.FOREST)
                .says(
                        "What it costs to start and to end",
                        "Wall time: " + String.join("; ", readings.subList(0, Math.min(2, readings.size()))) + "; "
                                + readings.get(readings.size() - 1) + ".",
                        Points.about(one.median(), one.forks()))
                .axes(
                        scale.axis("wall time", smallest > 0 && largest / smallest > FAR ? LOG : LINEAR),
                        new Axis("", "", CATEGORY))
                .categories(cells.stream().map(LifeFigure::name).toList())
                .add("wall time", Role.DATA, 0, points)
                .figure());
    }

    /** {@return whether it takes processes that were started ahead of need} */
    public static boolean isStandby(Cell cell) {
        return cell.params().getOrDefault("startMethod", "SPAWN").equals("STANDBY");
    }

    private static int place(Cell cell) {
        int place = List.copyOf(NAMES.keySet()).indexOf(cell.method());
        return place < 0 ? NAMES.size() : place;
    }

    /** {@return what a cell measures, for people} */
    public static String name(Cell cell) {
        return what(cell) + (isStandby(cell) ? ", from standby" : "");
    }

    /** {@return the same without where the processes come from} */
    public static String what(Cell cell) {
        if (cell.method().equals("spawnEmptyJvm")) {
            return "an empty JVM, which is the machine itself";
        }
        return NAMES.getOrDefault(cell.method(), cell.method())
                .replace("#", cell.params().getOrDefault("workers", "?"));
    }
}
