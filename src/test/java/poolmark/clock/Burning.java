// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Uses up CPU time of the calling thread. */
public final class Burning {

    private static volatile long sink;

    private Burning() {}

    /**
     * Burns at least the given CPU time, by the thread's own clock.
     *
     * @param nanos CPU time to burn
     * @return what it was, in ns
     */
    public static long threadNanos(long nanos) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long burnt = 0;
        while (burnt < nanos) {
            spin();
            burnt = threads.getCurrentThreadCpuTime() - begin;
        }
        return burnt;
    }

    private static void spin() {
        long value = sink;
        for (int round = 0; round < 20_000; round++) {
            value = value * 6_364_136_223_846_793_005L + 1;
        }
        sink = value;
    }
}
