// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import poolmark.clock.ClockFacts;
import poolmark.measure.host.Activity;
import poolmark.measure.host.Activity.Disturbance;
import poolmark.measure.host.KernelFiles;

/**
 * All trials of a machine, and what the kernel counted meanwhile.
 *
 * @param clocks the clocks
 * @param spread how even a fixed piece of work is
 * @param wakeUp how fast a sleeping thread is woken
 * @param scaling what the processors deliver together; null where that was not tried
 * @param handOver how fast two of them hand a word to each other; null where that was not tried
 * @param during what the kernel counted
 * @param othersCpus processors that other processes kept busy on average; null where not available
 * @param dateDriftNanos by how much the clock of dates ({@code System.currentTimeMillis}) went further than
 *     {@code System.nanoTime}
 * @param nanos how long all of it took
 */
public record Trials(
        ClockTrial clocks,
        Spread spread,
        WakeUp wakeUp,
        Scaling scaling,
        HandOver handOver,
        Disturbance during,
        Double othersCpus,
        long dateDriftNanos,
        long nanos) {

    private static final long FULL_SPREAD_NANOS = 2_500_000_000L;
    private static final int FULL_WAKE_UPS = 500;
    private static final int HAND_OVER_BLOCKS = 40;

    /** With 0.45 s of work a processor that somebody else uses now and then is seen, and the run begins within a second. */
    private static final long BRIEF_SPREAD_NANOS = 450_000_000L;

    private static final int BRIEF_WAKE_UPS = 50;

    /** What runs while the kernel's counters are watched. */
    private record Round(ClockTrial clocks, Spread spread, WakeUp wakeUp, Scaling scaling, HandOver handOver) {}

    /**
     * Tries everything: some ten seconds.
     *
     * @param facts of the clocks in use
     * @param cpuNanos CPU time of this JVM
     * @param processors how many threads there may be at once
     * @return what came of it
     */
    public static Trials full(ClockFacts facts, LongSupplier cpuNanos, int processors) {
        return watched(cpuNanos, () -> {
            ClockTrial clocks = ClockTrial.full(facts);
            Spread spread = Spread.observe(FULL_SPREAD_NANOS);
            WakeUp wakeUp = WakeUp.observe(FULL_WAKE_UPS);
            HandOver handOver = processors == 1 ? null : HandOver.observe(HAND_OVER_BLOCKS);
            return new Round(clocks, spread, wakeUp, Scaling.observe(processors), handOver);
        });
    }

    /**
     * Tries what can be tried in less than a second.
     *
     * @param facts of the clocks in use
     * @param cpuNanos CPU time of this JVM
     * @return what came of it
     */
    public static Trials brief(ClockFacts facts, LongSupplier cpuNanos) {
        return watched(
                cpuNanos,
                () -> new Round(
                        ClockTrial.brief(facts),
                        Spread.observe(BRIEF_SPREAD_NANOS),
                        WakeUp.observe(BRIEF_WAKE_UPS),
                        null,
                        null));
    }

    private static Trials watched(LongSupplier cpuNanos, Supplier<Round> trials) {
        KernelFiles files = KernelFiles.ofThisMachine();
        Activity before = Activity.read(files);
        long ownBefore = cpuNanos.getAsLong();
        long dateBefore = System.currentTimeMillis();
        long begin = System.nanoTime();
        Round round = trials.get();
        long nanos = System.nanoTime() - begin;
        long dateNanos = (System.currentTimeMillis() - dateBefore) * 1_000_000L;
        double ownCpus = (double) (cpuNanos.getAsLong() - ownBefore) / nanos;
        Disturbance during = before.until(Activity.read(files), nanos);
        return new Trials(
                round.clocks,
                round.spread,
                round.wakeUp,
                round.scaling,
                round.handOver,
                during,
                during.busyCpus() == null ? null : Double.valueOf(Math.max(0, during.busyCpus() - ownCpus)),
                dateNanos - nanos,
                nanos);
    }
}
