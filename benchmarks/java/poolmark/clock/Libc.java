// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The calls of the C library that Linux and macOS share, bound through JNA's direct mapping (0.2 to 0.5 µs a call).
 *
 * <p>Using this class for the first time loads JNA, about 100 ms. Where that fails, an {@link Error} that is a
 * {@link LinkageError} comes out of the first use and of every later one.
 */
final class Libc {

    /** Who of {@code getrusage}: children that ended and were waited for. */
    private static final int RUSAGE_CHILDREN = -1;

    /** Who of {@code getrusage}: this process, all threads. */
    private static final int RUSAGE_SELF = 0;

    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = Platform.isMac() ? 0x20 : 0x0100_0000;

    /** Where {@code ru_maxrss} is, behind two {@code struct timeval}. */
    private static final int MAX_RSS_OFFSET = 32;

    private static final ThreadLocal<Answer> ANSWER = ThreadLocal.withInitial(Answer::new);

    static {
        if (Native.POINTER_SIZE != 8 || Native.LONG_SIZE != 8) {
            throw new UnsupportedOperationException("structures are laid out for 64-bit Unix only");
        }
        Native.register(Libc.class, NativeLibrary.getProcess());
    }

    private Libc() {}

    /** Memory that a call writes its answer to; larger than every structure used here. One to a thread. */
    static final class Answer {
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(512).order(ByteOrder.nativeOrder());
        private final long address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));

        long address() {
            return address;
        }

        long longAt(int offset) {
            return bytes.getLong(offset);
        }

        int intAt(int offset) {
            return bytes.getInt(offset);
        }

        long timespecNanos() {
            return longAt(0) * 1_000_000_000L + longAt(8);
        }

        /** Seconds are 8 bytes on both systems, microseconds 4 on macOS and below one million on Linux. */
        private long timevalNanos(int offset) {
            long micros = Platform.isMac() ? intAt(offset + 8) : longAt(offset + 8);
            return longAt(offset) * 1_000_000_000L + micros * 1_000L;
        }
    }

    private static native int getrusage(int who, long usageAddress);

    private static native int waitid(int idType, int id, long infoAddress, int options);

    static Answer answer() {
        return ANSWER.get();
    }

    /** {@return user and system time of the children that were reaped, in ns, each cut to whole microseconds} */
    static long endedChildrenNanos() {
        return cpuNanos(usage(RUSAGE_CHILDREN));
    }

    /** {@return user and system time of this process, in ns, each cut to whole microseconds} */
    static long ownNanos() {
        return cpuNanos(usage(RUSAGE_SELF));
    }

    private static long cpuNanos(Answer usage) {
        return usage.timevalNanos(0) + usage.timevalNanos(16);
    }

    /** {@return the largest {@code ru_maxrss} among the children that were reaped, in bytes; 0 before the first} */
    static long endedChildrenMaxRssBytes() {
        long maxRss = usage(RUSAGE_CHILDREN).longAt(MAX_RSS_OFFSET);
        return Platform.isMac() ? maxRss : maxRss * 1_024;
    }

    private static Answer usage(int who) {
        Answer usage = ANSWER.get();
        if (getrusage(who, usage.address()) != 0) {
            throw new IllegalStateException("getrusage(" + who + ") failed, error " + Native.getLastError());
        }
        return usage;
    }

    /**
     * Looks at a child without reaping it.
     *
     * @param pid the process
     * @return whether {@code pid} is a direct child, running or a zombie, that nobody has begun to reap. The kernel marks
     *     a child as being reaped before it adds its time to that of the ended children.
     */
    static boolean isUnreapedChild(long pid) {
        return waitid(P_PID, (int) pid, ANSWER.get().address(), WEXITED | WNOHANG | WNOWAIT) == 0;
    }
}
