// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Resident memory of processes. Known on Linux only, but for {@link #largestEndedChildRssBytes()}. */
public final class PeakMemory {

    private PeakMemory() {}

    /**
     * The most resident memory that a process has had since its program began: {@code VmHWM} of
     * {@code /proc/<pid>/status}. Costs about 30 µs. To have the peak of a worker, ask while it lives.
     *
     * @param pid the process
     * @return bytes; empty when the process has ended (zombies included) or the platform does not tell
     */
    public static OptionalLong peakRssBytes(long pid) {
        return statusBytes(pid, "VmHWM:");
    }

    /**
     * The resident memory of a process now: {@code VmRSS} of {@code /proc/<pid>/status}.
     *
     * @param pid the process
     * @return bytes; empty when the process has ended (zombies included) or the platform does not tell
     */
    public static OptionalLong rssBytes(long pid) {
        return statusBytes(pid, "VmRSS:");
    }

    /**
     * The peak of that child of this JVM which had the largest among those ended and reaped: {@code ru_maxrss} of
     * {@code getrusage(RUSAGE_CHILDREN)}. An upper bound: on Linux a child is born with the peak of the JVM that spawned
     * it, as it shares that JVM's memory until it runs its own program.
     *
     * @return bytes; empty when no child has ended or native code does not load
     */
    public static OptionalLong largestEndedChildRssBytes() {
        try {
            long bytes = Libc.endedChildrenMaxRssBytes();
            return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
        } catch (LinkageError noNativeCode) {
            // Nothing but the C library knows; the note of the CPU clock tells why it does not load.
            return OptionalLong.empty();
        }
    }

    /**
     * The memory of a process now, in which a page that it shares with others counts in part: {@code Pss} of
     * {@code /proc/<pid>/smaps_rollup}. Sums over processes count no page twice. Costs about a millisecond, in which the
     * process cannot map memory.
     *
     * @param pid the process
     * @return bytes; empty when the process has ended, is somebody else's, or the platform does not tell
     */
    public static OptionalLong pssBytes(long pid) {
        return fieldBytes(pid, "smaps_rollup", "Pss:");
    }

    private static OptionalLong statusBytes(long pid, String field) {
        return fieldBytes(pid, "status", field);
    }

    private static OptionalLong fieldBytes(long pid, String file, String field) {
        CpuSource.requirePid(pid);
        try {
            // Latin 1, because the command name among the fields may hold any bytes.
            return Files.readAllLines(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> kibibytes(line.substring(field.length())) * 1_024)
                    .findFirst();
        } catch (IOException noSuchProcess) {
            // Neither here nor on a system without procfs is there anything to read, and that is what empty means.
            return OptionalLong.empty();
        }
    }

    private static long kibibytes(String value) {
        return Long.parseLong(value.replace("kB", "").strip());
    }
}
