// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import poolmark.bench.cli.UsageException;
import poolmark.bench.doctor.Doctor;
import poolmark.bench.gate.book.GateManifest;
import poolmark.bench.gate.book.GateManifest.Side;
import poolmark.bench.gate.book.RoundsFile;
import poolmark.bench.gate.book.Row;
import poolmark.bench.gate.fork.Build;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.bench.gate.fork.GateCell;
import poolmark.bench.gate.plan.CellChoice;
import poolmark.bench.gate.plan.GateCommand;
import poolmark.bench.record.Circumstances;
import poolmark.bench.work.Spin;
import poolmark.measure.compare.limit.Thresholds;
import poolmark.measure.doctor.Finding;
import poolmark.measure.machine.GitState;
import poolmark.measure.machine.HostFacts;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest.State;

/**
 * All that a gate needs, checked: one that begins, or one that goes on.
 *
 * @param directory of the gate
 * @param manifest as it is in there
 * @param builds the two jars
 * @param rows what has been measured already; grows
 */
record GateStart(Path directory, GateManifest manifest, Map<Variant, Build> builds, List<Row> rows) {

    /** Two gates may begin in one second; the second one waits for the next. */
    private static final int ATTEMPTS = 3;

    private static final long NEXT_SECOND_MILLIS = 1_000;

    /**
     * Looks at the two jars; nothing is run or written.
     *
     * @throws UsageException when they cannot be compared, or there is no gate that could go on
     */
    static Map<Variant, Build> builds(GateCommand command) throws UsageException {
        if (command.resume() == null) {
            return builds(
                    Build.open(Variant.BASELINE, command.baseline(), jvmArgs(command.baselineJvmArgs())),
                    Build.open(Variant.CANDIDATE, command.candidate(), jvmArgs(command.candidateJvmArgs())));
        }
        GateManifest manifest = read(command.resume());
        requireSameMachine(manifest);
        return builds(same(Variant.BASELINE, manifest.baseline()), same(Variant.CANDIDATE, manifest.candidate()));
    }

    /** Of two arguments for the same thing a JVM takes the last. */
    private static List<String> jvmArgs(List<String> own) {
        List<String> args = new ArrayList<>(List.of(Build.FIRST_COMPILER_ALONE));
        args.addAll(own);
        return args;
    }

    private static Map<Variant, Build> builds(Build baseline, Build candidate) {
        return new EnumMap<>(Map.of(Variant.BASELINE, baseline, Variant.CANDIDATE, candidate));
    }

    /**
     * Begins or goes on.
     *
     * @param builds the two jars
     * @throws UsageException when the command cannot be run; then nothing was measured
     * @throws IOException when the gate's directory cannot be written
     */
    static GateStart of(GateCommand command, Thresholds thresholds, Map<Variant, Build> builds)
            throws UsageException, IOException {
        if (command.resume() != null) {
            return resume(command.resume(), builds);
        }
        CellChoice choice = CellChoice.of(command, builds.get(Variant.BASELINE), builds.get(Variant.CANDIDATE));
        Path directory = directory(command.out(), builds.get(Variant.CANDIDATE).commit());
        GateManifest manifest = draft(command, thresholds, choice, builds, directory);
        manifest.write(directory);
        return new GateStart(directory, manifest, builds, new ArrayList<>());
    }

    private static Path directory(Path out, String commit) throws UsageException {
        GitState built = new GitState(commit == null ? GitState.NO_GIT : commit, null, false);
        try {
            Files.createDirectories(out);
            for (int attempt = 1; ; attempt++) {
                try {
                    return Files.createDirectory(out.resolve(RunDirectory.runId(Instant.now(), built, "gate")));
                } catch (FileAlreadyExistsException taken) {
                    if (attempt == ATTEMPTS) {
                        throw taken;
                    }
                    Thread.sleep(NEXT_SECOND_MILLIS);
                }
            }
        } catch (IOException unwritable) {
            throw new UsageException(
                    "--out " + out + " cannot be written (" + unwritable + "); give a directory that can", unwritable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted before the gate began", interrupted);
        }
    }

    private static GateManifest draft(
            GateCommand command, Thresholds thresholds, CellChoice choice, Map<Variant, Build> builds, Path directory) {
        int first = command.rounds() == null ? thresholds.firstRounds() : command.rounds();
        int second = Math.max(first, thresholds.secondRounds());
        List<GateCell> cells = choice.cells();
        return new GateManifest(
                GateManifest.SCHEMA,
                directory.getFileName().toString(),
                State.RUNNING,
                now(),
                null,
                command.given(),
                Path.of("").toAbsolutePath().toString(),
                side(builds.get(Variant.BASELINE)),
                side(builds.get(Variant.CANDIDATE)),
                Circumstances.jar(),
                Circumstances.hostJvm(),
                HostFacts.read(),
                command.seed() != null ? command.seed() : new Random().nextInt(Integer.MAX_VALUE),
                first,
                command.secondRounds() == null ? second : command.secondRounds(),
                command.cellTimeout().toMillis(),
                Spin.calibrate(),
                cells,
                cells.isEmpty() ? null : cells.get(0),
                choice.missing(),
                List.of(),
                Doctor.brief(command.out()).at(Finding.Level.DOUBT).stream()
                        .map(doubt -> "before the gate: " + doubt.line())
                        .toList(),
                null);
    }

    private static Side side(Build build) {
        return new Side(build.jar().toString(), build.sha256(), build.commit(), build.jvmArgs());
    }

    private static GateManifest read(Path directory) throws UsageException {
        try {
            return GateManifest.read(directory);
        } catch (IOException unreadable) {
            throw new UsageException(
                    "--resume " + directory + ": " + unreadable.getMessage()
                            + "; give a directory that a gate has left",
                    unreadable);
        }
    }

    private static GateStart resume(Path directory, Map<Variant, Build> builds) throws UsageException, IOException {
        GateManifest resumed = read(directory).resumed();
        List<Row> rows;
        try {
            rows = new ArrayList<>(new RoundsFile(directory).read());
        } catch (IOException damaged) {
            throw new UsageException(damaged.getMessage() + "; begin a new gate", damaged);
        }
        resumed.write(directory);
        return new GateStart(directory, resumed, builds, rows);
    }

    /** What was measured before and what comes now have to be comparable. */
    private static void requireSameMachine(GateManifest manifest) throws UsageException {
        HostFacts then = manifest.host();
        HostFacts now = HostFacts.read();
        boolean same = Objects.equals(then.cpuModel(), now.cpuModel())
                && then.availableCpus() == now.availableCpus()
                && Objects.equals(then.kernel(), now.kernel())
                && manifest.jvm().version().equals(System.getProperty("java.version"));
        if (!same) {
            throw new UsageException(
                    "--resume: " + manifest.gateId() + " was begun on another machine or JDK; begin a new gate here");
        }
    }

    private static Build same(Variant variant, Side then) throws UsageException {
        Build now = Build.open(variant, Path.of(then.jar()), then.jvmArgs());
        if (!now.sha256().equals(then.sha256())) {
            throw new UsageException("--resume: " + then.jar() + " has changed since; begin a new gate");
        }
        return now;
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
