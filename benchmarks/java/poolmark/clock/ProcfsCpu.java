// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * CPU times on Linux without native code, in clock ticks of 10 ms, from {@code /proc/<pid>/stat} (see
 * {@code proc_pid_stat(5)}). A call costs about 20 µs.
 */
final class ProcfsCpu implements CpuSource {

    /** {@code USER_HZ} is 100 on every architecture that has a JVM, whatever the kernel's own tick. */
    private static final long TICK_NANOS = 10_000_000L;

    private static final Path SELF = Path.of("/proc/self/stat");

    private final long self = ProcessHandle.current().pid();

    /**
     * The fields behind the command name, which may itself contain blanks and brackets.
     *
     * @param fields from field 3 of the manual page on: state, parent, …
     */
    private record Stat(String[] fields) {

        static Stat parse(String line) {
            return new Stat(line.substring(line.lastIndexOf(')') + 2).split(" "));
        }

        boolean isBeingReaped() {
            return fields[0].equalsIgnoreCase("X");
        }

        long parentPid() {
            return Long.parseLong(fields[1]);
        }

        long ownNanos() {
            return nanos(11);
        }

        long childrenNanos() {
            return nanos(13);
        }

        private long nanos(int userField) {
            return (Long.parseLong(fields[userField]) + Long.parseLong(fields[userField + 1])) * TICK_NANOS;
        }
    }

    @Override
    public String limits() {
        return "CPU time in steps of 10 ms";
    }

    @Override
    public long parentNanos() {
        return own().ownNanos();
    }

    @Override
    public OptionalLong processNanos(long pid) {
        CpuSource.requirePid(pid);
        Stat stat = stat(pid);
        return stat == null ? OptionalLong.empty() : OptionalLong.of(stat.ownNanos());
    }

    @Override
    public boolean isUnreaped(long pid) {
        Stat stat = stat(pid);
        return stat != null && stat.parentPid() == self && !stat.isBeingReaped();
    }

    @Override
    public long endedChildrenNanos() {
        return own().childrenNanos();
    }

    /** {@return what the reaped children of a process have used, those of its reaped children included; 0 when it is gone} */
    static long endedChildrenNanos(long pid) {
        Stat stat = stat(pid);
        return stat == null ? 0 : stat.childrenNanos();
    }

    private static Stat own() {
        try {
            return read(SELF);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** {@return null when there is no such process} */
    private static Stat stat(long pid) {
        Path file = Path.of("/proc/" + pid + "/stat");
        try {
            return read(file);
        } catch (IOException failure) {
            // A process that ends while its file is open fails the read with ESRCH, which Java has no name for.
            if (Files.exists(file)) {
                throw new UncheckedIOException(failure);
            }
            return null;
        }
    }

    private static Stat read(Path file) throws IOException {
        // Latin 1, because a command name may hold any bytes.
        return Stat.parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip());
    }
}
