// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** {@return the facts of this machine, now} */
    public static HostFacts read() {
        int available = Runtime.getRuntime().availableProcessors();
        long processors =
                lines(CPU_INFO).filter(line -> line.startsWith("processor")).count();
        return new HostFacts(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                value(CPU_INFO, "model name").orElse(null),
                processors > 0 ? (int) processors : available,
                available,
                totalMemoryBytes(),
                load());
    }

    /** {@return the load averages now, as in {@link #loadBefore}} */
    public static List<Double> load() {
        Optional<String> line = lines(Path.of("/proc/loadavg")).findFirst();
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

    private static Optional<String> value(Path file, String key) {
        return lines(file)
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException notLinux) {
            return Stream.empty();
        }
    }
}
