// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import static poolmark.measure.doctor.Quantity.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import poolmark.measure.host.ControlGroup;
import poolmark.measure.host.Memory;
import poolmark.measure.host.Space;
import poolmark.measure.machine.MachineFacts;

/** Is there room: memory for twice as many workers as processors, swap, disk, shared memory; and which JDKs are there? */
final class LimitRules {

    /** What a worker's JVM takes with a small heap, rounded up from 40 to 60 MiB resident. */
    private static final long WORKER_BYTES = 96L << 20;

    /** What a fork's and the host's JVM take together. */
    private static final long PARENTS_BYTES = 512L << 20;

    /** A full run writes some tens of megabytes. */
    private static final long ROOMY_RESULTS_BYTES = 1L << 30;

    private static final long LEAST_RESULTS_BYTES = 50L << 20;

    /** What containers give by default: enough for one or two large mappings. */
    private static final long ROOMY_SHARED_BYTES = 64L << 20;

    private static final long LEAST_SHARED_BYTES = 1L << 20;

    /** Of a long-running machine some pages are always swapped out and never missed. */
    private static final long UNSUSPICIOUS_SWAP_BYTES = 64L << 20;

    private LimitRules() {}

    static List<Finding> judge(MachineFacts machine) {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                memory(machine.memory(), machine.group(), machine.processors().jvm()));
        findings.add(swap(machine.memory()));
        findings.add(results(machine.results()));
        findings.add(shared(machine.shared()));
        findings.add(jdks(machine));
        return findings;
    }

    private static Finding memory(Memory memory, ControlGroup group, int processors) {
        long available = available(memory, group);
        if (available == Long.MAX_VALUE) {
            return Finding.unknown("memory");
        }
        long needed = PARENTS_BYTES + 2L * processors * WORKER_BYTES;
        String limit = group.memoryLimitBytes() == null
                ? ""
                : " under a limit of " + bytes(group.memoryLimitBytes()) + " for this control group";
        return Finding.graded(
                (double) needed / Math.max(1, available),
                0.5,
                1,
                "memory",
                bytes(available) + " are available" + limit + "; the largest pools, " + 2 * processors
                        + " workers, need some " + bytes(needed) + ".",
                "Without room workers are swapped out or killed, and the page cache is emptied meanwhile.",
                "Stop other programs, raise the limit, or measure smaller pools (-p workers=...).");
    }

    /** {@return what may still be used; the page cache of a group counts as used, and gives way when it has to} */
    private static long available(Memory memory, ControlGroup group) {
        long machine = memory.availableBytes() == null ? Long.MAX_VALUE : memory.availableBytes();
        return group.memoryLimitBytes() == null
                ? machine
                : LongStream.of(machine, group.memoryLimitBytes()).min().getAsLong();
    }

    private static Finding swap(Memory memory) {
        if (memory.swapUsedBytes() == null) {
            return Finding.unknown("swap");
        }
        return Finding.graded(
                memory.swapUsedBytes(),
                UNSUSPICIOUS_SWAP_BYTES,
                Double.POSITIVE_INFINITY,
                "swap",
                memory.swapTotalBytes() == 0
                        ? "There is no swap."
                        : bytes(memory.swapUsedBytes()) + " of " + bytes(memory.swapTotalBytes()) + " swap are in use.",
                "Memory was short at some time; what was swapped out comes back at the first touch, in milliseconds.",
                "Free memory, then swapoff -a && swapon -a, or leave it off while measuring.");
    }

    private static Finding results(Space space) {
        if (space.freeBytes() == null) {
            return Finding.unknown("room for results");
        }
        return Finding.graded(
                1.0 / Math.max(1, space.freeBytes()),
                1.0 / ROOMY_RESULTS_BYTES,
                1.0 / LEAST_RESULTS_BYTES,
                "room for results",
                bytes(space.freeBytes()) + " are free for " + space.path() + ".",
                "A run whose disk fills up ends there; what it had finished is kept.",
                "Make room, or send the results elsewhere with --out.");
    }

    private static Finding shared(Space space) {
        if (space == null || space.freeBytes() == null) {
            return Finding.note(
                    "shared memory",
                    "There is no /dev/shm.",
                    "What processes share in memory then goes through files of the temporary directory, and perhaps to the"
                            + " disk.",
                    "On Linux mount a tmpfs there; elsewhere nothing.");
        }
        return Finding.graded(
                1.0 / Math.max(1, space.freeBytes()),
                1.0 / ROOMY_SHARED_BYTES,
                1.0 / LEAST_SHARED_BYTES,
                "shared memory",
                bytes(space.freeBytes()) + " of " + bytes(space.totalBytes()) + " are free in /dev/shm.",
                "A program that maps memory there when it is full is killed by SIGBUS in the middle of its work.",
                "Remove what was left in /dev/shm, or give the container more (docker run --shm-size=1g).");
    }

    private static Finding jdks(MachineFacts machine) {
        String found = machine.jdks().isEmpty()
                ? "none in the usual places"
                : machine.jdks().stream()
                        .map(jdk -> jdk.version() + " (" + jdk.home() + ")")
                        .collect(Collectors.joining(", "));
        String seen = "JDKs found: " + found + "; this is " + Runtime.version() + ".";
        if (machine.javaHome() != null && machine.javaHomeVersion() == null) {
            return Finding.note(
                    "JDKs",
                    seen + " JAVA_HOME is " + machine.javaHome() + ", where there is none.",
                    "Scripts that go by JAVA_HOME fail or take another JDK than you think.",
                    "Set JAVA_HOME to one of these, or unset it.");
        }
        return Finding.fine("JDKs", seen);
    }
}
