// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.options.TimeValue;
import poolmark.bench.work.Workload;

/**
 * How much is measured: fills in whatever the command line leaves open. A fork costs about a second besides its
 * operations; on two processors there are four pool sizes, which makes 24 cells of {@code StrategyBenchmark} for each
 * workload and 16 of {@code ColdStartBenchmark}.
 */
public enum Profile {
    /** Does everything work? Ten cells. */
    SMOKE(
            List.of(
                    "StrategyBenchmark\\.(serial|processPerTask|poolMap|poolApplyAsync)$",
                    "ColdStartBenchmark\\.poolMap$",
                    "RoundTripBenchmark\\.apply$",
                    "LatencyBenchmark\\.applyClosedLoop$",
                    "LifecycleBenchmark\\.openToFirstResult$",
                    "RulerBenchmark\\.cpu$",
                    "SerialBenchmark\\.lazyMap$"),
            new Repeats(1, 1, 2, TimeValue.milliseconds(100), TimeValue.milliseconds(100)),
            new Scale(List.of(Workload.TUTORIAL), 2_000, 1_000, 8, 250),
            List.of("0"),
            List.of("SPAWN")),

    /** Every strategy and pool size once, on the tutorial's workload. For sweeps of other parameters there is no time. */
    QUICK(
            List.of("\\.(?!BreakEven|Chunk|Scale)[^.]*Benchmark\\."),
            new Repeats(1, 1, 3, TimeValue.seconds(1), TimeValue.milliseconds(200)),
            new Scale(List.of(Workload.TUTORIAL), 5_000, 2_000, 16, 250),
            List.of("1024"),
            List.of("SPAWN")),

    /** Figures to work with. */
    STANDARD(
            List.of("\\.(?!Scale)[^.]*Benchmark\\."),
            new Repeats(3, 2, 3, TimeValue.milliseconds(750), TimeValue.milliseconds(200)),
            new Scale(List.of(Workload.TUTORIAL, Workload.CPU), 5_000, 5_000, 8, 500),
            List.of("0", "1048576"),
            List.of("SPAWN", "STANDBY")),

    /** Everything, the tutorial at its own scale; takes hours. */
    FULL(
            List.of("Benchmark\\."),
            new Repeats(5, 3, 7, TimeValue.seconds(1), TimeValue.seconds(1)),
            new Scale(Workload.BUILT_IN, 500_000, 10_000, 64, 1_000),
            List.of("0", "1024", "65536", "1048576"),
            List.of("SPAWN", "STANDBY"));

    /** All sizes are measured up to this number of processors, above it the powers of two. */
    private static final int ALL_SIZES_UP_TO = 4;

    private final List<String> includes;
    private final Repeats repeats;
    private final Scale scale;
    private final Map<String, List<String>> values;

    /**
     * How often things are done.
     *
     * @param forks JVMs for each cell
     * @param warmups iterations before measuring, in each fork
     * @param iterations measured iterations in each fork
     * @param warming length of an iteration before measuring, where it holds many operations, as a JVM compiles for two seconds;
     *     where it is one operation, a fork works as long before the first as all of them would last, see
     *     {@link poolmark.bench.meter.Warming}
     * @param sampling length of a measured iteration
     */
    public record Repeats(int forks, int warmups, int iterations, TimeValue warming, TimeValue sampling) {}

    /** Workloads and their size, and how long nothing happens where that is measured. */
    private record Scale(List<String> workloads, long tutorialMicros, long taskMicros, int tasks, int idleMillis) {}

    Profile(List<String> includes, Repeats repeats, Scale scale, List<String> payloadBytes, List<String> startMethods) {
        this.includes = includes;
        this.repeats = repeats;
        this.scale = scale;
        this.values = Map.of(
                "workload",
                scale.workloads(),
                "payloadBytes",
                payloadBytes,
                "startMethod",
                startMethods,
                "idleMillis",
                List.of(Integer.toString(scale.idleMillis())));
    }

    /**
     * Finds a profile.
     *
     * @param name as typed
     * @return the profile
     * @throws UsageException when there is none of that name
     */
    static Profile named(String name) throws UsageException {
        return Arrays.stream(values())
                .filter(profile -> profile.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown profile '" + name + "'; use one of "
                        + Arrays.stream(values()).map(Profile::label).collect(Collectors.joining(", "))));
    }

    /** {@return the name as typed} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return expressions for the benchmarks, where the user names none} */
    public List<String> includes() {
        return includes;
    }

    /** {@return forks and iterations} */
    public Repeats repeats() {
        return repeats;
    }

    /**
     * Values of a parameter that has no workload beside it, or is the workload.
     *
     * @param name the parameter
     * @param cpus processors that may be used
     * @return its values; empty where the benchmark's own default holds
     */
    public List<String> values(String name, int cpus) {
        return name.equals("workers")
                ? poolSizes(cpus).stream().map(String::valueOf).toList()
                : values.getOrDefault(name, List.of());
    }

    /**
     * Whether there is no time for a workload in a benchmark that is measured with others. What a pool costs that is opened for
     * one call does not depend on what its tasks do, and {@code BreakEvenBenchmark} has it for tasks that compute; a process
     * for each task is the same beside warm and cold pools.
     *
     * @param benchmark its name
     * @param workload its workload; empty where it has none
     * @return true where it is not to be measured
     */
    public boolean leavesOut(String benchmark, String workload) {
        return this == STANDARD
                && benchmark.contains("ColdStartBenchmark")
                && (benchmark.endsWith(".processPerTask") || !workload.equals(Workload.TUTORIAL));
    }

    /** {@return how often the rulers are read; empty where that would take too much of the time} */
    public Optional<Duration> rulerInterval() {
        return switch (this) {
            case SMOKE -> Optional.empty();
            case QUICK -> Optional.of(Duration.ofSeconds(15));
            case STANDARD -> Optional.of(Duration.ofSeconds(30));
            case FULL -> Optional.of(Duration.ofMinutes(2));
        };
    }

    /** {@return scale of one task of a workload} */
    public long taskMicros(String workload) {
        return workload.equals(Workload.TUTORIAL) ? scale.tutorialMicros() : scale.taskMicros();
    }

    /** {@return number of tasks of workloads that leave it open} */
    public int tasks() {
        return scale.tasks();
    }

    /**
     * The pool sizes that are compared: up to twice the processors.
     *
     * @param cpus processors that may be used
     * @return the sizes, rising, none twice
     */
    private List<Integer> poolSizes(int cpus) {
        if (this == SMOKE) {
            return List.of(cpus);
        }
        TreeSet<Integer> sizes = new TreeSet<>(List.of(cpus, 2 * cpus));
        if (cpus <= ALL_SIZES_UP_TO) {
            IntStream.range(1, 2 * cpus).forEach(sizes::add);
        }
        for (int size = 1; size < cpus; size *= 2) {
            sizes.add(size);
        }
        return List.copyOf(sizes);
    }
}
