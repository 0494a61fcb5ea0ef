// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.host;

import java.util.List;
import java.util.Optional;

/**
 * The kernel's counters of what keeps a process from running, at one moment. They count since the machine was started;
 * {@link #until} tells what happened between two moments.
 *
 * @param ticks time of all processors, in clock ticks, in the order of {@code proc_stat(5)}: user, nice, system, idle,
 *     iowait, irq, softirq, steal; empty where not available
 * @param throttled how often this process's control group used its quota up and was stopped
 * @param throttledNanos for how long
 * @param swappedPages pages moved to the swap and back
 */
public record Activity(List<Long> ticks, Long throttled, Long throttledNanos, Long swappedPages) {

    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int STEAL = 7;

    /** Guests' time, the fields behind it, is contained in user and nice. */
    private static final int FIELDS = 8;

    /** {@code USER_HZ} is 100 on every architecture that has a JVM. */
    private static final double TICKS_PER_SECOND = 100;

    /**
     * What happened between two moments.
     *
     * @param busyCpus processors that were busy on average, whoever used them
     * @param stealPercent part of the processors' time in which the hypervisor ran something else though there was work;
     *     only the time in which somebody wanted a processor can be stolen, so the part is taken of that: steal / (busy +
     *     steal)
     * @param stealMillis the same time, summed over all processors, in steps of 10 ms
     * @param throttled how often the control group was stopped
     * @param throttledNanos for how long
     * @param swappedPages pages moved to the swap and back
     */
    public record Disturbance(
            Double busyCpus,
            Double stealPercent,
            Long stealMillis,
            Long throttled,
            Long throttledNanos,
            Long swappedPages) {

        /** {@return what a system tells that tells nothing} */
        public static Disturbance unknown() {
            return new Disturbance(null, null, null, null, null, null);
        }
    }

    /** {@return the counters now} */
    public static Activity read(KernelFiles files) {
        List<String> groups = ControlGroup.directories(files, "cpu");
        return new Activity(
                ticks(files),
                throttling(files, groups, "nr_throttled").orElse(null),
                throttling(files, groups, "throttled_usec")
                        .map(micros -> micros * 1_000)
                        .or(() -> throttling(files, groups, "throttled_time"))
                        .orElse(null),
                swapped(files).orElse(null));
    }

    private static List<Long> ticks(KernelFiles files) {
        Optional<String> line = files.value("proc/stat", "cpu");
        if (line.isEmpty() || KernelFiles.words(line.get()).length < FIELDS) {
            return List.of();
        }
        return List.of(KernelFiles.words(line.get())).subList(0, FIELDS).stream()
                .map(Long::valueOf)
                .toList();
    }

    /** A stop of a group above stops this one as well, but only its own counter tells: so all are added. */
    private static Optional<Long> throttling(KernelFiles files, List<String> groups, String name) {
        return groups.stream()
                .map(group -> files.numberOf(group + "/cpu.stat", name))
                .flatMap(Optional::stream)
                .reduce(Long::sum);
    }

    private static Optional<Long> swapped(KernelFiles files) {
        Optional<Long> in = files.numberOf("proc/vmstat", "pswpin");
        Optional<Long> out = files.numberOf("proc/vmstat", "pswpout");
        return in.flatMap(pages -> out.map(more -> pages + more));
    }

    /**
     * What happened from here to a later moment.
     *
     * @param later the counters then
     * @param nanos wall time between the two
     * @return the difference; unknown where a counter is missing on either side
     */
    public Disturbance until(Activity later, long nanos) {
        Double busyCpus = null;
        Double stealPercent = null;
        Long stealMillis = null;
        if (!ticks.isEmpty() && !later.ticks.isEmpty() && nanos > 0) {
            // The kernel's idle time may step back by a tick.
            double steal = Math.max(0, later.ticks.get(STEAL) - ticks.get(STEAL));
            double busy = Math.max(0, later.busyTicks() - busyTicks());
            busyCpus = busy / TICKS_PER_SECOND / (nanos / 1e9);
            stealPercent = busy + steal == 0 ? 0 : 100 * steal / (busy + steal);
            stealMillis = Math.round(steal * 1_000 / TICKS_PER_SECOND);
        }
        return new Disturbance(
                busyCpus,
                stealPercent,
                stealMillis,
                minus(later.throttled, throttled),
                minus(later.throttledNanos, throttledNanos),
                minus(later.swappedPages, swappedPages));
    }

    private long busyTicks() {
        long busy = 0;
        for (int field = 0; field < FIELDS; field++) {
            busy += field == IDLE || field == IOWAIT || field == STEAL ? 0 : ticks.get(field);
        }
        return busy;
    }

    private static Long minus(Long later, Long earlier) {
        return later == null || earlier == null ? null : Long.valueOf(Math.max(0, later - earlier));
    }
}
