// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time of the thread that runs the tasks. Loaded only where a listener wants it: it brings in java.management. */
final class CpuMeter {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** CPU time that the calling thread has used, in nanoseconds; -1 where the JVM cannot tell. */
    long nanos() {
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : -1;
    }
}
