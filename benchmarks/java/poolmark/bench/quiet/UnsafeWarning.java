// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.quiet;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.File;

/**
 * The four lines "A terminally deprecated method in sun.misc.Unsafe has been called" that JDK 24 and newer print once in the
 * life of a JVM, and that JMH 1.37 brings about in every run by asking for the place of a field. No user can do anything
 * about them, no entry of a manifest turns them off, and the JVM does not print them to {@link System#err} but to the
 * stream it began with: so it is the descriptor below both that points elsewhere while JMH loads what asks.
 */
public final class UnsafeWarning {

    private static final int FIRST_JDK = 24;

    private static final int STANDARD_ERROR = 2;

    private static final int O_WRONLY = 1;

    /** Asks when it is loaded. */
    private static final String WHO_ASKS = "org.openjdk.jmh.infra.IterationParams";

    private UnsafeWarning() {}

    private static native int dup(int descriptor);

    private static native int dup2(int descriptor, int other);

    private static native int open(String path, int flags);

    private static native int close(int descriptor);

    /**
     * Has the warning come now, unseen. Where that cannot be, on other systems than Linux and macOS or without native code,
     * it will come later for all to see. To be called while nothing else of this JVM writes to standard error.
     */
    public static void getOver() {
        File nothing = new File("/dev/null");
        if (Runtime.version().feature() < FIRST_JDK || !nothing.exists()) {
            return;
        }
        try {
            Native.register(UnsafeWarning.class, NativeLibrary.getProcess());
            System.err.flush();
            whileStandardErrorIs(nothing);
        } catch (LinkageError noNativeCode) {
            // Then the warning is the least of it: the clocks are coarse as well, and the doctor says so.
            return;
        }
    }

    private static void whileStandardErrorIs(File nothing) {
        int screen = dup(STANDARD_ERROR);
        int hole = open(nothing.getPath(), O_WRONLY);
        try {
            if (screen >= 0 && hole >= 0 && dup2(hole, STANDARD_ERROR) >= 0) {
                Class.forName(WHO_ASKS);
            }
        } catch (ClassNotFoundException otherJmh) {
            // One that does not ask, perhaps.
            return;
        } finally {
            giveBack(screen, hole);
        }
    }

    private static void giveBack(int screen, int hole) {
        if (screen >= 0) {
            dup2(screen, STANDARD_ERROR);
            close(screen);
        }
        if (hole >= 0) {
            close(hole);
        }
    }
}
