// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.fork;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fork has to know of the run it belongs to. It travels as system properties, because JMH gives a fork nothing
 * else of ours.
 *
 * @param samples file to which the fork appends its samples; empty where nobody wants them
 * @param runId the run's id
 * @param variant which build is measured, where a run compares several
 * @param fork number of this fork among those of its cell, from 1; 0 where nobody counts
 * @param warmupFork true where the fork only warms the machine up
 * @param watchesHost true where the fork must end as soon as its host does
 * @param spinsPerMilli steps of the {@code cpu} workload that take a millisecond; 0 where not calibrated
 * @param arguments file of the user's workload's arguments; empty where there is none
 * @param workerJvmArgs arguments for the JVMs of the workers beyond the library's own, separated by blanks
 */
public record ForkContext(
        String samples,
        String runId,
        String variant,
        int fork,
        boolean warmupFork,
        boolean watchesHost,
        long spinsPerMilli,
        String arguments,
        String workerJvmArgs) {

    /** All our system properties begin with it. */
    public static final String PREFIX = "poolmark.";

    /** Also a property that users may set on the host. */
    public static final String WORKER_JVM_ARGS = PREFIX + "workerJvmArgs";

    /** {@return the context of this JVM; without a run the defaults} */
    public static ForkContext current() {
        return new ForkContext(
                System.getProperty(PREFIX + "samples", ""),
                System.getProperty(PREFIX + "runId", ""),
                System.getProperty(PREFIX + "variant", ""),
                Integer.getInteger(PREFIX + "fork", 0),
                Boolean.getBoolean(PREFIX + "warmupFork"),
                Boolean.getBoolean(PREFIX + "watchesHost"),
                Long.getLong(PREFIX + "spinsPerMilli", 0),
                System.getProperty(PREFIX + "arguments", ""),
                System.getProperty(WORKER_JVM_ARGS, ""));
    }

    /** {@return the same context for another fork} */
    public ForkContext forFork(int number, boolean warmup) {
        return new ForkContext(
                samples, runId, variant, number, warmup, watchesHost, spinsPerMilli, arguments, workerJvmArgs);
    }

    /** {@return the properties from which {@link #current()} makes this context again} */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put(PREFIX + "samples", samples);
        properties.put(PREFIX + "runId", runId);
        properties.put(PREFIX + "variant", variant);
        properties.put(PREFIX + "fork", Integer.toString(fork));
        properties.put(PREFIX + "warmupFork", Boolean.toString(warmupFork));
        properties.put(PREFIX + "watchesHost", Boolean.toString(watchesHost));
        properties.put(PREFIX + "spinsPerMilli", Long.toString(spinsPerMilli));
        properties.put(PREFIX + "arguments", arguments);
        properties.put(WORKER_JVM_ARGS, workerJvmArgs);
        return properties;
    }

    /** {@return the properties as arguments of a JVM} */
    public List<String> jvmArgs() {
        List<String> args = new ArrayList<>();
        properties().forEach((name, value) -> args.add("-D" + name + "=" + value));
        return args;
    }

    /** {@return the extra arguments of workers, one by one, and where they put temporary files, which is where this JVM does} */
    public String[] workerArguments() {
        List<String> args = new ArrayList<>();
        args.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        args.addAll(
                workerJvmArgs.isBlank()
                        ? List.of()
                        : List.of(workerJvmArgs.strip().split("\\s+")));
        return args.toArray(String[]::new);
    }
}
