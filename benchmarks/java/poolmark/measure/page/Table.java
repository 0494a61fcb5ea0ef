// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import java.util.List;
import java.util.stream.Stream;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series;

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

    /** {@return the table of a figure} */
    static Table of(Figure figure) {
        List<Column> columns = Column.of(figure);
        List<Row> rows = figure.series().stream()
                .flatMap(series -> rows(series, columns))
                .limit(MOST_ROWS)
                .toList();
        int points = figure.series().stream()
                .mapToInt(series -> series.points().size())
                .sum();
        return new Table(columns.stream().map(Column::name).toList(), rows, points);
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
