// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.across;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.stats.Interval;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Scale;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** The scores of benchmarks that this suite does not know, one figure for each unit. */
public final class ScoresFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "scores";

    /** More rows than that nobody reads; they are in the data of the others. */
    private static final int MOST_ROWS = 60;

    /** Values further apart are shown by their ratios. */
    private static final double FAR = 30;

    private ScoresFigure() {}

    /** {@return the figures of cells whose class this suite does not know} */
    public static List<Figure> of(Run run) {
        Map<String, List<Cell>> byUnit = new LinkedHashMap<>();
        run.cells().stream()
                .filter(cell -> !cell.benchmark().startsWith("poolmark.bench."))
                .filter(cell -> Double.isFinite(cell.median().value()))
                .forEach(cell -> byUnit.computeIfAbsent(cell.unit(), unit -> new ArrayList<>())
                        .add(cell));
        List<Figure> figures = new ArrayList<>();
        byUnit.forEach((unit, cells) -> figures.add(figure(unit, cells)));
        return figures;
    }

    private static Figure figure(String unit, List<Cell> all) {
        List<Cell> cells = all.subList(0, Math.min(MOST_ROWS, all.size()));
        double least =
                cells.stream().mapToDouble(cell -> cell.median().low()).min().orElse(0);
        double most =
                cells.stream().mapToDouble(cell -> cell.median().high()).max().orElse(1);
        boolean time = unit.equals(Cell.NANOS);
        Scale scale = time ? Scale.ofTimes(most) : new Scale(1, unit);
        boolean far = least > 0 && most / least > FAR;
        List<Point> points = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            points.add(Points.inRow(
                    row, cells.get(row).median(), scale.nanos(), cells.get(row).label()));
        }
        Interval first = cells.get(0).median();
        String intervals = first.n() == 0
                ? "Points and intervals: score and error as the file states them (99.9 %)."
                : Points.about(first, cells.get(0).forks()).replace("operations", "iterations");
        return new Sketch(QUESTION, subject(unit), Kind.FOREST)
                .says("Scores" + (time ? " of time" : " in " + unit), reading(all, unit, cells.size()), intervals)
                .axes(scale.axis("score", far ? LOG : LINEAR), new Axis("benchmark", "", CATEGORY))
                .categories(cells.stream().map(Cell::label).toList())
                .add("score", Role.DATA, 0, points)
                .figure();
    }

    private static Subject subject(String unit) {
        String slug = Subject.slug(unit.equals(Cell.NANOS) ? "time" : unit.replace("/", " per "));
        return new Subject(slug.isEmpty() ? "other" : slug, unit.equals(Cell.NANOS) ? "time for each operation" : unit);
    }

    private static String reading(List<Cell> all, String unit, int shown) {
        String count = all.size() + (all.size() == 1 ? " result" : " results");
        String rest = shown < all.size() ? ", of which the first " + shown + " are shown" : "";
        Interval first = all.get(0).median();
        String value = unit.equals(Cell.NANOS)
                ? Points.time(first)
                : String.format(java.util.Locale.ROOT, "%.4g %s", first.value(), unit);
        return count + rest + "; " + all.get(0).label() + ": " + value + ".";
    }
}
