// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.io.File;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Lists the direct children of this JVM, whoever started them.
 *
 * <p>On Linux with native code: every process in {@code /proc} is asked for with a {@code waitid} that reaps nothing and
 * fails for all but children: about 60 µs with 70 processes on the machine, and 0.5 µs for every further one. Otherwise
 * {@link ProcessHandle#children()}, about 250 µs. Why not {@code /proc/self/task/<tid>/children}: one file has to be
 * opened for each thread of this JVM (100 µs with 40 threads), not every kernel has them, and {@code proc_pid_children(5)}
 * allows living children to be missing when another ends meanwhile.
 */
public final class ChildProcesses {

    private static final Supplier<long[]> LISTING = listing();

    private ChildProcesses() {}

    /**
     * The children at this moment. The first call may load native code, about 100 ms.
     *
     * @return process ids in no particular order, zombies that nobody has reaped included; a new array
     */
    public static long[] pids() {
        return LISTING.get();
    }

    private static Supplier<long[]> listing() {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return ChildProcesses::ofHandles;
        }
        try {
            boolean works = !Libc.isUnreapedChild(ProcessHandle.current().pid()) && new File("/proc/self").exists();
            return works ? ChildProcesses::ofProcfs : ChildProcesses::ofHandles;
        } catch (LinkageError noNativeCode) {
            // Slower, not worse; the note of the CPU clock tells why native code does not load.
            return ChildProcesses::ofHandles;
        }
    }

    static long[] ofProcfs() {
        String[] names = new File("/proc").list();
        if (names == null) {
            return ofHandles();
        }
        long[] pids = new long[names.length];
        int count = 0;
        for (String name : names) {
            if (Character.digit(name.charAt(0), 10) >= 0) {
                long pid = Long.parseLong(name);
                if (Libc.isUnreapedChild(pid)) {
                    pids[count++] = pid;
                }
            }
        }
        return Arrays.copyOf(pids, count);
    }

    static long[] ofHandles() {
        return ProcessHandle.current().children().mapToLong(ProcessHandle::pid).toArray();
    }
}
