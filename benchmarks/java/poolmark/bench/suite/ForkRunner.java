// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
import poolmark.bench.plan.ForkLimit;
import poolmark.bench.watch.BoundedOutput;
import poolmark.bench.watch.LeftBehind;
import poolmark.bench.watch.LeftFiles;
import poolmark.bench.watch.ProcessTree;
import poolmark.bench.watch.Watchdog;
import poolmark.pool.CallInterruptedException;

/**
 * Has JMH run one cell in one fork. What the user gave to JMH counts before the profile.
 *
 * @param command the user's command
 * @param context what forks know of the run
 * @param log takes what JMH prints
 * @param leftFiles gives forks their directory for temporary files
 */
record ForkRunner(CommandLine command, ForkContext context, Path log, LeftFiles leftFiles) {

    /** JDK 24 and newer warn where native code is called without it, and JDK 17 knows it. */
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /** Where all runs in this JVM there is no fork that could be killed. */
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    /** What a worker of the fork started itself may need some time to end after it. */
    private static final long GRACE_NANOS = 2_000_000_000L;

    /** A fork gave no result. The message is the reason, in one line. */
    static class ForkFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        ForkFailedException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** A fork had to be killed, as all others of its cell would have to be. */
    static final class ForkKilledException extends ForkFailedException {

        private static final long serialVersionUID = 1L;

        ForkKilledException(String reason) {
            super(reason, null);
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
        leftFiles.begin();
        BenchmarkResult result;
        try (Watchdog watchdog = Watchdog.over(embedded() ? NO_LIMIT : ForkLimit.of(command, cell))) {
            result = supervised(cell, fork, watchdog);
        } catch (ForkFailedException failed) {
            // What is left of a fork that failed is the failure's consequence, and is removed without a word.
            ProcessTree.clear(0);
            leftFiles.end();
            throw failed;
        }
        requireNothingLeft();
        return result;
    }

    private BenchmarkResult supervised(Cell cell, ForkContext fork, Watchdog watchdog)
            throws ForkFailedException, IOException {
        BenchmarkResult result;
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        try (PrintStream out = new PrintStream(
                new BoundedOutput(new FileOutputStream(log.toFile(), true), watchdog::flooded),
                true,
                StandardCharsets.UTF_8)) {
            // JMH prints there whatever a fork prints, and with it what its workers print.
            System.setOut(out);
            System.setErr(out);
            result = onlyResult(new Runner(
                            options(cell, fork).build(),
                            OutputFormatFactory.createFormatInstance(
                                    out, command.jmh().verbosity().orElse(Defaults.VERBOSITY)))
                    .run());
        } catch (RunnerException failed) {
            throw watchdog.verdict().isPresent() ? killed(watchdog) : new ForkFailedException(reason(failed), failed);
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
        // A fork may have ended well and left a process that kept JMH waiting for more of its output.
        if (watchdog.verdict().isPresent()) {
            throw killed(watchdog);
        }
        return result;
    }

    private static ForkKilledException killed(Watchdog watchdog) {
        return new ForkKilledException(watchdog.verdict().orElseThrow());
    }

    /** JMH may come back without an error and without all that was asked of it. */
    private BenchmarkResult onlyResult(Collection<RunResult> results) throws ForkFailedException {
        if (results.isEmpty()) {
            throw new ForkFailedException(
                    "the fork ended as if all were well and without a result, as Runtime.halt(0) does; see " + log,
                    null);
        }
        if (results.size() > 1) {
            throw new ForkFailedException("JMH returned " + results.size() + " results, see " + log, null);
        }
        BenchmarkResult result =
                results.iterator().next().getBenchmarkResults().iterator().next();
        int wanted = result.getParams().getMeasurement().getCount();
        int got = result.getIterationResults().size();
        if (got != wanted) {
            throw new ForkFailedException("JMH returned " + got + " of " + wanted + " iterations, see " + log, null);
        }
        return result;
    }

    private void requireNothingLeft() throws ForkFailedException, IOException {
        List<String> processes = ProcessTree.clear(GRACE_NANOS);
        String reason = LeftBehind.reason(processes, leftFiles.end());
        if (!reason.isEmpty()) {
            throw new ForkFailedException(reason, null);
        }
    }

    ChainedOptionsBuilder options(Cell cell, ForkContext fork) {
        CommandLineOptions jmh = command.jmh();
        Profile.Repeats repeats = command.profile().repeats();
        List<String> append = new ArrayList<>(jmh.getJvmArgsAppend().orElse(List.of()));
        append.add(NATIVE_ACCESS);
        append.add("-Djava.io.tmpdir=" + leftFiles.temporary());
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
        // Single shots are not repeated by JMH for a time: before them the fork itself does that.
        options.warmupTime(jmh.getWarmupTime().orElse(repeats.warming()));
        if (cell.mode() != Mode.SingleShotTime) {
            options.measurementTime(jmh.getMeasurementTime().orElse(repeats.sampling()));
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
        if (why instanceof InterruptedException || why instanceof CallInterruptedException) {
            return "an operation took longer than -to allows and was interrupted: " + why;
        }
        String text = why instanceof IllegalStateException ? String.valueOf(why.getMessage()) : why.toString();
        return text.lines().findFirst().orElse("");
    }
}
