// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.evidence;

import java.util.Locale;

/** What can be said of a task whose worker ended in it, besides how the process ended. */
public final class Evidence {

    private static final double NANOS_PER_SECOND = 1e9;

    private Evidence() {}

    /** A sentence part: how long the task had run, its CPU time as far as it is known, and the heap its worker had. */
    public static String of(long startedNanos, TaskCpu cpu, String heap) {
        long now = System.nanoTime();
        return String.format(
                Locale.ROOT,
                "it had run for %.3f s%s, with %s",
                seconds(now - startedNanos),
                cpu.evidence(startedNanos, now),
                heap);
    }

    /** A time limit in words, with the name of the option that sets it. */
    public static String limit(long nanos, String option) {
        return String.format(Locale.ROOT, "%.3f s (%s)", seconds(nanos), option);
    }

    /** A sentence part on the CPU time of a process since its start; empty where that is not known. */
    public static String cpuSinceStart(long nanos) {
        return nanos == TaskCpu.UNKNOWN
                ? ""
                : String.format(Locale.ROOT, "; its process has used %.2f s of CPU time", seconds(nanos));
    }

    static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }
}
