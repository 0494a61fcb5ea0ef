// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.base;

import java.util.Locale;
import poolmark.measure.figure.Point;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.stats.Interval;

/** Points and sentences made of intervals. */
public final class Points {

    private static final double PERCENT = 100;

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

    /** {@return such as {@code 41.2 ms (40.8 ms to 41.9 ms)}; without an interval where there is none} */
    public static String time(Interval nanos) {
        return Unit.NANOS.format(nanos.value()) + range(nanos);
    }

    private static String range(Interval nanos) {
        String low = nanos.low() == 0 ? "0" : Unit.NANOS.format(nanos.low());
        String high = Unit.NANOS.format(nanos.high());
        return nanos.low() < nanos.high() && !low.equals(high) ? " (" + low + " to " + high + ")" : "";
    }

    /** {@return such as {@code 1.94 (1.90 to 1.96)}} */
    public static String ratio(Interval ratio) {
        String text = digits(ratio.value());
        return ratio.low() < ratio.high()
                ? text + " (" + digits(ratio.low()) + " to " + digits(ratio.high()) + ")"
                : text;
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
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
