// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import static poolmark.measure.doctor.Quantity.counted;
import static poolmark.measure.doctor.Quantity.nanos;
import static poolmark.measure.doctor.Quantity.number;
import static poolmark.measure.doctor.Quantity.percent;

import java.util.ArrayList;
import java.util.List;
import poolmark.measure.host.Activity.Disturbance;
import poolmark.measure.host.Surroundings;
import poolmark.measure.machine.MachineFacts;
import poolmark.measure.trial.Spread;
import poolmark.measure.trial.Trials;
import poolmark.measure.trial.WakeUp;

/** Is anybody else at work: other guests, other processes, a quota, the swap; and what does a thread notice of it? */
final class QuietRules {

    /** From this part on a run proves nothing: what a good comparison can tell apart is 2 %. */
    private static final double STEAL_DOUBT_PERCENT = 2;

    private static final double STEAL_NOTE_PERCENT = 0.5;

    /** The kernel counts in ticks of 10 ms: fewer than five of them may be chance. */
    private static final long STEAL_COUNTS_MILLIS = 50;

    /** Parts of all the processors that others kept busy. */
    private static final double OTHERS_NOTE = 0.05;

    private static final double OTHERS_DOUBT = 0.2;

    /** Load per processor: half of it means that every other operation may find its processor taken. */
    private static final double LOAD_NOTE = 0.5;

    private static final double LOAD_DOUBT = 1;

    /** On a quiet machine it is below half a percent. */
    private static final double SPREAD_NOTE = 0.02;

    private static final double SPREAD_DOUBT = 0.1;

    private static final double DRIFT_NOTE = 0.03;
    private static final double DRIFT_DOUBT = 0.15;

    private static final double WAITED_NOTE = 0.02;
    private static final double WAITED_DOUBT = 0.1;

    /** A core that sleeps lightly answers in 5 to 60 µs. */
    private static final long WAKE_UP_NOTE_NANOS = 200_000;

    private static final long WAKE_UP_DOUBT_NANOS = 2_000_000;

    private static final long OVERSLEPT_NOTE_NANOS = 1_000_000;
    private static final long OVERSLEPT_DOUBT_NANOS = 5_000_000;

    private QuietRules() {}

