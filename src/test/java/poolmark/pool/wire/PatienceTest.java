// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void interruptedThreadMustStillSleepAndKeepItsFlag() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Patience patience = new Patience();
        Thread.currentThread().interrupt();
        try {
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            int pauses = 0;
            while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(500)) {
                patience.pause();
                pauses++;
            }
            long cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
            assertThat(cpu).as("CPU time of half a second").isLessThan(TimeUnit.MILLISECONDS.toNanos(250));
            assertThat(pauses).isLessThan(2_000); // a thousand at once, then some hundred of milliseconds each
        } finally {
            assertThat(Thread.interrupted()).as("flag").isTrue();
        }
    }
}
