// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.io.File;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A process that somebody else wrote, and everything under it, looked at from outside. One instrument for programs in any
 * language, which need not know that they are measured.
 *
 * @param root the process on top
 */
public record ProcessTree(ProcessHandle root) {

    /**
     * User and system time that the tree has used: of every living process what the clock says, and of those that have been
     * reaped what the kernel added to their parents, in steps of 10 ms. Take differences over some hundred milliseconds, at
     * moments when no process of the tree is ending. A process whose parent died before it, or ignores the end of its
     * children, takes its time along when it ends.
     *
     * @return nanoseconds, never less than before under these conditions; empty where there is no procfs
     */
    public OptionalLong cpuNanos() {
        if (!new File("/proc/self/stat").exists()) {
            return OptionalLong.empty();
        }
        CpuClock clock = CpuClock.best();
        long nanos = all().mapToLong(process ->
                        clock.processNanos(process.pid()).orElse(0) + ProcfsCpu.endedChildrenNanos(process.pid()))
                .sum();
        return OptionalLong.of(nanos);
    }

    /** {@return every living process of the tree, the root included} */
    public Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    /** Ends every process of the tree, at once. */
    public void kill() {
        List<ProcessHandle> processes = all().toList();
        processes.forEach(ProcessHandle::destroyForcibly);
    }
}
