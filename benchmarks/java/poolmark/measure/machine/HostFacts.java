// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.machine;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import poolmark.measure.host.KernelFiles;

/**
 * The machine that a run took place on.
 *
 * @param os name of the operating system
 * @param kernel its version
 * @param arch processor architecture
 * @param cpuModel what the processor calls itself; null where it does not tell
 * @param logicalCpus processors that the machine has
 * @param availableCpus processors that this JVM may use
 * @param memoryBytes main memory
 * @param loadBefore load averages over 1, 5 and 15 minutes, or over 1 minute alone; empty where not available
 */
public record HostFacts(
        String os,
        String kernel,
        String arch,
        String cpuModel,
        int logicalCpus,
        int availableCpus,
        long memoryBytes,
        List<Double> loadBefore) {

    private static final String CPU_INFO = "proc/cpuinfo";

    /** {@return the facts of this machine, now} */
    public static HostFacts read() {
        KernelFiles files = KernelFiles.ofThisMachine();
        int available = Runtime.getRuntime().availableProcessors();
        long processors = files.lines(CPU_INFO).stream()
                .filter(line -> line.startsWith("processor"))
                .count();
        return new HostFacts(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                files.value(CPU_INFO, "model name").orElse(null),
                processors > 0 ? (int) processors : available,
                available,
                totalMemoryBytes(),
                load());
    }

    /** {@return the load averages now, as in {@link #loadBefore}} */
    public static List<Double> load() {
        return load(KernelFiles.ofThisMachine());
    }

    static List<Double> load(KernelFiles files) {
        Optional<String> line = files.text("proc/loadavg");
        if (line.isPresent()) {
            return Arrays.stream(line.get().split(" "))
                    .limit(3)
                    .map(Double::valueOf)
                    .toList();
        }
        double minute = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return minute < 0 ? List.of() : List.of(minute);
    }

    private static long totalMemoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
