// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats.fit;

import java.util.ArrayList;
import java.util.List;
import poolmark.measure.stats.Quantiles;

/**
 * From which duration of a task on a strategy takes less time than doing the tasks one after the other. Both times are taken
 * as straight lines over the duration d of a task: serial {@code n d}, and the strategy {@code c + n d / k}, where c is what
 * it costs to use it and k how many tasks it really does at a time. They meet at {@code c / (n - n / k)}.
 *
 * @param kind whether there is such a duration
 * @param duration where the lines meet, in the unit of the durations; 0 or infinite where they do not
 * @param low lower end of its interval at 95 %, see {@link Resampling}
 * @param high upper end; infinite where it may never pay
 * @param cost what the strategy costs for a call, c, in the unit of the times
 * @param parallelism k, the serial line's slope by the strategy's
 */
public record BreakEven(Kind kind, double duration, double low, double high, double cost, double parallelism) {

    /** Whether a strategy pays. */
    public enum Kind {
        /** From a duration on. */
        FROM,
        /** At every duration. */
        ALWAYS,
        /** At none: it does no more than one task at a time. */
        NEVER
    }

    /**
     * Times of one strategy.
     *
     * @param durations of a task, rising, at least two
     * @param times for each of them the measured times of all tasks, at least one
     */
    public record Times(double[] durations, List<double[]> times) {

        /** {@return the line through the medians of the times: what the strategy takes, by the duration of a task} */
        public Line line() {
            return line(times);
        }

        private Line line(List<double[]> drawn) {
            return Line.relative(
                    durations, drawn.stream().mapToDouble(Quantiles::median).toArray());
        }
    }

    /**
     * Finds it.
     *
     * @param serial times without any help
     * @param strategy times of the strategy; the durations may be others
     * @return what was found
     */
    public static BreakEven of(Times serial, Times strategy) {
        Line base = serial.line();
        Line line = strategy.line();
        double duration = meeting(base, line);
        List<double[]> all = new ArrayList<>(serial.times());
        all.addAll(strategy.times());
        int split = serial.times().size();
        double[] ends = Resampling.interval(
                all,
                drawn -> meeting(
                        serial.line(drawn.subList(0, split)), strategy.line(drawn.subList(split, drawn.size()))));
        Kind kind = duration == 0 ? Kind.ALWAYS : Double.isInfinite(duration) ? Kind.NEVER : Kind.FROM;
        return new BreakEven(
                kind,
                duration,
                Math.min(ends[0], duration),
                Math.max(ends[1], duration),
                line.intercept() - base.intercept(),
                base.slope() / line.slope());
    }

    /** {@return where the strategy begins to pay: 0 for everywhere, infinity for nowhere} */
    private static double meeting(Line base, Line line) {
        if (line.slope() >= base.slope()) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(0, base.meets(line));
    }
}
