// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Band;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Figure.Mark;
import poolmark.measure.figure.Series;
import poolmark.measure.figure.Series.Role;

/** Makes a plot of a figure: axes, what is drawn on them, shaded parts and places that are pointed out. */
final class Plots {

    /** The grid shows through. */
    private static final Color SHADE = new Color(0, 0, 0, 15);

    private static final int FAINT = 46;

    /** More points than that are a cloud. */
    private static final int MOST_SINGLE = 100;

    private static final int LINE = 15;

    private static final double ABOVE_ROWS = 1.1;

    /** What a line of labels takes of the height of a plot, about. */
    private static final double LABEL_PART = 0.045;

    private static final float[] DASHES = {6, 4};

    private Plots() {}

    static XYPlot of(Figure figure) {
        XYPlot plot = new XYPlot();
        boolean rows = figure.kind() == Kind.FOREST || figure.kind() == Kind.INTERVALS;
        plot.setDomainAxis(Axes.x(figure));
        plot.setRangeAxis(Axes.y(figure));
        if (rows) {
            plot.getRangeAxis().setInverted(true);
        }
        switch (figure.kind()) {
            case INTERVALS -> Layers.spans(figure, plot);
            case STACKED_BARS -> Layers.stacks(figure, plot);
            case POINTS -> {
                if (dense(figure)) {
                    Layers.cloud(figure, plot);
                } else {
                    Layers.points(figure, plot);
                }
            }
            default -> Layers.points(figure, plot);
        }
        if (figure.kind() == Kind.INTERVALS && !figure.marks().isEmpty()) {
            // Room for the labels of marks above the bars.
            plot.getRangeAxis().setRange(-ABOVE_ROWS, figure.categories().size() - 0.5);
        } else if (!rows && !figure.marks().isEmpty()) {
            leaveRoom(figure.marks().size(), plot.getRangeAxis());
        }
        figure.bands()
                .forEach(
                        band -> plot.addDomainMarker(shade(band, !figure.marks().isEmpty(), plot), Layer.BACKGROUND));
        marks(figure, plot);
        if (figure.kind() == Kind.FOREST
                && figure.x().scale() == poolmark.measure.figure.Axis.Scale.LOG
                && figure.x().label().startsWith("ratio")) {
            plot.addDomainMarker(line(1, Charts.INK), Layer.BACKGROUND);
        }
        return plot;
    }

    /** Room for so many labels, one below the other, above all that is drawn. */
    private static void leaveRoom(int labels, ValueAxis axis) {
        double free = 1 - LABEL_PART * (labels + 1);
        double low = axis.getLowerBound();
        double high = axis.getUpperBound();
        boolean log = axis instanceof DecadeAxis;
        axis.setUpperBound(log ? low * Math.pow(high / low, 1 / free) : low + (high - low) / free);
    }

    private static boolean dense(Figure figure) {
        return figure.series().stream()
                .anyMatch(
                        series -> series.role() == Role.DATA && series.points().size() > MOST_SINGLE);
    }

    private static Marker shade(Band band, boolean low, XYPlot plot) {
        double end = Math.min(band.to(), plot.getDomainAxis().getUpperBound());
        IntervalMarker marker = new IntervalMarker(band.from(), end, SHADE);
        marker.setOutlinePaint(null);
        marker.setAlpha(1);
        marker.setLabel(band.label());
        marker.setLabelFont(Charts.font(Font.ITALIC, 12));
        marker.setLabelPaint(new Color(0x77, 0x77, 0x77));
        // Marks have their labels at the top.
        marker.setLabelAnchor(low ? RectangleAnchor.BOTTOM_RIGHT : RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(low ? TextAnchor.BOTTOM_RIGHT : TextAnchor.TOP_RIGHT);
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        return marker;
    }

    /** Labels stand below one another, in the order of their places, so that none hides another. */
    private static void marks(Figure figure, XYPlot plot) {
        List<Mark> marks = figure.marks().stream()
                .sorted(Comparator.comparingDouble(Mark::x))
                .toList();
        for (int number = 0; number < marks.size(); number++) {
            Mark mark = marks.get(number);
            Color colour = figure.series().stream()
                    .filter(series -> series.name().equals(mark.series()))
                    .map(Series::colour)
                    .map(Charts::colour)
                    .findFirst()
                    .orElse(Charts.INK);
            if (mark.high() > mark.low()) {
                // Not by the marker's own transparency, which is lost on the way into an SVG.
                Color faint = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT);
                IntervalMarker interval = new IntervalMarker(mark.low(), mark.high(), faint);
                interval.setOutlinePaint(null);
                interval.setAlpha(1);
                plot.addDomainMarker(interval, Layer.BACKGROUND);
            }
            plot.addDomainMarker(labelled(mark, number, colour, plot), Layer.FOREGROUND);
        }
    }

    private static Marker labelled(Mark mark, int number, Color colour, XYPlot plot) {
        Marker marker = line(mark.x(), colour);
        boolean right = right(mark.x(), plot);
        marker.setLabel(mark.label());
        marker.setLabelFont(Charts.font(Font.BOLD, 12));
        marker.setLabelPaint(colour.darker());
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 200));
        marker.setLabelAnchor(right ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(right ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT);
        marker.setLabelOffset(new RectangleInsets(4 + LINE * (double) number, 5, 2, 5));
        return marker;
    }

    /** {@return whether a place is in the right half, where a label to its right would be cut off} */
    private static boolean right(double x, XYPlot plot) {
        double low = plot.getDomainAxis().getLowerBound();
        double high = plot.getDomainAxis().getUpperBound();
        boolean log = plot.getDomainAxis() instanceof DecadeAxis;
        double part = log ? Math.log(x / low) / Math.log(high / low) : (x - low) / (high - low);
        return part > 0.6;
    }

    private static ValueMarker line(double x, Color colour) {
        return new ValueMarker(
                x, colour, new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, DASHES, 0));
    }
}
