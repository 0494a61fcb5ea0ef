// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;

/**
 * A column of a figure's table.
 *
 * @param name its head
 * @param cell what it says of a point; empty for nothing
 */
record Column(String name, Function<Point, String> cell) {

    private static final MathContext DIGITS = new MathContext(5);

    /** {@return the columns in which at least one point of the figure has something} */
    static List<Column> of(Figure figure) {
        List<Point> points = figure.series().stream()
                .flatMap(series -> series.points().stream())
                .toList();
        return Stream.concat(places(figure), details(figure.kind() == Kind.STACKED_BARS ? "whole bar " : "", points))
                .filter(column -> points.stream().map(column.cell()).anyMatch(text -> !text.isEmpty()))
                .toList();
    }

    private static Stream<Column> places(Figure figure) {
        Column x = place(figure, figure.x(), Point::x);
        Column y = place(figure, figure.y(), Point::y);
        return switch (figure.kind()) {
            case LINES, STACKED_BARS, POINTS -> Stream.of(x, y);
            case FOREST -> Stream.of(y, x);
            case INTERVALS -> Stream.of(y);
        };
    }

    /** Where no point has an interval, there is nothing to be said of its ends. */
    private static Stream<Column> details(String whose, List<Point> points) {
        Stream<Column> ends = points.stream().anyMatch(point -> point.low() < point.high())
                ? Stream.of(
                        new Column(whose + "from", point -> end(point, Point::low)),
                        new Column(whose + "to", point -> end(point, Point::high)))
                : Stream.of();
        return Stream.concat(
                ends,
                Stream.of(
                        new Column("n", point -> point.n() == 0 ? "" : Integer.toString(point.n())),
                        new Column("what", Point::label)));
    }

    private static String end(Point point, ToDoubleFunction<Point> end) {
        return point.low() < point.high() ? number(end.applyAsDouble(point)) : "";
    }

    private static Column place(Figure figure, Axis axis, ToDoubleFunction<Point> position) {
        boolean named = axis.scale() == Axis.Scale.CATEGORY;
        String name = named && axis.text().isEmpty() ? "row" : axis.text();
        return new Column(name, point -> {
            double value = position.applyAsDouble(point);
            return named ? category(figure, (int) value) : number(value);
        });
    }

    private static String category(Figure figure, int number) {
        return number < figure.categories().size() ? figure.categories().get(number) : Integer.toString(number);
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
