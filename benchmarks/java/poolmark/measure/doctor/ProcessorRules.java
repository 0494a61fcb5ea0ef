// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import static poolmark.measure.doctor.Quantity.counted;
import static poolmark.measure.doctor.Quantity.nanos;
import static poolmark.measure.doctor.Quantity.number;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import poolmark.measure.host.ControlGroup;
import poolmark.measure.host.Processors;
import poolmark.measure.trial.HandOver;
import poolmark.measure.trial.Scaling;
import poolmark.measure.trial.Trials;

/** Which processors there are, how fast they run, and whether they deliver. */
final class ProcessorRules {

    /** A little is always lost to the memory bus, to turbo and to the rest of the system. */
    private static final double DELIVERS = 0.9;

    /** Half of the processors are not there, or are there for somebody else. */
    private static final double FAILS = 0.6;

    /** Two processors that share a core do together about 1.1 to 1.4 times what one of them does alone. */
    private static final double FAILS_WITH_SIBLINGS = 0.45;

    /** So many times as long takes a word between processors that share no cache, at least. */
    private static final double MOVES = 2;

    private ProcessorRules() {}

    static List<Finding> judge(Processors processors, ControlGroup group, Trials trials) {
        List<Finding> findings = new ArrayList<>();
        findings.add(count(processors, group));
        findings.add(quota(processors, group));
        findings.add(governor(processors));
        findings.add(turbo(processors));
        if (Boolean.TRUE.equals(processors.siblings())) {
            findings.add(siblings());
        }
        if (trials.scaling() != null) {
            findings.add(scaling(trials.scaling(), Boolean.TRUE.equals(processors.siblings())));
        }
        if (trials.handOver() != null) {
            findings.add(handOver(trials.handOver()));
        }
        return findings;
    }

    private static Finding count(Processors processors, ControlGroup group) {
        Integer present = processors.present();
        Integer allowed = processors.allowed();
        String seen = "The JVM counts " + counted(processors.jvm(), "processor")
                + (allowed == null ? "" : "; this process may run on " + allowed)
                + (present == null ? "" : " of " + present + " that are switched on")
                + (processors.model() == null ? "" : " (" + processors.model() + ")")
                + ".";
        if (present != null && allowed != null && allowed < present) {
            return Finding.note(
                    "processors",
                    seen,
                    "Pool sizes follow the processors that may be used; other processes may use these as well.",
                    "Fine when it is meant; else start without taskset or a container's cpuset.");
        }
        if (allowed != null && processors.jvm() < allowed && group.quotaCpus() == null) {
            return Finding.note(
                    "processors",
                    seen,
                    "The JVM was told to use fewer than it may, while its workers may count otherwise.",
                    "Leave -XX:ActiveProcessorCount away, or give it to the workers too (--workerJvmArgs).");
        }
        if (processors.jvm() == 1) {
            return Finding.note(
                    "processors",
                    seen,
                    "Parent and workers take turns on the only processor: no pool can be faster than serial work.",
                    "Measure on a machine with at least two.");
        }
        return Finding.fine("processors", seen);
    }

    private static Finding quota(Processors processors, ControlGroup group) {
        if (group.quotaCpus() == null) {
            return Finding.fine("CPU quota", "No control group limits the CPU time of this process.");
        }
        String seen = "A control group allows the CPU time of " + number(group.quotaCpus()) + " processors.";
        int usable = processors.allowed() == null ? processors.jvm() : processors.allowed();
        return group.quotaCpus() >= usable
                ? Finding.fine("CPU quota", seen)
                : Finding.note(
                        "CPU quota",
                        seen,
                        "All threads together are stopped for the rest of a period (100 ms) once its share is used up:"
                                + " wall times then have two humps.",
                        "Give the container whole processors (a cpuset) instead of a quota, or no limit at all.");
    }

