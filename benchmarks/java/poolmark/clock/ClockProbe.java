// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Tries the ways of reading CPU time in turn, best first, and takes the first that passes a test on this machine. */
final class ClockProbe {

    /**
     * One way that may or may not work here.
     *
     * @param name what the clock is called when it is taken
     * @param source opens it; throws an error or an exception where it does not exist
     */
    record Candidate(String name, Supplier<CpuSource> source) {}

    /** What this JVM may use between two readings, on a machine that is too busy to take them at once: a wide margin. */
    private static final long AGREEMENT_NANOS = 500_000_000L;

    private static CpuClock best;

    private ClockProbe() {}

    static synchronized CpuClock best() {
        if (best == null) {
            best = firstSound(candidates());
        }
        return best;
    }

    private static List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        String os = System.getProperty("os.name", "");
        if (os.startsWith("Linux")) {
            candidates.add(new Candidate("linux clock_gettime", LinuxCpu::new));
            candidates.add(new Candidate("linux procfs", ProcfsCpu::new));
        }
        if (os.startsWith("Mac")) {
            candidates.add(new Candidate("macos proc_pid_rusage", MacCpu::new));
        }
        candidates.add(new Candidate("jdk", JdkCpu::new));
        return candidates;
    }

    /**
     * Opens and tests candidates until one passes.
     *
     * @param candidates in the order of preference
     * @return the first sound one; its note says why those before it were passed over
     * @throws IllegalStateException when none passes, with all the reasons
     */
    static CpuClock firstSound(List<Candidate> candidates) {
        List<String> notes = new ArrayList<>();
        for (Candidate candidate : candidates) {
            try {
                return sound(candidate, notes);
            } catch (RuntimeException | LinkageError unusable) {
                // Whatever a missing library or an odd kernel throws, the next candidate may do; the note keeps the
                // reason.
                notes.add("passed over " + candidate.name() + ": " + unusable);
            }
        }
        throw new IllegalStateException("no CPU clock works here: " + String.join("; ", notes));
    }

    private static CpuClock sound(Candidate candidate, List<String> notes) {
        CpuSource source = candidate.source().get();
        long resolutionNanos = ClockSteps.smallestNanos(source::parentNanos);
        requireAgreement(source, ProcessHandle.current().pid());
        requireForwardChildren(source);
        List<String> all = new ArrayList<>(notes);
        if (!source.limits().isEmpty()) {
            all.add(source.limits());
        }
        return new ProbedClock(candidate.name(), resolutionNanos, String.join("; ", all), source);
    }

    private static void requireAgreement(CpuSource source, long self) {
        long parentNanos = source.parentNanos();
        OptionalLong processNanos = source.processNanos(self);
        if (processNanos.isEmpty() || Math.abs(processNanos.getAsLong() - parentNanos) > AGREEMENT_NANOS) {
            throw new IllegalStateException("own time is " + parentNanos + " ns, by process id " + processNanos);
        }
        if (source.isUnreaped(self)) {
            throw new IllegalStateException("takes this process for a child of its own");
        }
    }

    private static void requireForwardChildren(CpuSource source) {
        long earlier = source.endedChildrenNanos();
        long later = source.endedChildrenNanos();
        if (earlier < 0 || later < earlier) {
            throw new IllegalStateException("ended children went from " + earlier + " to " + later + " ns");
        }
    }
}
