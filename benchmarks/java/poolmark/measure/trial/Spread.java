// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import poolmark.measure.stats.Quantiles;

/**
 * How evenly one thread gets a fixed piece of work done, again and again.
 *
 * @param rounds how often
 * @param medianNanos wall time of the piece
 * @param halfQuartilePart half the distance between the quartiles of the wall time, as a part of the median
 * @param worstPart the longest time as a multiple of the median
 * @param driftPart median of the second half against that of the first, as a part: 0.02 for 2 % slower
 * @param waitedPart the part of the wall time in which this thread wanted a processor and had none
 */
public record Spread(
        int rounds, long medianNanos, double halfQuartilePart, double worstPart, double driftPart, double waitedPart) {

    /** Long enough for a clock of a microsecond to be fine, short enough for hundreds of rounds. */
    private static final long PIECE_NANOS = 4_000_000L;

    /**
     * Tries it.
     *
     * @param nanos for how long
     * @return what came of it
     */
    public static Spread observe(long nanos) {
        FixedWork work = FixedWork.lasting(PIECE_NANOS);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] times = new long[(int) Math.max(8, nanos / PIECE_NANOS)];
        long cpuBegin = threads.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        int rounds = 0;
        for (long last = begin; rounds < times.length && last - begin < 2 * nanos; rounds++) {
            work.run();
            long now = System.nanoTime();
            times[rounds] = now - last;
            last = now;
        }
        long wallNanos = System.nanoTime() - begin;
        long cpuNanos = threads.getCurrentThreadCpuTime() - cpuBegin;
        return of(Arrays.copyOf(times, rounds), Math.max(0, 1 - (double) cpuNanos / wallNanos));
    }

    static Spread of(long[] times, double waitedPart) {
        double firstHalf = Quantiles.of(Arrays.copyOf(times, times.length / 2), 0.5);
        double secondHalf = Quantiles.of(Arrays.copyOfRange(times, times.length / 2, times.length), 0.5);
        double median = Quantiles.of(times, 0.5);
        return new Spread(
                times.length,
                Math.round(median),
                (Quantiles.of(times, 0.75) - Quantiles.of(times, 0.25)) / 2 / median,
                Quantiles.of(times, 1) / median,
                secondHalf / firstHalf - 1,
                waitedPart);
    }
}
