// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.life;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;

import java.util.ArrayList;
import java.util.List;
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

    private LifeFigure() {}

    /** {@return the cells, beside them what the machine itself takes to start an empty JVM} */
    public static List<Cell> cells(Run run) {
        List<Cell> cells = new ArrayList<>(run.of("LifecycleBenchmark").toList());
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
                        String.join("; ", readings.subList(0, Math.min(3, readings.size()))) + ".",
                        Points.about(one.median(), one.forks()))
                .axes(scale.axis("wall time", LINEAR), new Axis("", "", CATEGORY))
                .categories(cells.stream().map(LifeFigure::name).toList())
                .add("wall time", Role.DATA, 0, points)
                .figure());
    }

    /** {@return what a cell measures, for people} */
    public static String name(Cell cell) {
        if (cell.method().equals("spawnEmptyJvm")) {
            return "empty JVM (the machine itself)";
        }
        String start = cell.params().getOrDefault("startMethod", "SPAWN");
        boolean solo = cell.method().equals("processStartJoin");
        String workers = solo ? "" : ", " + cell.params().getOrDefault("workers", "?") + " workers";
        return cell.method() + ", " + start.toLowerCase(java.util.Locale.ROOT) + workers;
    }
}
