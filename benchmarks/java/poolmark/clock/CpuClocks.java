// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** All ways of asking for this JVM's CPU time that work here, so that they can be held against each other. */
public final class CpuClocks {

    private CpuClocks() {}

    /**
     * The ways, each asked once to see that it answers. The first call may load native code, about 100 ms.
     *
     * @return by name, nanoseconds of user and system time of this JVM; the one that is measured with,
     *     {@link CpuClock#best()}, comes first
     */
    public static Map<String, LongSupplier> ofThisJvm() {
        CpuClock best = CpuClock.best();
        Map<String, LongSupplier> clocks = new LinkedHashMap<>();
        clocks.put(best.name(), best::parentNanos);
        add(clocks, "getrusage(RUSAGE_SELF)", Libc::ownNanos);
        add(clocks, "linux procfs", () -> new ProcfsCpu().parentNanos());
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        add(clocks, "OperatingSystemMXBean", system::getProcessCpuTime);
        return clocks;
    }

    private static void add(Map<String, LongSupplier> clocks, String name, LongSupplier clock) {
        try {
            if (!clocks.containsKey(name) && clock.getAsLong() >= 0) {
                clocks.put(name, clock);
            }
        } catch (RuntimeException | LinkageError notHere) {
            // It is only one witness more; the clock in use has passed its own test.
        }
    }
}
