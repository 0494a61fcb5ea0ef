// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series;
import poolmark.measure.figure.Series.Role;

/** What is drawn between the axes. */
final class Layers {

    private static final float[] DASHES = {7, 5};

    private static final double HALF_BAR = 0.32;

    /** Rows of several series stand a little above one another. */
    private static final double ROW_STEP = 0.22;

    /** Whiskers of whole rows run below what is written on their bars. */
    private static final double BELOW_LABELS = 0.24;

    private static final double STEP_ASIDE = 0.035;

    /** At that part of the axis the value of a bar that is cut is written. */
    private static final double CUT_LABEL = 0.965;

    /** A colour that is lighter than that takes dark letters. */
    private static final double LIGHT = 0.36;

    private Layers() {}

    /** Lines and points with their intervals. */
    static void points(Figure figure, XYPlot plot) {
        boolean upright = figure.kind() != Kind.FOREST;
        XYIntervalSeriesCollection sure = new XYIntervalSeriesCollection();
        XYIntervalSeriesCollection plain = new XYIntervalSeriesCollection();
        XYErrorRenderer whiskers = new XYErrorRenderer();
        XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer();
        lines.setDrawOutlines(false);
        whiskers.setDrawOutlines(false);
        whiskers.setDrawXError(!upright);
        whiskers.setDrawYError(upright);
        whiskers.setCapLength(7);
        whiskers.setErrorStroke(new BasicStroke(1.4f));
        for (int number = 0; number < figure.series().size(); number++) {
            Series series = figure.series().get(number);
            double shift = number - (figure.series().size() - 1) / 2.0;
            boolean intervals = series.role() == Role.DATA
                    && series.points().stream().anyMatch(point -> point.high() > point.low());
            XYIntervalSeriesCollection data = intervals ? sure : plain;
            style(intervals ? whiskers : lines, data.getSeriesCount(), series, figure.kind() == Kind.LINES);
            data.addSeries(
                    upright ? upright(series, asideOf(figure, series, shift)) : inRows(series, ROW_STEP * shift));
        }
        plot.setDataset(0, sure);
        plot.setRenderer(0, whiskers);
        plot.setDataset(1, plain);
        plot.setRenderer(1, lines);
    }

    /** On categories points stand a little beside one another, so that none hides another's interval. */
    private static double asideOf(Figure figure, Series series, double shift) {
        boolean named = figure.x().scale() == Axis.Scale.CATEGORY && series.role() == Role.DATA;
        return named ? STEP_ASIDE * shift : 0;
    }

    private static void style(XYLineAndShapeRenderer renderer, int number, Series series, boolean joined) {
        boolean data = series.role() == Role.DATA;
        renderer.setSeriesPaint(number, Charts.colour(series.colour()));
        renderer.setSeriesShape(number, Symbols.of(series.colour()));
        renderer.setSeriesShapesVisible(number, data);
        renderer.setSeriesLinesVisible(number, joined || !data);
        renderer.setSeriesStroke(number, stroke(series.role()));
        // It has the colour of what it was fitted to, and the note tells of it.
        renderer.setSeriesVisibleInLegend(number, series.role() != Role.FIT);
    }

    /** Thousands of points, without intervals; before them what is drawn as a line. */
    static void cloud(Figure figure, XYPlot plot) {
        XYIntervalSeriesCollection points = new XYIntervalSeriesCollection();
        Cloud cloud = new Cloud();
        for (Series series : figure.series()) {
            if (series.role() == Role.DATA) {
                cloud.setSeriesPaint(points.getSeriesCount(), faint(Charts.colour(series.colour())));
                cloud.setSeriesShape(points.getSeriesCount(), Symbols.SMALL);
                points.addSeries(upright(series, 0));
            }
        }
        plot.setDataset(1, points);
        plot.setRenderer(1, cloud);
        lines(figure, plot);
    }

