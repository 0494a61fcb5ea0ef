// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare;

import java.util.List;

/**
 * A quantity that is compared: what it is called in {@code jmh.json}, and how it is to be read.
 *
 * @param name as the secondary metrics of JMH are called; {@code wall} for the score
 * @param unit of its numbers: {@code ns} and {@code bytes} for our own, else whatever JMH wrote
 * @param better which way is better
 * @param summary how the operations of one fork become one number
 * @param floor a difference below it is never a finding, in {@code unit}, where the thresholds name no other
 * @param selfNormalised whether it is a ratio of two things measured in the same minutes on the same machine, so that it
 *     can be compared with one of another machine
 */
public record Metric(
        String name, String unit, Direction better, Summary summary, double floor, boolean selfNormalised) {

    /** Which way is better. */
    public enum Direction {
        /** Times, memory. */
        LOWER,
        /** Throughput, speed-up. */
        HIGHER
    }

    /** How the operations of one fork become one number. */
    public enum Summary {
        /**
         * For times. Single operations are disturbed by what has nothing to do with them: a neighbour adds wall time, and
         * the JVM's compiler multiplies the CPU time of the one operation in which it happens to work.
         */
        MEDIAN,
        /** For peaks of memory, which hardly vary within a fork. */
        MEAN
    }

    /** Twenty steps of a coarse clock, and less than anybody would notice in an operation of a millisecond. */
    private static final double FLOOR_NANOS = 50_000;

    /** Less than what the heap of a JVM grows by at a time. */
    private static final double FLOOR_BYTES = 1 << 20;

    /** Wall time of an operation. */
    public static final Metric WALL = time("wall");

    /** CPU time of parent and workers. */
    public static final Metric CPU_TOTAL = time("cpu.total");

    /** CPU time of the JVM that owns the workers. */
    public static final Metric CPU_PARENT = time("cpu.parent");

    /** CPU time of the workers. */
    public static final Metric CPU_WORKERS = time("cpu.workers");

    /** Peak resident memory of the largest worker. */
    public static final Metric MEMORY_WORKERS = memory("rss.workers.peak");

    /** Peak resident memory of the parent. */
    public static final Metric MEMORY_PARENT = memory("rss.parent.peak");

    /** Serial wall time by wall time, for the same work in the same run. */
    public static final Metric SPEED_UP = ratio("speed-up", Direction.HIGHER);

    /** Speed-up by the processors that as many workers can use. */
    public static final Metric EFFICIENCY = ratio("efficiency", Direction.HIGHER);

    /** Wall time in starts of an empty JVM, or round trips over a pipe, of the same run. */
    public static final Metric RULERS = ratio("wall/ruler", Direction.LOWER);

    /** What a gate looks at; CPU time of the workers is most of the total, and would be counted twice. */
    public static final List<Metric> GATED = List.of(WALL, CPU_TOTAL, CPU_PARENT, MEMORY_WORKERS);

    /** All metrics that thresholds can be given for. */
    public static final List<Metric> KNOWN = List.of(
            WALL, CPU_TOTAL, CPU_PARENT, CPU_WORKERS, MEMORY_WORKERS, MEMORY_PARENT, SPEED_UP, EFFICIENCY, RULERS);

    private static Metric time(String name) {
        return new Metric(name, "ns", Direction.LOWER, Summary.MEDIAN, FLOOR_NANOS, false);
    }

    private static Metric memory(String name) {
        return new Metric(name, "bytes", Direction.LOWER, Summary.MEAN, FLOOR_BYTES, false);
    }

    private static Metric ratio(String name, Direction better) {
        return new Metric(name, "x", better, Summary.MEDIAN, 0, true);
    }

    /**
     * A metric of somebody else's JMH file.
     *
     * @param name of the metric
     * @param unit as JMH wrote it; {@code ops/...} is a throughput, where more is better
     * @return the metric, without a floor
     */
    public static Metric foreign(String name, String unit) {
        Direction better = unit.startsWith("ops/") ? Direction.HIGHER : Direction.LOWER;
        return new Metric(name, unit, better, Summary.MEDIAN, 0, false);
    }
}
