// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.figure;

import java.util.List;

/**
 * Points that belong together.
 *
 * @param name as the legend shows it; another one for each series of a figure
 * @param role what the points are
 * @param colour number of its colour in {@link Palette}: the same thing has the same colour in each figure
 * @param points in the order in which they are joined
 */
public record Series(String name, Role role, int colour, List<Point> points) {

    /** What the points of a series are. */
    public enum Role {
        /** Measured. */
        DATA,
        /** What would be were nothing lost: a dashed line without points. */
        IDEAL,
        /** What a model says, whose parameters were found from the data: a thin line without points. */
        FIT,
        /** Measured, for comparison: a line without points. */
        REFERENCE
    }

    /** Copies its list. */
    public Series {
        points = List.copyOf(points);
    }
}
