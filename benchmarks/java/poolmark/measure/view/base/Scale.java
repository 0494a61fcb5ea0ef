// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.base;

import poolmark.measure.figure.Axis;

/**
 * A unit that suits the values of an axis.
 *
 * @param nanos how many of the base unit (ns or bytes) make one
 * @param unit its name
 */
public record Scale(double nanos, String unit) {

    private static final double KILO = 1e3;

    /** Mebibytes. */
    public static final Scale MEBIBYTES = new Scale(1024.0 * 1024, "MiB");

    /** {@return the unit of time in which the largest value has one to four digits} */
    public static Scale ofTimes(double largestNanos) {
        if (largestNanos < 2 * KILO) {
            return new Scale(1, "ns");
        }
        if (largestNanos < 2 * KILO * KILO) {
            return new Scale(KILO, "µs");
        }
        return largestNanos < 10 * KILO * KILO * KILO
                ? new Scale(KILO * KILO, "ms")
                : new Scale(KILO * KILO * KILO, "s");
    }

    /** {@return an axis in this unit} */
    public Axis axis(String label, Axis.Scale scale) {
        return new Axis(label, unit, scale);
    }
}
