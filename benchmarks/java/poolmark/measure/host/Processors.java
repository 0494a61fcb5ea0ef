// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.host;

import java.util.List;
import java.util.Optional;

/**
 * The processors, and how fast they may run.
 *
 * @param present processors that are switched on
 * @param allowed processors that this process may run on (its affinity)
 * @param jvm what the JVM takes the number of processors to be, after affinity and quotas
 * @param model what the processor calls itself
 * @param siblings whether two processors share a core (SMT is active)
 * @param driver what sets the frequency, such as {@code intel_pstate}
 * @param governors the policies by which it does, each once
 * @param turbo whether the processor may run faster while few of its cores work
 * @param clockSource what the kernel's clock counts, such as {@code tsc}
 */
public record Processors(
        Integer present,
        Integer allowed,
        int jvm,
        String model,
        Boolean siblings,
        String driver,
        List<String> governors,
        Boolean turbo,
        String clockSource) {

    private static final String CPU = "sys/devices/system/cpu/";

    /**
     * Reads the processors of a machine.
     *
     * @param files its files
     * @param jvm {@link Runtime#availableProcessors()}
     * @return what they tell
     */
    public static Processors read(KernelFiles files, int jvm) {
        return new Processors(
                present(files).orElse(null),
                files.value("proc/self/status", "Cpus_allowed_list")
                        .map(Processors::count)
                        .orElse(null),
                jvm,
                files.value("proc/cpuinfo", "model name").orElse(null),
                files.number(CPU + "smt/active").map(active -> active == 1).orElse(null),
                files.text(CPU + "cpu0/cpufreq/scaling_driver").orElse(null),
                governors(files),
                turbo(files).orElse(null),
                files.text("sys/devices/system/clocksource/clocksource0/current_clocksource")
                        .orElse(null));
    }

    private static Optional<Integer> present(KernelFiles files) {
        Optional<Integer> online = files.text(CPU + "online").map(Processors::count);
        int listed = (int) files.lines("proc/cpuinfo").stream()
                .filter(line -> line.startsWith("processor"))
                .count();
        return online.or(() -> listed > 0 ? Optional.of(listed) : Optional.empty());
    }

    /** {@return the number of processors in a list such as {@code 0-3,8}} */
    static int count(String list) {
        int count = 0;
        for (String range : list.split(",")) {
            String[] ends = range.strip().split("-");
            count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
        }
        return count;
    }

    private static List<String> governors(KernelFiles files) {
        return files.names(CPU).stream()
                .filter(name -> name.matches("cpu\\d+"))
                .map(name -> files.text(CPU + name + "/cpufreq/scaling_governor"))
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /** Two drivers, two files, of opposite sense. */
    private static Optional<Boolean> turbo(KernelFiles files) {
        Optional<Boolean> intel = files.number(CPU + "intel_pstate/no_turbo").map(off -> off == 0);
        return intel.or(() -> files.number(CPU + "cpufreq/boost").map(on -> on == 1));
    }
}
