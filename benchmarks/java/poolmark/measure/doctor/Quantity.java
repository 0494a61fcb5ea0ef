// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import java.util.Locale;

/** Quantities as people write them. */
final class Quantity {

    private Quantity() {}

    static String nanos(double nanos) {
        double size = Math.abs(nanos);
        if (size < 1e3) {
            return format("%.0f ns", nanos);
        }
        if (size < 1e6) {
            return format(size < 1e4 ? "%.1f µs" : "%.0f µs", nanos / 1e3);
        }
        if (size < 1e9) {
            return format(size < 1e7 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
        }
        return format("%.1f s", nanos / 1e9);
    }

    static String bytes(long bytes) {
        if (bytes < 1L << 20) {
            return format("%.0f KiB", bytes / 1024.0);
        }
        if (bytes < 1L << 30) {
            return format("%.0f MiB", bytes / 1048576.0);
        }
        return format("%.1f GiB", bytes / 1073741824.0);
    }

    /** {@return a part of 1 in percent} */
    static String percent(double part) {
        return format(part >= 0.1 ? "%.0f %%" : "%.1f %%", 100 * part);
    }

    /** {@return a number and what it counts, which takes an s where there is not just one} */
    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    static String number(double value) {
        return format("%.2f", value);
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
