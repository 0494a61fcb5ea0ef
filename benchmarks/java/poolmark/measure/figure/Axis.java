// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.figure;

/**
 * One axis.
 *
 * @param label what lies on it
 * @param unit its unit, such as {@code ms}; empty for a mere number
 * @param scale how far apart values lie
 * @param upTo where it ends though bars go beyond it, which then are cut and have their value written on them; infinite
 *     where nothing is cut
 */
public record Axis(String label, String unit, Scale scale, double upTo) {

    /** An axis that holds all values. */
    public Axis(String label, String unit, Scale scale) {
        this(label, unit, scale, Double.POSITIVE_INFINITY);
    }

    /** {@return the same axis, ending there} */
    public Axis upTo(double end) {
        return new Axis(label, unit, scale, end);
    }

    /** How far apart values lie. */
    public enum Scale {
        /** By their difference. */
        LINEAR,
        /** By their ratio; all values are above 0. */
        LOG,
        /** One step each: values are the numbers of categories. */
        CATEGORY
    }

    /** {@return the label with its unit in brackets} */
    public String text() {
        return unit.isEmpty() ? label : label + " [" + unit + "]";
    }
}
