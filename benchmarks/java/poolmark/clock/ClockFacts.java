// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

/**
 * What the clocks of a run can tell apart and what they cost, for its manifest.
 *
 * @param wallName the wall clock
 * @param wallResolutionNanos the smallest step seen of it, in ns
 * @param wallCostNanos wall time of one call, in ns
 * @param cpuName the CPU clock
 * @param cpuResolutionNanos the smallest step seen of it, in ns
 * @param cpuCostNanos wall time of one call, in ns
 * @param note limits of the CPU clock and why better ones were passed over; empty when there is nothing to say
 */
public record ClockFacts(
        String wallName,
        long wallResolutionNanos,
        long wallCostNanos,
        String cpuName,
        long cpuResolutionNanos,
        long cpuCostNanos,
        String note) {

    /** The difference of two readings is off by one step at most: with 20 steps that is 5 %. */
    private static final long STEPS_FOR_TRUST = 20;

    /**
     * Measures {@link NanoClock#system()} and a CPU clock. Takes some milliseconds; not to be called while measuring.
     *
     * @param cpu the CPU clock in use
     * @return the facts
     */
    public static ClockFacts of(CpuClock cpu) {
        NanoClock wall = NanoClock.system();
        long origin = wall.nanos();
        return new ClockFacts(
                "System.nanoTime",
                ClockSteps.smallestNanos(() -> wall.nanos() - origin),
                ClockSteps.costNanos(wall::nanos),
                cpu.name(),
                cpu.resolutionNanos(),
                cpu.costNanos(),
                cpu.note());
    }

    /**
     * The shortest CPU time that this clock measures to 5 %: twenty times its resolution. Mark what is shorter as
     * unreliable.
     *
     * @return ns of CPU time
     */
    public long shortestReliableCpuNanos() {
        return STEPS_FOR_TRUST * cpuResolutionNanos;
    }
}
