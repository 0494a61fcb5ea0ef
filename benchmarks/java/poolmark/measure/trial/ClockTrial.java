// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import poolmark.clock.ClockFacts;
import poolmark.clock.ClockSteps;
import poolmark.clock.CpuClocks;

/**
 * What the clocks showed.
 *
 * @param facts resolution and cost of those that are measured with
 * @param backwards how often one thread read an earlier time than another had read before it
 * @param cpuClocks all clocks of this JVM's CPU time over one and the same piece of work, the one in use first; empty
 *     where that was not tried
 */
public record ClockTrial(ClockFacts facts, long backwards, List<Witness> cpuClocks) {

    private static final long HAND_ROUND_NANOS = 60_000_000L;
    private static final long BURN_NANOS = 400_000_000L;

    /**
     * A clock of CPU time and what it said.
     *
     * @param name the clock
     * @param resolutionNanos the smallest step seen, in ns
     * @param costNanos wall time of a call, in ns
     * @param measuredNanos what it measured of the work, in ns
     */
    public record Witness(String name, long resolutionNanos, long costNanos, long measuredNanos) {}

    /**
     * Holds all clocks against each other: about a second.
     *
     * @param facts of the clocks in use
     * @return what was seen
     */
    public static ClockTrial full(ClockFacts facts) {
        return new ClockTrial(facts, countBackwards(), witnesses());
    }

    /**
     * The part that takes hardly any time.
     *
     * @param facts of the clocks in use
     * @return what was seen
     */
    public static ClockTrial brief(ClockFacts facts) {
        return new ClockTrial(facts, countBackwards(), List.of());
    }

    /** Two threads take turns in reading, each after what the other has published: time may never run backwards. */
    private static long countBackwards() {
        AtomicLong latest = new AtomicLong(System.nanoTime());
        AtomicLong failures = new AtomicLong();
        long end = System.nanoTime() + HAND_ROUND_NANOS;
        Runnable reader = () -> {
            long now;
            do {
                long seen = latest.get();
                now = System.nanoTime();
                if (now - seen < 0) {
                    failures.incrementAndGet();
                }
                latest.compareAndSet(seen, now);
            } while (end - now > 0);
        };
        Threads.runTogether(2, reader);
        return failures.get();
    }

    /** Reads inwards before the work and outwards after it, so that the first clock's window lies within all others. */
    private static List<Witness> witnesses() {
        Map<String, LongSupplier> clocks = CpuClocks.ofThisJvm();
        Map<String, Long> resolutions = new LinkedHashMap<>();
        Map<String, Long> costs = new LinkedHashMap<>();
        clocks.forEach((name, clock) -> {
            resolutions.put(name, ClockSteps.smallestNanos(clock));
            costs.put(name, ClockSteps.costNanos(clock));
        });
        List<String> inwards = new ArrayList<>(clocks.keySet());
        Map<String, Long> before = new LinkedHashMap<>();
        for (int index = inwards.size() - 1; index >= 0; index--) {
            before.put(inwards.get(index), clocks.get(inwards.get(index)).getAsLong());
        }
        burn(clocks.get(inwards.get(0)));
        List<Witness> witnesses = new ArrayList<>();
        for (String name : inwards) {
            long measuredNanos = clocks.get(name).getAsLong() - before.get(name);
            witnesses.add(new Witness(name, resolutions.get(name), costs.get(name), measuredNanos));
        }
        return witnesses;
    }

    private static void burn(LongSupplier cpu) {
        FixedWork work = FixedWork.lasting(1_000_000L);
        long begin = cpu.getAsLong();
        while (cpu.getAsLong() - begin < BURN_NANOS) {
            work.run();
        }
    }
}
