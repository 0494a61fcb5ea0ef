// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import static poolmark.measure.doctor.Quantity.nanos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import poolmark.clock.ClockFacts;
import poolmark.measure.trial.ClockTrial;
import poolmark.measure.trial.ClockTrial.Witness;
import poolmark.measure.trial.Trials;

/** Are the clocks fine enough, cheap enough, and do they agree? */
final class ClockRules {

    /** Round trips take some ten microseconds: a clock's step has to be a twentieth of that to show 5 %. */
    private static final long COARSE_WALL_NANOS = 1_000;

    /** Operations of 2 ms could no longer be told apart to 5 %. */
    private static final long USELESS_WALL_NANOS = 100_000;

    /** A clock that is read in user space costs 20 to 60 ns; a system call a microsecond. */
    private static final long DEAR_CALL_NANOS = 1_000;

    /** Read four times round each operation. */
    private static final long USELESS_CALL_NANOS = 50_000;

    private static final long COARSE_CPU_NANOS = 100_000;

    /** CPU times of operations below 20 ms would be noise, and most operations of the suite are shorter. */
    private static final long USELESS_CPU_NANOS = 1_000_000;

    /** The clock of dates has steps of 1 ms, on either side. */
    private static final long DATE_STEP_NANOS = 2_000_000;

    /** The time service may slew the date by 500 ppm; nanoTime is slewed along on Linux and not elsewhere. */
    private static final double DATE_SLEW = 0.001;

    private static final double DATE_BROKEN = 0.01;

    /** Independent meters have to agree to this part of what they measured, besides their own steps. */
    private static final double AGREEMENT = 0.02;

    /** A twentieth is 5 %: as in {@link ClockFacts}. */
    private static final int STEPS_FOR_TRUST = 20;

    private ClockRules() {}

    static List<Finding> judge(Trials trials, String clockSource) {
        ClockTrial clocks = trials.clocks();
        List<Finding> findings = new ArrayList<>();
        findings.add(wallSteps(clocks.facts()));
        findings.add(wallCost(clocks.facts(), clockSource));
        findings.add(forward(clocks.backwards()));
        findings.add(dates(trials.dateDriftNanos(), trials.nanos()));
        findings.add(cpuSteps(clocks.facts()));
        if (!clocks.cpuClocks().isEmpty()) {
            findings.add(agreement(clocks.cpuClocks()));
        }
        return findings;
    }

    private static Finding wallSteps(ClockFacts facts) {
        long steps = facts.wallResolutionNanos();
        return Finding.graded(
                steps,
                COARSE_WALL_NANOS,
                USELESS_WALL_NANOS,
                "wall clock",
                facts.wallName() + " advances in steps of " + nanos(steps) + ".",
                "A reading is off by up to a step: below " + nanos((double) STEPS_FOR_TRUST * steps)
                        + " a difference of 5 % cannot be seen.",
                "Measure longer operations, or use a machine with a finer clock.");
    }

    private static Finding wallCost(ClockFacts facts, String clockSource) {
        String source = clockSource == null ? "" : "; the kernel's clock source is " + clockSource;
        return Finding.graded(
                facts.wallCostNanos(),
                DEAR_CALL_NANOS,
                USELESS_CALL_NANOS,
                "wall clock, cost",
                "Reading it takes " + nanos(facts.wallCostNanos()) + source + ".",
                "It is read round every operation and its cost is part of what is measured. A kernel that does not trust"
                        + " the processor's own counter (tsc) reads a slow device instead.",
                "Look into /sys/devices/system/clocksource/clocksource0 and the kernel's log for why tsc is not used.");
    }

    private static Finding forward(long backwards) {
        return Finding.graded(
                backwards,
                1,
                1,
                "wall clock, order",
                backwards == 0
                        ? "Two threads that read it in turns never saw it go backwards."
                        : "Two threads that read it in turns saw it go backwards " + backwards + " times.",
                "The processors' counters are not in step, so that durations depend on where a thread runs.",
                "Do not measure here; let the kernel use another clock source.");
    }

    private static Finding dates(long driftNanos, long windowNanos) {
        double beyond = Math.max(0, Math.abs(driftNanos) - DATE_STEP_NANOS) / (double) windowNanos;
        return Finding.graded(
                beyond,
                DATE_SLEW,
                DATE_BROKEN,
                "clock of dates",
                "System.currentTimeMillis and System.nanoTime differ by " + nanos(Math.abs(driftNanos)) + " after "
                        + nanos(windowNanos) + ".",
                "The date was set or is being pulled, or the machine was stopped for a moment; one of the two clocks is"
                        + " wrong.",
                "Wait until the time service has settled, and do not measure while a virtual machine is being moved.");
    }

    private static Finding cpuSteps(ClockFacts facts) {
        long steps = facts.cpuResolutionNanos();
        return Finding.graded(
                steps,
                COARSE_CPU_NANOS,
                USELESS_CPU_NANOS,
                "CPU clock",
                "'" + facts.cpuName() + "' advances in steps of " + nanos(steps) + " and costs "
                        + nanos(facts.cpuCostNanos()) + " a reading."
                        + (facts.note().isEmpty() ? "" : " " + facts.note()),
                "CPU times of operations that use less than " + nanos((double) STEPS_FOR_TRUST * steps)
                        + " are unreliable.",
                "Use Linux or macOS on a 64-bit processor and let native code be loaded (is the temporary directory"
                        + " mounted noexec?).");
    }

    /** The first is the one in use; every other one has to tell the same of the same work. */
    private static Finding agreement(List<Witness> clocks) {
        Witness used = clocks.get(0);
        List<Witness> others = clocks.subList(1, clocks.size()).stream()
                .filter(witness -> disagrees(used, witness))
                .toList();
        String seen = "Of one piece of work "
                + clocks.stream()
                        .map(witness -> witness.name() + " saw " + nanos(witness.measuredNanos()) + " (steps of "
                                + nanos(witness.resolutionNanos()) + ")")
                        .collect(Collectors.joining(", "))
                + ".";
        return others.isEmpty()
                ? Finding.fine("CPU clocks agree", seen)
                : Finding.doubt(
                        "CPU clocks disagree",
                        seen,
                        "They read the same counters of the same process, so at least one of them is wrong.",
                        "Do not use CPU times of this machine before it is known which.");
    }

    private static boolean disagrees(Witness used, Witness other) {
        // A reading is off by a step at most on either side of the work.
        double allowed = AGREEMENT * used.measuredNanos() + 2.0 * (used.resolutionNanos() + other.resolutionNanos());
        return Math.abs(other.measuredNanos() - used.measuredNanos()) > allowed;
    }
}
