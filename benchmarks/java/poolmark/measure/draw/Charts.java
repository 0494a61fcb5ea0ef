// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Thinning;

/** Makes a chart of a figure: title, reading, plot, legend, note. */
final class Charts {

    static final Color INK = new Color(0x22, 0x22, 0x22);

    private static final Color FAINT = new Color(0x66, 0x66, 0x66);

    private static final Color GRID = new Color(0xDD, 0xDD, 0xDD);

    /** The logical family: the JVM finds what the machine has. */
    private static final String FAMILY = Font.SANS_SERIF;

    private static final int MARGIN = 12;

    /** A browser may draw the same letters a little wider. */
    private static final int LEEWAY = 30;

    /** More have no room, and make an SVG heavy. */
    private static final int MOST_POINTS = 2_000;

    static {
        // Else turned letters are drawn as outlines, which an SVG cannot be searched for, and which look thin.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private Charts() {}

    static Font font(int style, int size) {
        return new Font(FAMILY, style, size);
    }

    static Color colour(int number) {
        return Color.decode(Palette.hex(number));
    }

    /** {@return a chart of a figure; of a large cloud so many points as can be told apart} */
    static JFreeChart of(Figure whole) {
        Figure figure = Thinning.thinned(whole, MOST_POINTS);
        XYPlot plot = Plots.of(figure);
        look(plot);
        JFreeChart chart = new JFreeChart(null, font(Font.BOLD, 17), plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(MARGIN, MARGIN, MARGIN, MARGIN));
        String subject = figure.subject().isEmpty() ? "" : " – " + figure.subject();
        chart.setTitle(title(figure.title() + subject, Font.BOLD, 17, INK, RectangleEdge.TOP));
        chart.addSubtitle(title(figure.reading(), Font.PLAIN, 13, INK, RectangleEdge.TOP));
        if (plot.getLegendItems().getItemCount() > 1) {
            chart.addSubtitle(legend(plot));
        }
        chart.addSubtitle(0, title(note(whole), Font.PLAIN, 11, FAINT, RectangleEdge.BOTTOM));
        return chart;
    }

    private static String note(Figure whole) {
        return Thinning.needed(whole, MOST_POINTS)
                ? whole.note() + " Of each stretch the lowest, middle and highest point is drawn; the data has all."
                : whole.note();
    }

    private static TextTitle title(String text, int style, int size, Paint paint, RectangleEdge edge) {
        RectangleInsets padding = new RectangleInsets(2, 2, edge == RectangleEdge.TOP ? 6 : 2, LEEWAY);
        TextTitle title = new TextTitle(
                text, font(style, size), paint, edge, HorizontalAlignment.LEFT, VerticalAlignment.TOP, padding);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setExpandToFitSpace(false);
        return title;
    }

    private static LegendTitle legend(XYPlot plot) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(font(Font.PLAIN, 13));
        legend.setItemPaint(INK);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setFrame(BlockBorder.NONE);
        legend.setBackgroundPaint(Color.WHITE);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 12));
        return legend;
    }

    private static void look(XYPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        look(plot.getDomainAxis());
        look(plot.getRangeAxis());
    }

    private static void look(ValueAxis axis) {
        axis.setLabelFont(font(Font.PLAIN, 14));
        axis.setTickLabelFont(font(Font.PLAIN, 12));
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(FAINT);
        axis.setTickMarkPaint(FAINT);
    }
}
