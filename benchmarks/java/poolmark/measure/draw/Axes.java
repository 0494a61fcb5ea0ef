// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleInsets;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series;
import poolmark.measure.figure.Series.Role;

/** Axes that hold all of a figure. */
final class Axes {

    /** Names to the left of a plot take at most so many signs: the numbers stand in the data. */
    private static final int LONGEST_NAME = 58;

    /** So many names stand side by side; more are turned. */
    private static final int MOST_UPRIGHT = 10;

    private static final double ROOM = 0.06;

    private Axes() {}

    static ValueAxis x(Figure figure) {
        boolean rows = figure.kind() == Kind.FOREST || figure.kind() == Kind.INTERVALS;
        DoubleSummaryStatistics range = new DoubleSummaryStatistics();
        for (Series series : figure.series()) {
            for (Point point : series.points()) {
                range.accept(rows ? point.low() : point.x());
                range.accept(rows ? point.high() : point.x());
            }
        }
        figure.marks().forEach(mark -> range.accept(mark.x()));
        boolean fromZero = rows && figure.x().scale() == Axis.Scale.LINEAR;
        return axis(figure.x(), figure.categories(), range, fromZero, figure.kind() == Kind.POINTS);
    }

    static ValueAxis y(Figure figure) {
        boolean rows = figure.kind() == Kind.FOREST || figure.kind() == Kind.INTERVALS;
        DoubleSummaryStatistics range = new DoubleSummaryStatistics();
        for (Series series : figure.series()) {
            for (Point point : series.points()) {
                boolean whole = figure.kind() == Kind.STACKED_BARS;
                range.accept(rows || whole ? point.y() : point.low());
                range.accept(rows || whole ? point.y() : point.high());
            }
        }
        if (figure.kind() == Kind.STACKED_BARS) {
            range.accept(highestStack(figure));
        }
        boolean categories = figure.y().scale() == Axis.Scale.CATEGORY;
        if (Double.isFinite(figure.y().upTo())) {
            NumberAxis cut = plain(figure.y());
            cut.setRange(0, figure.y().upTo());
            return cut;
        }
        return axis(figure.y(), categories ? figure.categories() : List.of(), range, true, false);
    }

    private static double highestStack(Figure figure) {
        double highest = 0;
        for (int position = 0; position < figure.categories().size(); position++) {
            double sum = 0;
            for (Series series : figure.series()) {
                if (series.role() == Role.DATA) {
                    for (Point point : series.points()) {
                        sum += point.x() == position ? point.high() : 0;
                    }
                }
            }
            highest = Math.max(highest, sum);
        }
        return highest;
    }

    private static ValueAxis axis(
            Axis axis, List<String> categories, DoubleSummaryStatistics range, boolean fromZero, boolean tight) {
        return switch (axis.scale()) {
            case CATEGORY -> names(axis, categories);
            case LOG -> log(axis, range);
            case LINEAR -> linear(axis, range, fromZero, tight);
        };
    }

    private static ValueAxis names(Axis axis, List<String> categories) {
        List<String> names = new ArrayList<>();
        categories.forEach(name -> names.add(cut(name)));
        SymbolAxis symbols = new SymbolAxis(axis.text(), names.toArray(String[]::new));
        symbols.setRange(-0.5, categories.size() - 0.5);
        symbols.setGridBandsVisible(false);
        symbols.setVerticalTickLabels(categories.size() > MOST_UPRIGHT
                && !axis.label().equals("benchmark")
                && axis.label().contains("number of workers"));
        symbols.setTickLabelInsets(new RectangleInsets(3, 4, 3, 4));
        return symbols;
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME / 2) + "…" + name.substring(name.length() - LONGEST_NAME / 2 + 1);
    }

    private static ValueAxis log(Axis axis, DoubleSummaryStatistics range) {
        double low = range.getMin();
        double high = range.getMax();
        double room = Math.pow(high / low, ROOM) * 1.05;
        DecadeAxis log = new DecadeAxis(axis.text());
        log.setRange(low / room, high * room);
        return log;
    }

    private static ValueAxis linear(Axis axis, DoubleSummaryStatistics range, boolean fromZero, boolean tight) {
        double low = fromZero ? Math.min(0, range.getMin()) : range.getMin();
        double span = Math.max(range.getMax() - low, 1e-9);
        NumberAxis linear = plain(axis);
        double room = tight ? 0.01 : ROOM;
        linear.setRange(fromZero && low == 0 ? 0 : low - room * span, range.getMax() + room * span);
        return linear;
    }

    private static NumberAxis plain(Axis axis) {
        NumberAxis plain = new NumberAxis(axis.text());
        plain.setNumberFormatOverride(
                new DecimalFormat("#,##0.########", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return plain;
    }

    /** {@return whether a rectangle can hold a name} */
    static boolean holds(Rectangle2D bar, int signs) {
        return bar.getWidth() > 7.0 * signs + 4 && bar.getHeight() > 8;
    }
}
