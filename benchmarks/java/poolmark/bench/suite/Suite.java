// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.results.BenchmarkResult;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.cli.UsageException;
import poolmark.bench.quiet.UnsafeWarning;
import poolmark.bench.record.RunRecord;
import poolmark.bench.ruler.RulerRound;
import poolmark.bench.watch.LeftFiles;
import poolmark.bench.work.Workload;
import poolmark.clock.NanoClock;
import poolmark.measure.result.RunManifest;
import poolmark.measure.stability.RulerReading;
import poolmark.pool.host.process.ClassArchive;
import poolmark.pool.host.process.LaunchSpec;

/**
 * A run: all cells, round by round, in each round every cell once in a fresh fork and a random order, so that no cell gets
 * all the quiet minutes. What a fork gave is on the disk before the next one starts.
 */
public final class Suite {

    /** Exit code: all is well. */
    public static final int FINE = 0;

    /** Exit code: something was not measured. */
    public static final int FAILED = 4;

    /** How long after the failure of a fork the same Ctrl-C may reach this JVM. */
    private static final long STOP_GRACE_MILLIS = 250;

    private final RunStart start;
    private final RunRecord record;
    private final ForkRunner forks;
    private final StopHook stop;
    private final PrintStream err;
    private final Progress progress;
    private final Set<Integer> givenUp = new HashSet<>();
    private RulerRound rulers;

    private Suite(RunStart start, LeftFiles leftFiles, StopHook stop, PrintStream err) {
        this.start = start;
        this.record = start.record();
        this.forks = new ForkRunner(start.command(), start.context(), start.log(), leftFiles);
        this.stop = stop;
        this.err = err;
        int rounds = start.rounds() + start.warmupRounds();
        this.progress = new Progress(
                err,
                NanoClock.system(),
                start.cells().size(),
                rounds * start.cells().size());
    }

    /**
     * Runs a command.
     *
     * @param command what to run
     * @param out takes the tables
     * @param err takes the progress
     * @return {@link #FINE} or {@link #FAILED}
     * @throws UsageException when the command cannot be run; then nothing was started or left behind
     * @throws IOException when the results cannot be written
     */
    public static int run(CommandLine command, PrintStream out, PrintStream err) throws UsageException, IOException {
        UnsafeWarning.getOver();
        RunStart start = RunStart.of(command);
        RunManifest begun = start.record().manifest();
        err.println(counted(begun.cells().size(), "cell") + " x " + counted(start.rounds(), "fork") + ", results in "
                + start.record().directory().path());
        begun.warnings().forEach(warning -> err.println("warning: " + warning));
        try (LeftFiles leftFiles = LeftFiles.watch();
                StopHook stop = StopHook.install(() -> stopped(start.record(), leftFiles), err)) {
            boolean cutOff = true;
            try {
                cutOff = !new Suite(start, leftFiles, stop, err).measure();
            } catch (IOException unwritable) {
                throw unwritable(start, unwritable);
            } finally {
                if (!stop.isStopping(0)) {
                    end(start, cutOff);
                }
            }
            if (!stop.isStopping(0)) {
                Outcome.show(start, out, err);
            }
        }
        return start.record().manifest().state() == RunManifest.State.COMPLETE ? FINE : FAILED;
    }

    /** On a full disk the state may stay "running": readers see that its writer is gone. */
    private static void end(RunStart start, boolean cutOff) throws IOException {
        try {
            start.record().end(cutOff);
        } catch (IOException unwritable) {
            throw unwritable(start, unwritable);
        }
    }

    private static IOException unwritable(RunStart start, IOException why) {
        return new IOException(
                why.getMessage() + "; what was finished before is in "
                        + start.record().directory().path() + "; make room there, or give another --out, and run again",
                why);
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String stopped(RunRecord record, LeftFiles leftFiles) throws IOException {
        leftFiles.close();
        record.end(true);
        return "what was finished is in " + record.directory().path();
    }

    /** {@return false when the run ended before all forks had run} */
    private boolean measure() throws IOException {
        prepareWorkers();
        boolean all = rounds();
        if (all) {
            readRulers(RulerRound::read);
        }
        return all;
    }

    /** A program has its workers' archive of classes from its second run on; here all of it is measured with one. */
    private void prepareWorkers() {
        String args = start.command().workerJvmArgs().strip();
        ClassArchive.prepare(
                new LaunchSpec(
                        args.isEmpty() ? List.of() : List.of(args.split("\\s+")), LaunchSpec.parentClassPath(), null),
                Workload.builtInTasks().toArray());
    }

    private boolean rounds() throws IOException {
        for (int warmup = 0; warmup < start.warmupRounds(); warmup++) {
            if (!round(0, start.record().manifest().order().get(0), start.warmupRounds() - warmup - 1)) {
                return false;
            }
        }
        List<List<Integer>> order = record.manifest().order();
        for (int round = 0; round < order.size(); round++) {
            if (!round(round + 1, order.get(round), order.size() - round - 1)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Runs all cells once.
     *
     * @param number of the round, from 1; 0 where nobody wants the results
     * @param order the cells
     * @param roundsLeft how many rounds come after this one
     * @return false when the run has to end
     */
    private boolean round(int number, List<Integer> order, int roundsLeft) throws IOException {
        for (int slot = 0; slot < order.size(); slot++) {
            List<Integer> left = new ArrayList<>(order.subList(slot + 1, order.size()));
            for (int round = 0; round < roundsLeft; round++) {
                left.addAll(order);
            }
            readRulers(RulerRound::readIfDue);
            boolean ok = fork(order.get(slot), number, left);
            if (stop.isStopping(0)
                    || !ok && start.command().jmh().shouldFailOnError().orElse(false)) {
                return false;
            }
        }
        return true;
    }

    private interface Readings {
        List<RulerReading> of(RulerRound round) throws IOException, InterruptedException;
    }

    /** Without its rulers a run still has its figures, and the manifest shows that nobody looked at the machine. */
    private void readRulers(Readings readings) throws IOException {
        Optional<Duration> interval = start.command().profile().rulerInterval();
        if (interval.isEmpty() || stop.isStopping(0)) {
            return;
        }
        List<RulerReading> read = List.of();
        try {
            rulers = rulers == null ? new RulerRound(NanoClock.system(), interval.get()) : rulers;
            read = readings.of(rulers);
        } catch (IOException | IllegalStateException unreadable) {
            err.println("warning: the rulers could not be read: " + unreadable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        record.rulersRead(read);
    }

    private boolean fork(int cell, int number, List<Integer> left) throws IOException {
        RunManifest.Cell described = record.manifest().cells().get(cell);
        progress.forkBegins();
        if (givenUp.contains(cell)) {
            progress.forkFailed(cell, described, "not run again, because an earlier fork had to be killed", left);
            return false;
        }
        try {
            BenchmarkResult result = forks.run(start.cells().get(cell), Math.max(1, number), number == 0);
            if (number > 0) {
                record.forkDone(cell, result);
            }
            progress.forkDone(cell, described, result, left);
            return true;
        } catch (ForkRunner.ForkFailedException failed) {
            if (!stop.isStopping(STOP_GRACE_MILLIS)) {
                if (failed instanceof ForkRunner.ForkKilledException) {
                    givenUp.add(cell);
                }
                record.forkFailed(cell, failed.getMessage());
                progress.forkFailed(cell, described, failed.getMessage(), left);
            }
            return false;
        }
    }
}
