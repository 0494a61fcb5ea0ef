// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CPU times as far as the JDK knows them, on every platform: {@code OperatingSystemMXBean} for this JVM,
 * {@code ProcessHandle} for others.
 *
 * <p>The JDK knows nothing of ended children. So this source remembers the last time it read of each child and, once it
 * finds the child gone, adds that to the ended ones: a lower bound that lacks what a child used after it was last read,
 * and children that were never read. On macOS the JDK does not read other processes at all.
 */
final class JdkCpu implements CpuSource {

    /**
     * A child and its time when last read.
     *
     * @param handle knows the start of the process, and so does not mistake another one with the same id for it
     */
    private record Seen(ProcessHandle handle, long nanos) {}

    private final ProcessHandle self = ProcessHandle.current();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<Long, Seen> children = new HashMap<>();
    private long endedNanos;

    @Override
    public String limits() {
        return "CPU time in steps of 10 to 16 ms; an ended worker counts with the time it had when last read"
                + (System.getProperty("os.name", "").startsWith("Mac") ? "; CPU time of workers is not available" : "");
    }

    @Override
    public long parentNanos() {
        return system.getProcessCpuTime();
    }

    @Override
    public synchronized OptionalLong processNanos(long pid) {
        CpuSource.requirePid(pid);
        Seen seen = children.get(pid);
        Optional<ProcessHandle> handle = seen == null ? ProcessHandle.of(pid) : Optional.of(seen.handle());
        Optional<Duration> time = handle.filter(ProcessHandle::isAlive)
                .flatMap(alive -> alive.info().totalCpuDuration());
        if (time.isEmpty()) {
            forget(pid);
            return OptionalLong.empty();
        }
        if (seen != null || isChild(handle.get())) {
            children.put(pid, new Seen(handle.get(), time.get().toNanos()));
        }
        return OptionalLong.of(time.get().toNanos());
    }

    private void forget(long pid) {
        Seen seen = children.remove(pid);
        endedNanos += seen == null ? 0 : seen.nanos();
    }

    private boolean isChild(ProcessHandle handle) {
        return handle.parent().filter(self::equals).isPresent();
    }

    @Override
    public synchronized boolean isUnreaped(long pid) {
        Seen seen = children.get(pid);
        return seen != null && seen.handle().isAlive();
    }

    @Override
    public synchronized long endedChildrenNanos() {
        return endedNanos;
    }
}
