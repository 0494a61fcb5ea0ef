// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.across;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.stats.fit.Resampling;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** What several runs have in common, as ratios to the first of them. */
public final class RunsFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "runs";

    private static final int MOST_ROWS = 40;

    private RunsFigure() {}

    private record Row(Cell base, List<Cell> others) {

        /** How far the furthest of the others is off. */
        double distance() {
            return others.stream()
                    .mapToDouble(other -> Math.abs(
                            Math.log(other.median().value() / base.median().value())))
                    .max()
                    .orElse(0);
        }
    }

    /** {@return the figure; empty where fewer than two runs have anything in common} */
    public static Optional<Figure> of(List<Run> runs) {
        if (runs.size() < 2) {
            return Optional.empty();
        }
        List<Row> common = new ArrayList<>();
        for (Cell base : runs.get(0).cells()) {
            List<Cell> others = new ArrayList<>();
            runs.subList(1, runs.size()).forEach(run -> same(run, base).ifPresent(others::add));
            if (others.size() == runs.size() - 1 && base.median().value() > 0) {
                common.add(new Row(base, others));
            }
        }
        common.sort(Comparator.comparingDouble(Row::distance).reversed());
        return common.isEmpty() ? Optional.empty() : Optional.of(figure(runs, common));
    }

    private static Optional<Cell> same(Run run, Cell base) {
        return run.cells().stream()
                .filter(cell -> cell.benchmark().equals(base.benchmark())
                        && cell.params().equals(base.params())
                        && cell.unit().equals(base.unit())
                        && cell.median().value() > 0)
                .findFirst();
    }

    private static Figure figure(List<Run> runs, List<Row> common) {
        List<Row> rows = common.subList(0, Math.min(MOST_ROWS, common.size()));
        Sketch sketch = new Sketch(QUESTION, Subject.ALL, Kind.FOREST)
                .axes(new Axis("ratio to " + runs.get(0).name(), "", LOG), new Axis("benchmark", "", CATEGORY))
                .categories(rows.stream().map(row -> name(row.base(), common)).toList());
        List<String> readings = new ArrayList<>();
        for (int other = 0; other < runs.size() - 1; other++) {
            List<Point> points = new ArrayList<>();
            for (int row = 0; row < rows.size(); row++) {
                Cell cell = rows.get(row).others().get(other);
                points.add(Points.inRow(row, ratio(rows.get(row).base(), cell), 1, cell.label()));
            }
            String name = runs.get(other + 1).name();
            sketch.add(name, Role.DATA, other, points);
            readings.add(reading(name, common, other));
        }
        String left = rows.size() < common.size()
                ? " Of " + common.size() + " benchmarks in common the " + rows.size() + " that differ most are shown."
                : "";
        return sketch.says(
                        "Runs side by side",
                        String.join(" ", readings),
                        "Ratios of medians; intervals: 95 %, by resampling operations, so of what was measured, not of what a"
                                + " further run would give." + left)
                .figure();
    }

    /**
     * A benchmark's name with the parameters by which it differs from others of its class here: what all have in common would
     * leave no room for the rest.
     */
    private static String name(Cell cell, List<Row> common) {
        String varied = cell.params().entrySet().stream()
                .filter(param -> common.stream()
                        .map(Row::base)
                        .anyMatch(other -> other.type().equals(cell.type())
                                && !param.getValue().equals(other.params().get(param.getKey()))))
                .map(param -> param.getKey() + "=" + param.getValue())
                .collect(Collectors.joining(", "));
        String name = Cell.briefName(cell.benchmark());
        return varied.isEmpty() ? name : name + " " + varied;
    }

    /** {@return how many times as long, or as much, as in the base, with an interval by resampling} */
    static Interval ratio(Cell base, Cell cell) {
        double ratio = cell.median().value() / base.median().value();
        if (base.stated() != null || cell.stated() != null) {
            return new Interval(ratio, ratio, ratio, 0, 0);
        }
        double[] ends = Resampling.interval(
                List.of(base.pooled(), cell.pooled()),
                drawn -> Quantiles.median(drawn.get(1)) / Quantiles.median(drawn.get(0)));
        boolean usable = Double.isFinite(ends[0]) && Double.isFinite(ends[1]) && ends[0] > 0;
        return new Interval(
                ratio,
                usable ? Math.min(ends[0], ratio) : ratio,
                usable ? Math.max(ends[1], ratio) : ratio,
                usable ? 0.95 : 0,
                cell.pooled().length);
    }

    private static String reading(String name, List<Row> common, int other) {
        double[] ratios = common.stream()
                .mapToDouble(row -> row.others().get(other).median().value()
                        / row.base().median().value())
                .toArray();
        return String.format(
                Locale.ROOT,
                "%s: the middle ratio of %d benchmarks is %.3f, half of them lie between %.3f and %.3f.",
                name,
                ratios.length,
                Quantiles.median(ratios),
                Quantiles.of(ratios, 0.25),
                Quantiles.of(ratios, 0.75));
    }
}
