// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis with plain numbers at 1, 2 and 5 of each power of ten, or at the powers alone where there are many. */
final class DecadeAxis extends LogAxis {

    private static final long serialVersionUID = 1L;

    private static final double FEW_DECADES = 4;

    DecadeAxis(String label) {
        super(label);
        setMinorTickMarksVisible(false);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        boolean below = edge == RectangleEdge.BOTTOM || edge == RectangleEdge.TOP;
        TextAnchor anchor = below ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        List<NumberTick> ticks = new ArrayList<>();
        double low = getRange().getLowerBound();
        double high = getRange().getUpperBound();
        double decades = Math.log10(high / low);
        double[] steps = decades > FEW_DECADES
                ? new double[] {1}
                : decades > 1.3 ? new double[] {1, 2, 5} : decades > 0.5 ? new double[] {1, 1.5, 2, 3, 5, 7} : fine();
        for (int exponent = (int) Math.floor(Math.log10(low)); Math.pow(10, exponent) <= high; exponent++) {
            for (double step : steps) {
                double value = step * Math.pow(10, exponent);
                if (value >= low && value <= high) {
                    ticks.add(new NumberTick(TickType.MAJOR, value, text(value), anchor, TextAnchor.CENTER, 0));
                }
            }
        }
        return ticks;
    }

    private static double[] fine() {
        return new double[] {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9};
    }

    private static String text(double value) {
        return new DecimalFormat("#,##0.########", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
