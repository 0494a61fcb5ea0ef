// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series;

/** The data of figures as CSV and as JSON. */
public final class FigureData {

    private static final String HEADER = "series,role,x,y,low,high,n,category,label\n";

    private static final MathContext DIGITS = new MathContext(9);

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private FigureData() {}

    /**
     * Writes the points, one a line: RFC 4180 with LF, numbers in the units of the axes.
     *
     * @param figure the figure
     * @param file where to
     * @throws IOException when it cannot be written
     */
    public static void csv(Figure figure, Path file) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (Series series : figure.series()) {
            for (Point point : series.points()) {
                text.append(line(figure, series, point)).append('\n');
            }
        }
        Files.writeString(file, text);
    }

    private static String line(Figure figure, Series series, Point point) {
        return Stream.of(
                        series.name(),
                        series.role().name().toLowerCase(java.util.Locale.ROOT),
                        number(point.x()),
                        number(point.y()),
                        number(point.low()),
                        number(point.high()),
                        Integer.toString(point.n()),
                        category(figure, point),
                        point.label())
                .map(FigureData::quoted)
                .collect(Collectors.joining(","));
    }

    /** Platforms differ in the last digits of what was worked out, and nobody measures so many. */
    private static String number(double value) {
        return Double.toString(new BigDecimal(value).round(DIGITS).doubleValue());
    }

    private static String category(Figure figure, Point point) {
        List<String> names = figure.categories();
        double position = figure.y().scale() == Axis.Scale.CATEGORY ? point.y() : point.x();
        boolean named = position == Math.rint(position) && position >= 0 && position < names.size();
        return named ? names.get((int) position) : "";
    }

    private static String quoted(String field) {
        return field.matches("[^,\"\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /**
     * Writes the whole figure.
     *
     * @param figure the figure
     * @param file where to
     * @throws IOException when it cannot be written
     */
    public static void json(Figure figure, Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(figure) + "\n");
    }
}
