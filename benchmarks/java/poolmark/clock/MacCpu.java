// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.OptionalLong;

/**
 * CPU times on macOS: {@code proc_pid_rusage}, whose user and system time are ticks of the Mach time base, and
 * {@code getrusage(RUSAGE_CHILDREN)} for ended children. Written from Apple's headers and not yet run on a Mac: what it
 * says there has to pass the test of {@link ClockProbe} first.
 */
final class MacCpu implements CpuSource {

    /** {@code RUSAGE_INFO_V0}: the oldest structure, 96 bytes, with the two times behind a 16-byte id. */
    private static final int RUSAGE_INFO_V0 = 0;

    private static final int USER_TIME_OFFSET = 16;
    private static final int SYSTEM_TIME_OFFSET = 24;

    static {
        Native.register(MacCpu.class, NativeLibrary.getProcess());
    }

    private final long self = ProcessHandle.current().pid();
    private final int tickNumerator;
    private final int tickDenominator;

    /**
     * Binds the system library and asks for the length of a tick.
     *
     * @throws LinkageError when JNA cannot be loaded
     */
    MacCpu() {
        Libc.Answer base = Libc.answer();
        if (mach_timebase_info(base.address()) != 0) {
            throw new IllegalStateException("mach_timebase_info failed");
        }
        tickNumerator = base.intAt(0);
        tickDenominator = base.intAt(4);
    }

    private static native int mach_timebase_info(long timebaseAddress);

    private static native int proc_pid_rusage(int pid, int flavor, long usageAddress);

    @Override
    public String limits() {
        return "macOS clock not verified on a Mac";
    }

    @Override
    public long parentNanos() {
        return processNanos(self).orElseThrow(() -> new IllegalStateException("proc_pid_rusage failed on itself"));
    }

    @Override
    public OptionalLong processNanos(long pid) {
        CpuSource.requirePid(pid);
        Libc.Answer usage = Libc.answer();
        if (proc_pid_rusage((int) pid, RUSAGE_INFO_V0, usage.address()) != 0) {
            return OptionalLong.empty();
        }
        long ticks = usage.longAt(USER_TIME_OFFSET) + usage.longAt(SYSTEM_TIME_OFFSET);
        return OptionalLong.of(Math.multiplyExact(ticks, tickNumerator) / tickDenominator);
    }

    @Override
    public boolean isUnreaped(long pid) {
        return Libc.isUnreapedChild(pid);
    }

    @Override
    public long endedChildrenNanos() {
        return Libc.endedChildrenNanos();
    }
}
