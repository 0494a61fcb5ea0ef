// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A shape for each colour, for those who see no colours, and for printers that have none. The page has the same. */
final class Symbols {

    /** In a legend, for a cloud of points. */
    static final Shape SMALL = new Ellipse2D.Double(-3, -3, 6, 6);

    /** The middle of a whisker. */
    static final Shape TICK = new Rectangle2D.Double(-1.2, -4, 2.4, 8);

    private static final List<Shape> SHAPES = List.of(
            new Ellipse2D.Double(-4.2, -4.2, 8.4, 8.4),
            polygon(-3.9, -3.9, 3.9, -3.9, 3.9, 3.9, -3.9, 3.9),
            polygon(0, -4.8, 4.8, 4, -4.8, 4),
            polygon(0, -5.2, 5.2, 0, 0, 5.2, -5.2, 0),
            polygon(-4.8, -4, 4.8, -4, 0, 4.8),
            polygon(
                    -1.6, -5, 1.6, -5, 1.6, -1.6, 5, -1.6, 5, 1.6, 1.6, 1.6, 1.6, 5, -1.6, 5, -1.6, 1.6, -5, 1.6, -5,
                    -1.6, -1.6, -1.6),
            polygon(
                    -4.6, -2.6, -2.6, -4.6, 0, -2, 2.6, -4.6, 4.6, -2.6, 2, 0, 4.6, 2.6, 2.6, 4.6, 0, 2, -2.6, 4.6,
                    -4.6, 2.6, -2, 0),
            polygon(
                    0, -5.4, 1.6, -1.6, 5.4, -1.4, 2.5, 1.1, 3.4, 5, 0, 2.9, -3.4, 5, -2.5, 1.1, -5.4, -1.4, -1.6,
                    -1.6));

    private Symbols() {}

    static Shape of(int colour) {
        return SHAPES.get(Math.floorMod(colour, SHAPES.size()));
    }

    private static Shape polygon(double... corners) {
        Path2D polygon = new Path2D.Double();
        polygon.moveTo(corners[0], corners[1]);
        for (int at = 2; at < corners.length; at += 2) {
            polygon.lineTo(corners[at], corners[at + 1]);
        }
        polygon.closePath();
        return polygon;
    }
}
