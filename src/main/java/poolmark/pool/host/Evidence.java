// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.Locale;

/** What can be said of a task whose worker died in it, besides how the process ended. */
final class Evidence {

    private static final double NANOS_PER_SECOND = 1e9;

    private Evidence() {}

    /** A sentence part: how long the task had run, and the heap its worker had. */
    static String of(long startedNanos, String heap) {
        double seconds = (System.nanoTime() - startedNanos) / NANOS_PER_SECOND;
        return String.format(Locale.ROOT, "it had run for %.3f s, with %s", seconds, heap);
    }
}