    private static Color faint(Color colour) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 150);
    }

    private static Stroke stroke(Role role) {
        return switch (role) {
            case DATA -> new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
            case REFERENCE -> new BasicStroke(2f);
            case FIT -> new BasicStroke(1.5f);
            case IDEAL -> new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, DASHES, 0);
        };
    }

    private static XYIntervalSeries upright(Series series, double aside) {
        XYIntervalSeries points = new XYIntervalSeries(series.name(), false, true);
        boolean bars = series.role() == Role.DATA;
        series.points()
                .forEach(point -> points.add(
                        point.x() + aside,
                        point.x() + aside,
                        point.x() + aside,
                        point.y(),
                        bars ? point.low() : point.y(),
                        bars ? point.high() : point.y()));
        return points;
    }

    private static XYIntervalSeries inRows(Series series, double shift) {
        XYIntervalSeries points = new XYIntervalSeries(series.name(), false, true);
        series.points()
                .forEach(point -> points.add(
                        point.x(), point.low(), point.high(), point.y() + shift, point.y() + shift, point.y() + shift));
        return points;
    }

    /** Bars from low to high in rows. */
    static void spans(Figure figure, XYPlot plot) {
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        XYIntervalSeriesCollection wholes = new XYIntervalSeriesCollection();
        for (Series series : figure.series()) {
            if (series.role() != Role.DATA) {
                wholes.addSeries(inRows(series, BELOW_LABELS));
                continue;
            }
            XYIntervalSeries bars = new XYIntervalSeries(series.name(), false, true);
            series.points()
                    .forEach(point -> bars.add(
                            point.x(),
                            point.low(),
                            point.high(),
                            point.y(),
                            point.y() - HALF_BAR,
                            point.y() + HALF_BAR));
            data.addSeries(bars);
        }
        LabelledBars renderer = new LabelledBars(figure);
        bars(renderer, figure);
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(Charts.font(Font.BOLD, 12));
        renderer.setDefaultItemLabelGenerator(
                (set, row, item) -> figure.series().get(row).points().get(item).label());
        renderer.setDefaultPositiveItemLabelPosition(new ItemLabelPosition(ItemLabelAnchor.CENTER, TextAnchor.CENTER));
        plot.setDataset(1, data);
        plot.setRenderer(1, renderer);
        plot.setDataset(0, wholes);
        plot.setRenderer(0, whiskers(wholes.getSeriesCount()));
    }

    /** Of whole rows, over their bars. */
    private static XYErrorRenderer whiskers(int count) {
        XYErrorRenderer renderer = intervals(count);
        renderer.setDrawXError(true);
        renderer.setDrawYError(false);
        for (int number = 0; number < count; number++) {
            renderer.setSeriesVisibleInLegend(number, true);
            renderer.setSeriesPaint(number, Charts.INK);
            renderer.setSeriesShapesVisible(number, true);
            renderer.setSeriesShape(number, Symbols.TICK);
        }
        return renderer;
    }

    private static void bars(XYBarRenderer renderer, Figure figure) {
        renderer.setUseYInterval(true);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(true);
        renderer.setLegendBar(new Rectangle2D.Double(-7, -6, 14, 12));
        int number = 0;
        for (Series series : figure.series()) {
            if (series.role() == Role.DATA) {
                renderer.setSeriesPaint(number, Charts.colour(series.colour()));
                renderer.setSeriesOutlinePaint(number, Color.WHITE);
                renderer.setSeriesOutlineStroke(number, new BasicStroke(1));
                boolean light = luminance(Charts.colour(series.colour())) > LIGHT;
                renderer.setSeriesItemLabelPaint(number, light ? Charts.INK : Color.WHITE);
                number++;
            }
        }
    }

    /** Relative luminance, about as WCAG 2 has it. */
    private static double luminance(Color colour) {
        return 0.2126 * Math.pow(colour.getRed() / 255.0, 2.2)
                + 0.7152 * Math.pow(colour.getGreen() / 255.0, 2.2)
                + 0.0722 * Math.pow(colour.getBlue() / 255.0, 2.2);
    }

    /** Bars on one another, each with its own interval at its top; other series as lines before them. */
    static void stacks(Figure figure, XYPlot plot) {
        XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
        XYIntervalSeriesCollection tops = new XYIntervalSeriesCollection();
        double[] below = new double[figure.categories().size()];
        for (Series series : figure.series()) {
            if (series.role() == Role.DATA) {
                XYIntervalSeries bar = new XYIntervalSeries(series.name(), false, true);
                XYIntervalSeries top = new XYIntervalSeries(series.name() + ", interval", false, true);
                for (Point point : series.points()) {
                    int at = (int) point.x();
                    double from = below[at];
                    bar.add(at, at - HALF_BAR, at + HALF_BAR, from + point.y(), from, from + point.y());
                    if (point.high() > point.low()) {
                        top.add(at, at, at, from + point.y(), from + point.low(), from + point.high());
                    }
                    below[at] += point.y();
                }
                bars.addSeries(bar);
                tops.addSeries(top);
            }
        }
        XYBarRenderer renderer = new XYBarRenderer();
        bars(renderer, figure);
        cut(below, figure, plot);
        plot.setDataset(2, bars);
        plot.setRenderer(2, renderer);
        plot.setDataset(1, tops);
        plot.setRenderer(1, intervals(tops.getSeriesCount()));
        lines(figure, plot);
    }

    /** What goes beyond the end of the axis tells how far it goes. */
    private static void cut(double[] heights, Figure figure, XYPlot plot) {
        for (int at = 0; at < heights.length; at++) {
            if (heights[at] > figure.y().upTo()) {
                String value = String.format(Locale.ROOT, "\u2191%.0f", heights[at]);
                XYTextAnnotation label =
                        new XYTextAnnotation(value, at, figure.y().upTo() * CUT_LABEL);
                label.setFont(Charts.font(Font.BOLD, 11));
                label.setPaint(Color.WHITE);
                label.setBackgroundPaint(Charts.INK);
                plot.addAnnotation(label);
            }
        }
    }

    private static XYErrorRenderer intervals(int count) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setCapLength(6);
        renderer.setErrorPaint(Charts.INK);
        renderer.setErrorStroke(new BasicStroke(1.2f));
        for (int number = 0; number < count; number++) {
            renderer.setSeriesShapesVisible(number, false);
            renderer.setSeriesLinesVisible(number, false);
            renderer.setSeriesVisibleInLegend(number, false);
        }
        return renderer;
    }

    private static void lines(Figure figure, XYPlot plot) {
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        for (Series series : figure.series()) {
            if (series.role() != Role.DATA) {
                style(renderer, data.getSeriesCount(), series, true);
                data.addSeries(upright(series, 0));
            }
        }
        plot.setDataset(0, data);
        plot.setRenderer(0, renderer);
    }
}
