// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Makes this JVM the parent of every process under it that loses its own parent, so that it cannot leave the tree by
 * having its parent end: {@code prctl(PR_SET_CHILD_SUBREAPER)} of Linux. Without it such a process belongs to the
 * system's first one and is seen no more.
 */
final class Orphans {

    private static final int PR_SET_CHILD_SUBREAPER = 36;

    private static final int WNOHANG = 1;

    private Orphans() {}

    private static native int prctl(int option, long second, long third, long fourth, long fifth);

    private static native int waitpid(int pid, long statusAddress, int options);

    /**
     * Begins to adopt, for the rest of this JVM's life.
     *
     * @return whether the system can do it
     */
    static boolean adopt() {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return false;
        }
        try {
            Native.register(Orphans.class, NativeLibrary.getProcess());
            return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
        } catch (LinkageError noNativeCode) {
            return false;
        }
    }

    /** Buries an adopted process that has ended. Never to be called for one that this JVM started: that is its own trade. */
    static void reap(long pid) {
        waitpid((int) pid, 0, WNOHANG);
    }
}
