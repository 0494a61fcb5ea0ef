// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.OptionalLong;

/**
 * CPU times on Linux, exact to the nanosecond: {@code clock_gettime} on the CPU clock of a process, and
 * {@code getrusage(RUSAGE_CHILDREN)} for ended children, which holds the same sums in microseconds. Reading another
 * user's process needs no permission.
 */
final class LinuxCpu implements CpuSource {

    private static final int CLOCK_PROCESS_CPUTIME_ID = 2;

    /** {@code PID_MAX_LIMIT}: the kernel gives no larger one, and much larger ones would not fit into a clock's number. */
    private static final long MAX_PID = 1 << 22;

    static {
        Native.register(LinuxCpu.class, NativeLibrary.getProcess());
    }

    /**
     * Binds the C library.
     *
     * @throws LinkageError when JNA cannot be loaded
     * @throws IllegalStateException when the kernel numbers its clocks in another way than {@link #clockOf}
     */
    LinuxCpu() {
        long self = ProcessHandle.current().pid();
        Libc.Answer id = Libc.answer();
        if (clock_getcpuclockid((int) self, id.address()) != 0 || id.intAt(0) != clockOf(self)) {
            throw new IllegalStateException("clock_getcpuclockid(" + self + ") does not give " + clockOf(self));
        }
    }

    private static native int clock_gettime(int clockId, long timespecAddress);

    private static native int clock_getcpuclockid(int pid, long clockIdAddress);

    /**
     * What {@code clock_getcpuclockid} computes in every C library, without its system call to see whether the process
     * exists: {@code clock_gettime} says that as well.
     */
    private static int clockOf(long pid) {
        return (~(int) pid << 3) | 2;
    }

    @Override
    public String limits() {
        return "";
    }

    @Override
    public long parentNanos() {
        Libc.Answer time = Libc.answer();
        if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, time.address()) != 0) {
            throw new IllegalStateException("clock_gettime failed, error " + Native.getLastError());
        }
        return time.timespecNanos();
    }

    @Override
    public OptionalLong processNanos(long pid) {
        CpuSource.requirePid(pid);
        Libc.Answer time = Libc.answer();
        boolean exists = pid <= MAX_PID && clock_gettime(clockOf(pid), time.address()) == 0;
        return exists ? OptionalLong.of(time.timespecNanos()) : OptionalLong.empty();
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
