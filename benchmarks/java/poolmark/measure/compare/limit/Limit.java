// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.limit;

/**
 * How large a change of one metric of one cell has to be before it counts. These numbers are practical: what somebody
 * would care about, not what statistics can show.
 *
 * @param relative the change as a part, 0.05 for 5 %
 * @param floor a smaller difference in the metric's own unit never counts
 */
public record Limit(double relative, double floor) {

    /** {@return the limit on the scale of log ratios} */
    public double log() {
        return Math.log1p(relative);
    }

    /**
     * A change twice as large: a run that cannot rule that out was blind, whatever else it showed.
     *
     * @return on the scale of log ratios
     */
    public double blindLog() {
        return Math.log1p(2 * relative);
    }
}
