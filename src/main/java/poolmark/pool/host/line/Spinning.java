// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.line;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How long, and by how many threads of this JVM at a time, answers are looked for before a thread goes to sleep. */
final class Spinning {

    /** Twice what falling asleep and being woken costs on a virtual machine; with one processor it would only be in the way. */
    private static final long DEFAULT_MICROS = Runtime.getRuntime().availableProcessors() > 1 ? 50 : 0;

    /** Microseconds; 0 switches it off. */
    static final long CALLER_NANOS =
            TimeUnit.MICROSECONDS.toNanos(Math.max(0, Long.getLong("poolmark.spin", DEFAULT_MICROS)));

    /** A worker looks for its next request as long as a caller does for his answer. */
    static final long WORKER_NANOS = CALLER_NANOS;

    /** Threads that serve workers are as many as these: they look only for what follows at once. */
    static final long READER_NANOS = CALLER_NANOS / 10;

    /** For each caller that looks there is a worker that computes. */
    private static final int MOST_CALLERS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final AtomicInteger CALLERS = new AtomicInteger();

    private Spinning() {}

    /** Whether one more caller may look; {@link #end} must follow. */
    static boolean tryBegin() {
        if (CALLER_NANOS > 0 && CALLERS.incrementAndGet() <= MOST_CALLERS) {
            return true;
        }
        if (CALLER_NANOS > 0) {
            CALLERS.decrementAndGet();
        }
        return false;
    }

    static void end() {
        CALLERS.decrementAndGet();
    }
}