    private static Finding governor(Processors processors) {
        List<String> governors = processors.governors();
        if (governors.isEmpty()) {
            return Finding.note(
                    "frequency",
                    "No frequency governor is to be seen, as is usual in virtual machines and outside of Linux.",
                    "What sets the frequency is out of sight; it may change while measuring.",
                    "Nothing from in here; the rulers of a run show a change.");
        }
        String seen = "Governor " + String.join(", ", governors)
                + (processors.driver() == null ? "" : " (driver " + processors.driver() + ")") + ".";
        String advice = "Set it for the time of measuring: cpupower frequency-set --governor performance.";
        if (governors.contains("powersave")) {
            return Finding.doubt(
                    "frequency",
                    seen,
                    "The processor keeps its frequency down to save energy: what comes after a moment of rest runs slowly,"
                            + " and figures depend on what ran before.",
                    advice);
        }
        return governors.equals(List.of("performance"))
                ? Finding.fine("frequency", seen)
                : Finding.note(
                        "frequency",
                        seen,
                        "The frequency follows the load with some delay: short operations run slower than long ones.",
                        advice);
    }

    private static Finding turbo(Processors processors) {
        if (processors.turbo() == null) {
            return Finding.fine("turbo", "Whether there is a turbo is not to be seen from here.");
        }
        return processors.turbo()
                ? Finding.note(
                        "turbo",
                        "Turbo is on.",
                        "One busy core runs faster than all of them do: speed-ups come out lower than the software"
                                + " deserves, and heat changes them over time.",
                        "For comparisons switch it off: echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo, or echo 0"
                                + " > /sys/devices/system/cpu/cpufreq/boost.")
                : Finding.fine("turbo", "Turbo is off.");
    }

    private static Finding siblings() {
        return Finding.note(
                "shared cores",
                "Two processors share each core (SMT).",
                "The second one of a pair adds a tenth to a third of a core, so that twice the processors are not twice"
                        + " the speed.",
                "Read speed-ups beyond half of the processors with that in mind, or switch it off: echo off >"
                        + " /sys/devices/system/cpu/smt/control.");
    }

    private static Finding scaling(Scaling scaling, boolean siblings) {
        Scaling.Step last = scaling.last();
        if (last.threads() == 1) {
            return Finding.fine("thread scaling", "With one processor there is nothing to scale over.");
        }
        String seen = "Independent work in "
                + scaling.steps().stream()
                        .map(step -> Integer.toString(step.threads()))
                        .collect(Collectors.joining(", "))
                + " threads is done "
                + scaling.steps().stream().map(step -> number(step.delivered())).collect(Collectors.joining(", "))
                + " times as fast as in one.";
        double missing = 1 - last.delivered() / last.threads();
        double floor = siblings ? FAILS_WITH_SIBLINGS : FAILS;
        return Finding.graded(
                missing,
                1 - DELIVERS,
                1 - floor,
                "thread scaling",
                seen,
                "Threads that share nothing should not slow each other down. What is missing went to other processes, to"
                        + " other guests, to a quota, or the processors are halves of shared cores. No pool can do"
                        + " better than this.",
                "Stop what else is running; in a virtual machine ask for processors of its own.");
    }

    private static Finding handOver(HandOver handOver) {
        double ratio = (double) handOver.highNanos() / Math.max(1, handOver.lowNanos());
        return Finding.graded(
                ratio,
                MOVES,
                Double.POSITIVE_INFINITY,
                "hand-over",
                "A word goes from one processor to another and back in " + nanos(handOver.medianNanos()) + " ("
                        + nanos(handOver.lowNanos()) + " to " + nanos(handOver.highNanos()) + ", deciles of "
                        + handOver.blocks() + " blocks).",
                "Two threads come to lie nearer to each other and farther apart, as the system moves them between its"
                        + " processors or a host moves the processors: short calls, such as apply of a task that does"
                        + " nothing, and large payloads cost more or less by as much.",
                "Compare only what ran interleaved; where there are many processors, start with taskset on two of one"
                        + " core complex.");
    }
}