    static List<Finding> judge(MachineFacts machine, Trials trials) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(disturbances(trials.during(), trials.nanos()));
        findings.add(others(machine, trials));
        findings.add(spread(trials.spread()));
        findings.add(drift(trials.spread()));
        findings.add(waited(trials.spread()));
        findings.add(wakeUp(trials.wakeUp()));
        findings.add(timer(trials.wakeUp()));
        findings.add(surroundings(machine.surroundings()));
        return findings;
    }

    /**
     * What the kernel counted over some time.
     *
     * @param during the counts
     * @param nanos wall time over which they were taken
     */
    static List<Finding> disturbances(Disturbance during, long nanos) {
        return List.of(steal(during), throttling(during, nanos), swapping(during));
    }

    private static Finding steal(Disturbance during) {
        if (during.stealPercent() == null) {
            return Finding.unknown("steal");
        }
        boolean counts = during.stealMillis() >= STEAL_COUNTS_MILLIS;
        return Finding.graded(
                counts ? during.stealPercent() : Math.min(during.stealPercent(), STEAL_NOTE_PERCENT),
                STEAL_NOTE_PERCENT,
                STEAL_DOUBT_PERCENT,
                "steal",
                percent(during.stealPercent() / 100) + " of the processor time that was wanted went to other guests ("
                        + during.stealMillis() + " ms).",
                "The hypervisor ran somebody else meanwhile: wall times grow without any sign in CPU times.",
                "Measure at another time or on another machine, or buy processors of your own.");
    }

    private static Finding throttling(Disturbance during, long nanos) {
        if (during.throttled() == null) {
            return Finding.fine("throttling", "No control group counts any.");
        }
        double part = during.throttledNanos() == null ? 0 : (double) during.throttledNanos() / nanos;
        return Finding.graded(
                during.throttled() == 0 ? 0 : Math.max(part, 1e-6),
                1e-6,
                0.01,
                "throttling",
                during.throttled() == 0
                        ? "The control group was never stopped."
                        : "The control group had used its quota up " + counted(during.throttled(), "time")
                                + " and was stopped for "
                                + nanos(during.throttledNanos() == null ? 0 : during.throttledNanos()) + ".",
                "All threads stand still for up to 100 ms each time: wall times are then those of the quota.",
                "Raise the quota, or measure with fewer threads.");
    }

    private static Finding swapping(Disturbance during) {
        if (during.swappedPages() == null) {
            return Finding.unknown("swapping");
        }
        return Finding.graded(
                during.swappedPages(),
                1,
                1_000,
                "swapping",
                during.swappedPages() == 0
                        ? "Nothing was swapped."
                        : during.swappedPages() + " pages were moved to the swap or back.",
                "A thread waits milliseconds for every page that comes back.",
                "Free memory first.");
    }

    private static Finding others(MachineFacts machine, Trials trials) {
        int present = machine.processors().present() == null
                ? machine.processors().jvm()
                : machine.processors().present();
        Double load = machine.load().isEmpty() ? null : machine.load().get(0);
        String loads = load == null ? "" : "The load average of the last minute was " + number(load) + ". ";
        String why = "Whatever shares the processors makes operations wait, and empties their caches.";
        String advice = "Stop what is running (top shows it) and wait for a minute.";
        if (trials.othersCpus() == null) {
            return load == null
                    ? Finding.unknown("other processes")
                    : Finding.graded(
                            load / present, LOAD_NOTE, LOAD_DOUBT, "other processes", loads.strip(), why, advice);
        }
        double part = trials.othersCpus() / present;
        String seen = loads + "During the trials other processes kept " + number(trials.othersCpus()) + " of "
                + counted(present, "processor") + " busy.";
        boolean wasLoaded = load != null && load / present >= LOAD_NOTE;
        return Finding.graded(
                wasLoaded ? Math.max(part, OTHERS_NOTE) : part,
                OTHERS_NOTE,
                OTHERS_DOUBT,
                "other processes",
                seen,
                why,
                advice);
    }

    private static Finding spread(Spread spread) {
        return Finding.graded(
                spread.halfQuartilePart(),
                SPREAD_NOTE,
                SPREAD_DOUBT,
                "spread",
                "A fixed piece of work of " + nanos(spread.medianNanos()) + ", done " + spread.rounds()
                        + " times, varies by ± " + percent(spread.halfQuartilePart())
                        + " (half the quartiles' distance;"
                        + " the slowest took " + number(spread.worstPart()) + " times the median).",
                "What varies here varies in every figure; a difference below that needs many forks to be seen.",
                "Find out what else runs; fix the frequency; measure with more forks (-f).");
    }

    private static Finding drift(Spread spread) {
        return Finding.graded(
                Math.abs(spread.driftPart()),
                DRIFT_NOTE,
                DRIFT_DOUBT,
                "drift",
                "The second half of these took " + percent(Math.abs(spread.driftPart()))
                        + (spread.driftPart() < 0 ? " less" : " more") + " time than the first.",
                "A machine that gets faster or slower by itself makes what is measured later look different.",
                "Let it warm up or cool down first; compare only what ran interleaved.");
    }

    private static Finding waited(Spread spread) {
        return Finding.graded(
                spread.waitedPart(),
                WAITED_NOTE,
                WAITED_DOUBT,
                "waiting",
                "A thread that wanted to compute had no processor for " + percent(spread.waitedPart())
                        + " of the time.",
                "So long others ran on it, in this machine or on its host.",
                "Stop what else is running.");
    }

    private static Finding wakeUp(WakeUp wakeUp) {
        return Finding.graded(
                wakeUp.medianNanos(),
                WAKE_UP_NOTE_NANOS,
                WAKE_UP_DOUBT_NANOS,
                "wake-up",
                "A thread that sleeps on an idle core runs " + nanos(wakeUp.medianNanos())
                        + " after it was woken (median; one in a hundred takes longer than " + nanos(wakeUp.p99Nanos())
                        + ").",
                "Every task that is handed to an idle worker waits that long, whatever the pool does.",
                "Forbid deep sleep: cpupower idle-set -D 10, or the kernel option intel_idle.max_cstate=1.");
    }

    private static Finding timer(WakeUp wakeUp) {
        return Finding.graded(
                wakeUp.oversleptNanos(),
                OVERSLEPT_NOTE_NANOS,
                OVERSLEPT_DOUBT_NANOS,
                "timer",
                "A sleep of 2 ms lasts " + nanos(wakeUp.oversleptNanos()) + " too long (median).",
                "Tasks that sleep, as the tutorial's do, take that much longer each.",
                "Use a kernel with high-resolution timers; do not measure sleeping tasks here.");
    }

    private static Finding surroundings(Surroundings around) {
        String machine = around.virtualMachine() == null
                ? "No virtual machine is to be seen"
                : "This is a virtual machine"
                        + (around.virtualMachine().equals("yes") ? "" : " (" + around.virtualMachine() + ")");
        String container = around.container() == null
                ? "no container."
                : "a container" + (around.container().equals("yes") ? "" : " (" + around.container() + ")") + ".";
        String seen = machine + ", and " + container;
        return around.virtualMachine() == null
                ? Finding.fine("surroundings", seen)
                : Finding.note(
                        "surroundings",
                        seen,
                        "Its processors may be threads of shared cores, and other guests come and go unseen.",
                        "Compare only what ran interleaved on it, and look at the rulers.");
    }
}
