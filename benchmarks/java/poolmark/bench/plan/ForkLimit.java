// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.TimeValue;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.cli.Profile;
import poolmark.bench.work.Workload;

/**
 * How long a fork may take before it is killed: what the user says with {@code --cell-timeout}; else a minute, in which
 * every JVM starts, and ten times what its operations would take one after the other. Where that is not known, because the
 * workload is the user's own, each operation may take as long as JMH's {@code -to} allows.
 */
public final class ForkLimit {

    private static final Duration START = Duration.ofMinutes(1);

    private static final int MARGIN = 10;

    /** A process for a task takes some tens of milliseconds, and more on a machine that does other things as well. */
    private static final Duration PROCESS = Duration.ofMillis(200);

    /** What {@code -to} is, where nobody gives it. JMH's own ten minutes would be an hour for a fork of six operations. */
    private static final TimeValue UNKNOWN = TimeValue.minutes(2);

    private ForkLimit() {}

    /**
     * Works the limit out.
     *
     * @param command what was typed
     * @param cell what the fork measures
     * @return the limit for one fork of the cell
     */
    public static Duration of(CommandLine command, Cell cell) {
        if (command.cellTimeout() != null) {
            return command.cellTimeout();
        }
        CommandLineOptions jmh = command.jmh();
        Profile.Repeats repeats = command.profile().repeats();
        int iterations = jmh.getWarmupIterations().orElse(repeats.warmups())
                + jmh.getMeasurementIterations().orElse(repeats.iterations());
        Duration warming = duration(jmh.getWarmupTime().orElse(repeats.warming()));
        Duration sampled = cell.mode() == Mode.SingleShotTime
                ? warming
                : warming.plus(duration(jmh.getMeasurementTime().orElse(repeats.sampling())));
        // The expected results are computed and the memory is looked at in an operation each.
        int operations = iterations + 2;
        return serial(cell.params())
                .map(work -> START.plus(work.plus(sampled).multipliedBy((long) MARGIN * operations)))
                .orElseGet(() -> START.plus(
                        duration(jmh.getTimeout().orElse(UNKNOWN)).plus(sampled).multipliedBy(operations)));
    }

    /** {@return the work of one operation without any help, as far as its parameters tell; empty for a user's workload} */
    private static Optional<Duration> serial(Map<String, String> params) {
        String workload = params.getOrDefault("workload", Workload.TUTORIAL);
        if (!Workload.BUILT_IN.contains(workload)) {
            return Optional.empty();
        }
        int tasks = Integer.parseInt(params.getOrDefault("tasks", "1"));
        long scale = Long.parseLong(params.getOrDefault("taskMicros", "0"));
        // The tutorial's inputs are 0 to 4, and each sleeps as often.
        long micros = workload.equals(Workload.TUTORIAL) ? 10 * scale : tasks * scale;
        return Optional.of(
                Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)).plus(PROCESS.multipliedBy(tasks)));
    }

    private static Duration duration(TimeValue time) {
        return Duration.ofNanos(time.convertTo(TimeUnit.NANOSECONDS));
    }
}
