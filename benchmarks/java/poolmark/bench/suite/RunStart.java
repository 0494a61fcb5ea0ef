// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.cli.UsageException;
import poolmark.bench.doctor.Doctor;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.plan.Cell;
import poolmark.bench.plan.CellPlan;
import poolmark.bench.record.ManifestDraft;
import poolmark.bench.record.RunRecord;
import poolmark.bench.work.Spin;
import poolmark.bench.work.Workload;
import poolmark.measure.doctor.Diagnosis;
import poolmark.measure.machine.GitState;
import poolmark.measure.result.RunDirectory;

/**
 * All that a run needs, checked and open.
 *
 * @param command what was typed
 * @param cells what is measured
 * @param rounds how often each cell gets a fork
 * @param warmupRounds rounds before these, of which nobody wants the results
 * @param record keeps the run's directory
 * @param context what forks know of the run
 * @param log takes what JMH prints
 */
record RunStart(
        CommandLine command,
        List<Cell> cells,
        int rounds,
        int warmupRounds,
        RunRecord record,
        ForkContext context,
        Path log) {

    /**
     * Checks everything, then creates the run's directory.
     *
     * @throws UsageException when the command cannot be run; then nothing was started or left behind
     */
    static RunStart of(CommandLine command) throws UsageException, IOException {
        CommandLineOptions jmh = command.jmh();
        ClassLoader loader = Preparation.loader(command.classPath());
        List<Cell> cells = CellPlan.of(command, Runtime.getRuntime().availableProcessors(), loader);
        checkFiles(jmh);
        Preparation.checkCreatable(command.out());
        Preparation.checkNoOtherRun();
        Preparation.extendClassPath(command.classPath());
        // Where benchmarks run in this JVM (-f 0), they look for a user's workload there.
        Thread.currentThread().setContextClassLoader(loader);
        int forks = jmh.getForkCount().orElse(command.profile().repeats().forks());
        long spinsPerMilli = usesCpu(cells) ? Spin.calibrate() : 0;
        RunRecord record = record(command, cells, Math.max(1, forks), spinsPerMilli);
        RunDirectory directory = record.directory();
        return new RunStart(
                command,
                cells,
                Math.max(1, forks),
                jmh.getWarmupForkCount().orElse(0),
                record,
                context(command, directory, forks > 0, spinsPerMilli),
                log(jmh, directory));
    }

    private static void checkFiles(CommandLineOptions jmh) throws UsageException {
        if (jmh.getResult().hasValue()) {
            Preparation.checkWritable("-rff", jmh.getResult().get());
        }
        if (jmh.getOutput().hasValue()) {
            Preparation.checkWritable("-o", jmh.getOutput().get());
        }
    }

    private static RunRecord record(CommandLine command, List<Cell> cells, int rounds, long spinsPerMilli)
            throws UsageException {
        long seed = command.seed() != null ? command.seed() : new Random().nextInt(Integer.MAX_VALUE);
        GitState git = GitState.of(Path.of("").toAbsolutePath());
        Diagnosis doctor = Doctor.brief(command.out());
        return Preparation.createRecord(
                command,
                GitState.ofBuild().orElse(git),
                runId -> ManifestDraft.of(runId, command, cells, rounds, seed, git, spinsPerMilli, doctor));
    }

    private static ForkContext context(
            CommandLine command, RunDirectory directory, boolean watchesHost, long spinsPerMilli) {
        String runId = directory.path().getFileName().toString();
        String samples = directory.samples().toString();
        String arguments =
                command.arguments() == null ? "" : command.arguments().toString();
        return new ForkContext(
                samples, runId, "", 0, false, watchesHost, spinsPerMilli, arguments, command.workerJvmArgs());
    }

    private static Path log(CommandLineOptions jmh, RunDirectory directory) throws IOException {
        Path log = jmh.getOutput().hasValue() ? Path.of(jmh.getOutput().get()).toAbsolutePath() : directory.log();
        Files.createDirectories(log.getParent());
        return Files.writeString(log, "");
    }

    private static boolean usesCpu(List<Cell> cells) {
        return cells.stream()
                .anyMatch(cell -> Workload.CPU.equals(cell.params().get("workload"))
                        || cell.benchmark().contains(".BreakEvenBenchmark."));
    }

    /** Writes the results once more where the user asked for it with {@code -rf} or {@code -rff}, as JMH does. */
    void copyResults() throws IOException {
        CommandLineOptions jmh = command.jmh();
        if (jmh.getResult().hasValue() || jmh.getResultFormat().hasValue()) {
            ResultFormatType format = jmh.getResultFormat().orElse(Defaults.RESULT_FORMAT);
            String name = Defaults.RESULT_FILE_PREFIX + "." + format.toString().toLowerCase(Locale.ROOT);
            record.copyResults(format, Path.of(jmh.getResult().orElse(name)));
        }
    }
}
