// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.util.OptionalLong;

/**
 * One platform's way to read CPU times, not yet tested on this machine: {@link ClockProbe} makes a {@link CpuClock} of it.
 * The methods mean what they mean there.
 */
interface CpuSource {

    /** {@return what this source cannot keep of the promises of {@link CpuClock}, in a sentence; empty for none} */
    String limits();

    long parentNanos();

    OptionalLong processNanos(long pid);

    boolean isUnreaped(long pid);

    long endedChildrenNanos();

    /**
     * Refuses what the system calls would take for this JVM itself or for a group of processes.
     *
     * @param pid positive, or the call fails
     * @throws IllegalArgumentException when it is not
     */
    static void requirePid(long pid) {
        if (pid <= 0 || pid > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not the id of a process: " + pid);
        }
    }
}
