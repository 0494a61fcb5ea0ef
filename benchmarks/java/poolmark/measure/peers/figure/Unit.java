// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.figure;

import java.util.Locale;

/** What a value counts, and how people like to read it. */
public enum Unit {
    /** Nanoseconds. */
    NANOS,
    /** Nanoseconds for a byte, read as a rate. */
    NANOS_PER_BYTE,
    /** Nanoseconds of CPU time for a byte, read as time for a gigabyte. */
    CPU_NANOS_PER_BYTE,
    /** Nanoseconds of CPU time in a second of wall time. */
    CPU_NANOS_PER_SECOND,
    /** Bytes of memory. */
    BYTES;

    private static final double KILO = 1e3;
    private static final double MEBIBYTE = 1024 * 1024;

    /**
     * Writes a value.
     *
     * @param value in this unit
     * @return three digits and a unit
     */
    public String format(double value) {
        return switch (this) {
            case NANOS -> time(value);
            case NANOS_PER_BYTE -> digits(1 / value) + " GB/s";
            case CPU_NANOS_PER_BYTE -> digits(value) + " s/GB";
            case CPU_NANOS_PER_SECOND -> time(value) + "/s";
            case BYTES -> digits(value / MEBIBYTE) + " MiB";
        };
    }

    private static String time(double nanos) {
        double size = Math.abs(nanos);
        if (size < KILO) {
            return digits(nanos) + " ns";
        }
        if (size < KILO * KILO) {
            return digits(nanos / KILO) + " µs";
        }
        return size < KILO * KILO * KILO
                ? digits(nanos / KILO / KILO) + " ms"
                : digits(nanos / KILO / KILO / KILO) + " s";
    }

    /** {@return at least three digits: 0.123, 1.23, 12.3, 123, 1234} */
    public static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
