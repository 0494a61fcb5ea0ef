// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.labels.XYItemLabelGenerator;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYDataset;
import poolmark.measure.figure.Figure;

/** Bars with what they are written on them, where it fits. */
final class LabelledBars extends XYBarRenderer {

    private static final long serialVersionUID = 1L;

    private final transient Figure figure;

    LabelledBars(Figure figure) {
        this.figure = figure;
    }

    @Override
    protected void drawItemLabel(
            Graphics2D g2,
            XYDataset dataset,
            int series,
            int item,
            XYPlot plot,
            XYItemLabelGenerator generator,
            Rectangle2D bar,
            boolean negative) {
        String label = figure.series().get(series).points().get(item).label();
        if (Axes.holds(bar, label.length())) {
            super.drawItemLabel(g2, dataset, series, item, plot, generator, bar, negative);
        }
    }
}
