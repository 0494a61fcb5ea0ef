// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import poolmark.bench.cli.UsageException;
import poolmark.bench.gate.book.Collection;
import poolmark.bench.gate.book.GateManifest;
import poolmark.bench.gate.book.GateManifest.Order;
import poolmark.bench.gate.book.RoundsFile;
import poolmark.bench.gate.fork.Build;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.bench.gate.fork.Forks;
import poolmark.bench.gate.fork.JarForks;
import poolmark.bench.gate.fork.JmhLock;
import poolmark.bench.gate.plan.GateCommand;
import poolmark.bench.suite.StopHook;
import poolmark.bench.watch.LeftFiles;
import poolmark.bench.watch.ProcessTree;
import poolmark.clock.NanoClock;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.judge.FirstStage;
import poolmark.measure.compare.judge.Judge;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.limit.Thresholds;
import poolmark.measure.compare.limit.ThresholdsFile;
import poolmark.measure.result.RunManifest.State;

/**
 * The sub-command {@code gate}: two builds, side by side, in the same minutes. Ten rounds over all cells; what looks worse
 * then is measured again from fresh forks, and only what looks worse there as well is a regression.
 */
public final class Gate {

    private static final int FINE = 0;
    private static final int CANNOT_TELL = 3;
    private static final int FAILED = 4;

    /** Committed thresholds, in the directory where a gate is usually run. */
    private static final Path THRESHOLDS = Path.of("results", "gates.properties");

    /** Where more look worse the build is worse, and the second stage is to show it within ten minutes. */
    private static final int MOST_SUSPECTS = 3;

    private final GateStart start;
    private final Judge judge;
    private final Forks forks;
    private final LongPredicate stopping;
    private final PrintStream err;
    private final RoundsFile file;
    private final List<Collected> collected = new ArrayList<>();
    private GateManifest manifest;

    /**
     * Makes one.
     *
     * @param start what is compared
     * @param thresholds what counts
     * @param forks measures
     * @param stopping whether the gate has to end, asked with the milliseconds that the answer may take
     * @param err takes progress
     */
    Gate(GateStart start, Thresholds thresholds, Forks forks, LongPredicate stopping, PrintStream err) {
        this.start = start;
        this.judge = new Judge(thresholds);
        this.forks = forks;
        this.stopping = stopping;
        this.err = err;
        this.manifest = start.manifest();
        this.file = new RoundsFile(start.directory());
    }

    /**
     * Compares.
     *
     * @param args what followed {@code gate} on the command line
     * @param out takes the verdict
     * @param err takes progress
     * @return the exit code: 0 fine, 1 a regression or a benchmark lost, 3 cannot tell, 4 the baseline failed
     * @throws UsageException when the arguments mean nothing
     * @throws IOException when the results cannot be written
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) throws UsageException, IOException {
        GateCommand command = GateCommand.parse(args);
        Thresholds thresholds = thresholds(command);
        Map<Variant, Build> builds = GateStart.builds(command);
        JmhLock lock = JmhLock.take();
        try {
            GateStart start = GateStart.of(command, thresholds, builds);
            describe(start, err);
            ProcessTree.adoptOrphans();
            return run(command, thresholds, start, out, err);
        } finally {
            lock.close();
        }
    }

    private static Thresholds thresholds(GateCommand command) throws UsageException {
        Path file = command.thresholds() == null ? THRESHOLDS : command.thresholds();
        if (command.thresholds() == null && !Files.exists(file)) {
            return ThresholdsFile.defaults();
        }
        try {
            return ThresholdsFile.read(file);
        } catch (IOException wrong) {
            throw new UsageException(wrong.getMessage(), wrong);
        }
    }

    private static void describe(GateStart start, PrintStream err) {
        GateManifest manifest = start.manifest();
        err.println(manifest.cells().size() + " cells x " + manifest.firstRounds() + " rounds of "
                + manifest.baseline().commit() + " against "
                + manifest.candidate().commit() + ", results in "
                + start.directory());
        manifest.warnings().forEach(warning -> err.println("warning: " + warning));
    }

    private static int run(
            GateCommand command, Thresholds thresholds, GateStart start, PrintStream out, PrintStream err)
            throws IOException {
        GateManifest manifest = start.manifest();
        try (LeftFiles leftFiles = LeftFiles.watch();
                StopHook stop = StopHook.install(() -> stopped(start, leftFiles), err)) {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Duration limit = Duration.ofMillis(manifest.cellTimeoutMillis());
            Forks forks = new JarForks(start.directory(), java, manifest.spinsPerMilli(), limit, leftFiles);
            Gate gate = new Gate(start, thresholds, forks, stop::isStopping, err);
            Outcome outcome = gate.measure();
            return outcome == null ? FAILED : gate.end(command, outcome, out);
        }
    }

    /** The last words of a gate that was told to end. */
    private static String stopped(GateStart start, LeftFiles leftFiles) throws IOException {
        leftFiles.close();
        GateManifest.read(start.directory())
                .ended(State.PARTIAL, GateStart.now(), null)
                .write(start.directory());
        return "gate --resume " + start.directory() + " goes on from here";
    }

    /**
     * Measures until there is a verdict.
     *
     * @return the verdict; null when it was stopped before
     */
    Outcome measure() throws IOException {
        List<Integer> all = IntStream.range(0, manifest.cells().size()).boxed().toList();
        Collected whole = stage(1, manifest.seed(), all, manifest.firstRounds());
        if (whole == null) {
            return null;
        }
        FirstStage first = judge.firstStage(whole);
        if (first.suspects().isEmpty()) {
            return judge.outcome(first);
        }
        err.println(first.suspects().size() + " look worse or are open, and are measured again in "
                + manifest.secondRounds() + " fresh rounds");
        Collected fresh = stage(2, manifest.seed() + 1, suspects(first), manifest.secondRounds());
        return fresh == null ? null : judge.secondStage(first, fresh);
    }

    /** {@return numbers of the cells that are measured again; those that are left out stay open} */
    private List<Integer> suspects(FirstStage first) {
        List<CellName> names =
                first.suspectCells().stream().limit(MOST_SUSPECTS).toList();
        return IntStream.range(0, manifest.cells().size())
                .filter(number -> names.contains(manifest.cells().get(number).name()))
                .boxed()
                .toList();
    }

    /** {@return what the stage measured; null when it was stopped before its end} */
    private Collected stage(int number, long seed, List<Integer> cells, int rounds) throws IOException {
        Order order = Stage.draw(number, seed, cells, manifest.control() != null, rounds);
        manifest = manifest.with(order);
        manifest.write(start.directory());
        int pairs = order.rounds().stream().mapToInt(List::size).sum();
        GateProgress progress = new GateProgress(err, NanoClock.system(), pairs);
        Stage stage = new Stage(manifest, order, start.builds(), forks, file, start.rows(), progress, stopping);
        if (!stage.run()) {
            return null;
        }
        collected.add(Collection.of(manifest, order, start.rows()));
        return collected.get(collected.size() - 1);
    }

    /** Writes the verdict down. */
    private int end(GateCommand command, Outcome outcome, PrintStream out) throws IOException {
        boolean accepted = outcome.exitCode() == CANNOT_TELL && command.allowInconclusive();
        int exitCode = accepted ? FINE : outcome.exitCode();
        VerdictFiles.write(start.directory(), manifest, collected, outcome, command, out);
        manifest = manifest.ended(State.COMPLETE, GateStart.now(), exitCode);
        manifest.write(start.directory());
        return exitCode;
    }
}
