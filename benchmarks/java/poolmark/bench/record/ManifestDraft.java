// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.util.Version;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.meter.MeterCost;
import poolmark.bench.plan.Cell;
import poolmark.bench.watch.ProcessTree;
import poolmark.measure.doctor.Diagnosis;
import poolmark.measure.doctor.Finding;
import poolmark.measure.host.Activity;
import poolmark.measure.machine.GitState;
import poolmark.measure.machine.HostFacts;
import poolmark.measure.program.Calibration;
import poolmark.measure.program.WorkerJvm;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.WriterProcess;
import poolmark.measure.stability.Rulers;
import poolmark.pool.host.process.LaunchSpec;

/** Writes down what is known of a run before it begins. */
public final class ManifestDraft {

    private ManifestDraft() {}

    /**
     * Makes the manifest of a run that begins.
     *
     * @param runId name of the run's directory
     * @param command what was typed
     * @param cells what is measured
     * @param forks how often each cell gets a fork
     * @param seed of the random order
     * @param git the working directory's state
     * @param spinsPerMilli speed of this machine; 0 where nobody needs it
     * @param doctor what is to be thought of this machine
     * @return the manifest, state running
     */
    public static RunManifest of(
            String runId,
            CommandLine command,
            List<Cell> cells,
            int forks,
            long seed,
            GitState git,
            long spinsPerMilli,
            Diagnosis doctor) {
        return new RunManifest(
                RunManifest.SCHEMA,
                runId,
                RunManifest.State.RUNNING,
                RunRecord.now(),
                null,
                ProcessHandle.current().pid(),
                command.given(),
                Path.of("").toAbsolutePath().toString(),
                command.profile().label(),
                seed,
                order(cells.size(), forks, seed),
                git,
                Circumstances.jar(),
                Version.getPlainVersion(),
                Circumstances.hostJvm(),
                null,
                new WorkerJvm("as parent", LaunchSpec.standardOptions(), workerArgs(command)),
                HostFacts.read(),
                null,
                doctor.trials().clocks().facts(),
                spinsPerMilli > 0 ? new Calibration(spinsPerMilli) : null,
                writer(doctor),
                doctor,
                Activity.Disturbance.unknown(),
                MeterCost.measure(),
                cells.stream().map(cell -> pending(cell, forks)).toList(),
                warnings(command, cells, doctor),
                Rulers.unread(),
                null);
    }

    private static WriterProcess writer(Diagnosis doctor) {
        String start = ProcessHandle.current()
                .info()
                .startInstant()
                .map(Instant::toString)
                .orElse(null);
        return new WriterProcess(start, doctor.machine().bootId());
    }

    /** {@return for each round the numbers of all cells, shuffled anew} */
    static List<List<Integer>> order(int cells, int rounds, long seed) {
        Random random = new Random(seed);
        List<List<Integer>> order = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Integer> numbers =
                    new ArrayList<>(IntStream.range(0, cells).boxed().toList());
            Collections.shuffle(numbers, random);
            order.add(numbers);
        }
        return order;
    }

    /** {@return whether cells differ in nothing but their mode} */
    static boolean mixesModes(List<Cell> cells) {
        record Key(String benchmark, Map<String, String> params) {}
        return cells.stream()
                        .map(cell -> new Key(cell.benchmark(), cell.params()))
                        .distinct()
                        .count()
                < cells.size();
    }

    private static RunManifest.Cell pending(Cell cell, int forks) {
        return new RunManifest.Cell(
                cell.benchmark(),
                cell.mode().shortLabel(),
                cell.params(),
                forks,
                0,
                RunManifest.CellState.PENDING,
                null);
    }

    private static List<String> workerArgs(CommandLine command) {
        String args = command.workerJvmArgs().strip();
        return args.isEmpty() ? List.of() : Arrays.asList(args.split("\\s+"));
    }

    private static List<String> warnings(CommandLine command, List<Cell> cells, Diagnosis doctor) {
        List<String> warnings = new ArrayList<>();
        doctor.at(Finding.Level.DOUBT).forEach(doubt -> warnings.add("before the run: " + doubt.line()));
        if (command.jmh().getThreads().orElse(1) != 1) {
            warnings.add(
                    "-t: operations of several threads overlap, so that CPU times and workers of one are counted for"
                            + " another as well");
        }
        if (command.jmh().getForkCount().orElse(1) == 0) {
            warnings.add("-f 0: everything ran in one JVM, whose earlier benchmarks influence the later ones");
        }
        if (mixesModes(cells)) {
            warnings.add(
                    "-bm: samples.csv and the table do not tell several modes of one benchmark apart; jmh.json does");
        }
        if (!ProcessTree.adoptOrphans()) {
            warnings.add(
                    "a process that a worker leaves behind is not noticed on this system once its parent has ended");
        }
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            if (System.getenv(variable) != null) {
                warnings.add(variable + " is set and reaches every worker: " + System.getenv(variable));
            }
        }
        return warnings;
    }
}
