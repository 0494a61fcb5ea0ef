// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series;
import poolmark.measure.figure.Series.Role;

/**
 * The data of a figure: a point a row, the name of its series before it.
 *
 * @param head names of the columns but the first
 * @param rows the rows
 * @param points number of the figure's points
 */
record Table(List<String> head, List<Row> rows, int points) {

    /** A phone takes seconds to lay out more; who wants them finds them in the figure's CSV file. */
    private static final int MOST_ROWS = 1_000;

    private static final int MOST_OF_A_MODEL = 20;

    /** {@return the table of a figure} */
    static Table of(Figure figure) {
        List<Column> columns = Column.of(figure);
        List<Series> told = figure.series().stream().filter(Table::isTold).toList();
        List<Row> rows = (figure.kind() == Kind.STACKED_BARS ? raised(told) : told)
                .stream()
                        .flatMap(series -> rows(series, columns))
                        .limit(MOST_ROWS)
                        .toList();
        int points = told.stream().mapToInt(series -> series.points().size()).sum();
        return new Table(columns.stream().map(Column::name).toList(), rows, points);
    }

    /** A curve of a model has as many points as its drawing needs, and the note says what it is. */
    private static boolean isTold(Series series) {
        return series.role() != Series.Role.FIT || series.points().size() <= MOST_OF_A_MODEL;
    }

    /** The interval of a part of a bar is given from the part's foot: here from the bar's. */
    private static List<Series> raised(List<Series> parts) {
        Map<Double, Double> feet = new HashMap<>();
        List<Series> raised = new ArrayList<>();
        for (Series part : parts) {
            raised.add(part.role() == Role.DATA ? raised(part, feet) : part);
        }
        return raised;
    }

    private static Series raised(Series part, Map<Double, Double> feet) {
        List<Point> points = part.points().stream()
                .map(point -> raised(point, feet.getOrDefault(point.x(), 0.0)))
                .toList();
        part.points().forEach(point -> feet.merge(point.x(), point.y(), Double::sum));
        return new Series(part.name(), part.role(), part.colour(), points);
    }

    private static Point raised(Point point, double foot) {
        return new Point(point.x(), point.y(), point.low() + foot, point.high() + foot, point.n(), point.label());
    }

    boolean cut() {
        return rows.size() < points;
    }

    private static Stream<Row> rows(Series series, List<Column> columns) {
        return series.points().stream().map(point -> new Row(series.name(), cells(point, columns)));
    }

    private static List<String> cells(Point point, List<Column> columns) {
        return columns.stream().map(column -> column.cell().apply(point)).toList();
    }

    /** A point. */
    record Row(String series, List<String> cells) {}
}
