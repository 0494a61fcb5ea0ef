// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.base;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import poolmark.measure.figure.Point;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.stats.Interval;

/** Points and sentences made of intervals. */
public final class Points {

    private static final double PERCENT = 100;

    private static final double TEN = 9.995;

    private Points() {}

    /** {@return a point whose value lies on y} */
    public static Point upright(double x, Interval value, double per, String label) {
        Interval scaled = value.per(per);
        return new Point(x, scaled.value(), scaled.low(), scaled.high(), value.n(), label);
    }

    /** {@return a point whose value lies on x, in a row} */
    public static Point inRow(int row, Interval value, double per, String label) {
        Interval scaled = value.per(per);
        return new Point(scaled.value(), row, scaled.low(), scaled.high(), value.n(), label);
    }

    /** {@return such as {@code 41.2 ms (40.8 to 41.9 ms)}; without an interval where there is none} */
    public static String time(Interval nanos) {
        String range = range(Unit.NANOS.format(nanos.low()), Unit.NANOS.format(nanos.high()));
        return Unit.NANOS.format(nanos.value()) + (nanos.low() < nanos.high() ? range : "");
    }

    /** The unit of both ends is written once. */
    private static String range(String low, String high) {
        String unit = high.substring(high.indexOf(' '));
        String from = low.endsWith(unit) ? low.substring(0, low.indexOf(' ')) : low;
        return low.equals(high) ? "" : " (" + (from.matches("0[.0]*( ns)?") ? "0" : from) + " to " + high + ")";
    }

    /** {@return what was worked out rather than measured, such as {@code 2.1 ms (1.5 to 2.8 ms)} or {@code 24 ms (19 ms on)}} */
    public static String rough(double nanos, double low, double high) {
        if (Double.isInfinite(high)) {
            return rough(nanos) + " (" + rough(low) + " at best, perhaps never)";
        }
        return rough(nanos) + range(rough(low), rough(high));
    }

    /** {@return a time with two digits: 2.1 ms, 24 ms, 110 ms} */
    public static String rough(double nanos) {
        return nominal(new BigDecimal(nanos).round(new MathContext(2)).doubleValue());
    }

    /** {@return a time that somebody asked for, with no more digits than it has: 5 ms, 1.5 s} */
    public static String nominal(double nanos) {
        String text = Unit.NANOS.format(nanos);
        int space = text.indexOf(' ');
        return new BigDecimal(text.substring(0, space)).stripTrailingZeros().toPlainString() + text.substring(space);
    }

    /** {@return such as {@code 1.94 (1.90 to 1.96)}} */
    public static String ratio(Interval ratio) {
        String text = ratio(ratio.value());
        return ratio.low() < ratio.high()
                ? text + " (" + ratio(ratio.low()) + " to " + ratio(ratio.high()) + ")"
                : text;
    }

    /** {@return a ratio with the digits that people read: 0.85, 1.94, 18, 282} */
    public static String ratio(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < TEN ? "%.2f" : "%.0f", value);
    }

    /** {@return such as {@code +3.1 %}} */
    public static String change(double ratio) {
        return String.format(Locale.ROOT, "%+.1f %%", PERCENT * (ratio - 1));
    }

    /**
     * How an interval of medians is to be read.
     *
     * @param values one of those that are shown
     * @param forks how many forks they come from
     * @return a sentence
     */
    public static String about(Interval values, int forks) {
        String each = "Points: median of " + values.n() + " operations in " + forks + (forks == 1 ? " fork" : " forks");
        if (values.confidence() == 0) {
            return each + ", without an interval.";
        }
        String kind = values.n() < 6 ? "smallest to largest, " : "";
        String within = forks == 1 ? "; says nothing of how forks differ" : "; operations taken as independent";
        return String.format(
                Locale.ROOT,
                "%s; intervals: %s%.1f %% for the median%s.",
                each,
                kind,
                PERCENT * values.confidence(),
                within);
    }
}
