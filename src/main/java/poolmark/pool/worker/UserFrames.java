// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.util.Arrays;

/** Cuts from stack traces what lies below the task: reflection and this library, which say nothing to the user. */
final class UserFrames {

    private static final String LIBRARY = "poolmark.pool.w"; // wire and worker

    private UserFrames() {}

    /** Shortens the trace of an exception and of its causes, as far as their own methods let it. */
    static void keepOnly(Throwable thrown) {
        try {
            cutAll(thrown);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            // overridden by the user's class, and odd: the trace stays as long as it is
        }
    }

    private static void cutAll(Throwable thrown) {
        Throwable next = thrown;
        // bounded, as a chain of causes can be a ring
        for (int depth = 0; next != null && depth < 32; depth++) {
            next.setStackTrace(cut(next.getStackTrace()));
            next = next.getCause();
        }
    }

    private static StackTraceElement[] cut(StackTraceElement[] frames) {
        int end = frames.length;
        while (end > 0 && !isOurs(frames[end - 1])) {
            end--; // a trace from another thread has none of ours
        }
        if (end == 0) {
            return frames;
        }
        while (end > 0 && (isOurs(frames[end - 1]) || isReflection(frames[end - 1]))) {
            end--;
        }
        return Arrays.copyOf(frames, end);
    }

    private static boolean isOurs(StackTraceElement frame) {
        return frame.getClassName().startsWith(LIBRARY);
    }

    private static boolean isReflection(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("java.lang.reflect.")
                || name.startsWith("jdk.internal.reflect.")
                || name.startsWith("java.lang.invoke.");
    }
}
