// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;

/** Draws thousands of points of a series as one shape: else each is some hundred bytes of an SVG. */
final class Cloud extends XYLineAndShapeRenderer {

    private static final long serialVersionUID = 1L;

    private static final double HALF = 2.1;

    private transient Path2D shape = new Path2D.Double();

    Cloud() {
        super(false, true);
        setDrawOutlines(false);
    }

    @Override
    public int getPassCount() {
        return 1;
    }

    @Override
    public void drawItem(
            Graphics2D graphics,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis x,
            ValueAxis y,
            XYDataset data,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        if (item == 0) {
            shape = new Path2D.Double();
        }
        Point2D at = new Point2D.Double(
                x.valueToJava2D(data.getXValue(series, item), area, plot.getDomainAxisEdge()),
                y.valueToJava2D(data.getYValue(series, item), area, plot.getRangeAxisEdge()));
        shape.append(diamond(at), false);
        if (item == data.getItemCount(series) - 1) {
            graphics.setPaint(getSeriesPaint(series));
            graphics.fill(shape);
        }
    }

    private static Path2D diamond(Point2D at) {
        Path2D diamond = new Path2D.Double(Path2D.WIND_NON_ZERO, 5);
        diamond.moveTo(at.getX(), at.getY() - HALF);
        diamond.lineTo(at.getX() + HALF, at.getY());
        diamond.lineTo(at.getX(), at.getY() + HALF);
        diamond.lineTo(at.getX() - HALF, at.getY());
        diamond.closePath();
        return diamond;
    }
}
