// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.cli.Profile;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.meter.LedgerProfiler;
import poolmark.bench.plan.Cell;

/**
 * Has JMH run one cell in one fork. What the user gave to JMH counts before the profile.
 *
 * @param command the user's command
 * @param context what forks know of the run
 * @param log takes what JMH prints
 */
record ForkRunner(CommandLine command, ForkContext context, Path log) {

    /** JDK 24 and newer warn where native code is called without it, and JDK 17 knows it. */
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /** A fork gave no result. The message is the reason, in one line. */
    static final class ForkFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        ForkFailedException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** {@return whether cells run in this JVM instead of forks, as {@code -f 0} wants it} */
    boolean embedded() {
        return command.jmh().getForkCount().orElse(1) == 0;
    }

    /**
     * Runs a fork to its end.
     *
     * @param cell what to run
     * @param number of the fork among those of the cell, from 1
     * @param warmup whether nobody wants its result
     * @return its result
     * @throws ForkFailedException when it has none
     * @throws IOException when the log cannot be written
     */
    BenchmarkResult run(Cell cell, int number, boolean warmup) throws ForkFailedException, IOException {
        ForkContext fork = context.forFork(number, warmup);
        if (embedded()) {
            fork.properties().forEach(System::setProperty);
        }
        try (PrintStream out =
                new PrintStream(new FileOutputStream(log.toFile(), true), true, StandardCharsets.UTF_8)) {
            Collection<RunResult> results = new Runner(
                            options(cell, fork).build(),
                            OutputFormatFactory.createFormatInstance(
                                    out, command.jmh().verbosity().orElse(Defaults.VERBOSITY)))
                    .run();
            if (results.size() != 1) {
                throw new ForkFailedException("JMH returned " + results.size() + " results, see " + log, null);
            }
            return results.iterator().next().getBenchmarkResults().iterator().next();
        } catch (RunnerException failed) {
            throw new ForkFailedException(reason(failed), failed);
        }
    }

    ChainedOptionsBuilder options(Cell cell, ForkContext fork) {
        CommandLineOptions jmh = command.jmh();
        Profile.Repeats repeats = command.profile().repeats();
        List<String> append = new ArrayList<>(jmh.getJvmArgsAppend().orElse(List.of()));
        append.add(NATIVE_ACCESS);
        append.addAll(fork.jvmArgs());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(command.forked())
                .include("^" + Pattern.quote(cell.benchmark()) + "$")
                .mode(cell.mode())
                .forks(embedded() ? 0 : 1)
                .warmupForks(0)
                .shouldFailOnError(true)
                .addProfiler(LedgerProfiler.class)
                .jvmArgsAppend(append.toArray(String[]::new))
                .warmupIterations(jmh.getWarmupIterations().orElse(repeats.warmups()))
                .measurementIterations(jmh.getMeasurementIterations().orElse(repeats.iterations()));
        if (cell.mode() != Mode.SingleShotTime) {
            options.warmupTime(jmh.getWarmupTime().orElse(repeats.sampling()))
                    .measurementTime(jmh.getMeasurementTime().orElse(repeats.sampling()));
        }
        cell.params().forEach(options::param);
        return options;
    }

    /** JMH wraps what happened in the fork: an exception of the benchmark is suppressed under one of JMH's own. */
    private static String reason(RunnerException failed) {
        Throwable why = failed;
        if (failed.getCause() instanceof BenchmarkException wrapper) {
            why = wrapper.getSuppressed().length > 0
                    ? wrapper.getSuppressed()[0]
                    : wrapper.getCause() != null ? wrapper.getCause() : wrapper;
        }
        String text = why instanceof IllegalStateException ? String.valueOf(why.getMessage()) : why.toString();
        return text.lines().findFirst().orElse("");
    }
}
