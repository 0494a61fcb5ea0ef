// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.figure;

/**
 * A point; all its numbers are finite.
 *
 * @param x position on the x axis
 * @param y position on the y axis
 * @param low lower end of the interval, along the axis of the measured value; that value where there is none
 * @param high upper end
 * @param n how many samples stand behind it; 0 where that means nothing
 * @param label what it is, for a tooltip or a table; may be empty
 */
public record Point(double x, double y, double low, double high, int n, String label) {

    /** Refuses numbers that cannot be drawn. */
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("not a point: " + x + ", " + y + " (" + low + " .. " + high + ")");
        }
    }

    /** {@return a point without an interval} */
    public static Point at(double x, double y) {
        return new Point(x, y, y, y, 0, "");
    }
}
