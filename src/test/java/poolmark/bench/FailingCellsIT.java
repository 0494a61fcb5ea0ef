// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.RunManifest.CellState;

/** Every way in which a cell can fail, beside one that does not, in one run. */
class FailingCellsIT {

    /** A fork of a busy machine starts within it; what never ends takes all of it. */
    private static final String LIMIT = "12s";

    private static final long PATIENCE_SECONDS = 300;

    private static final String GOOD = "sleep";

    @TempDir
    Path directory;

    private JarRun run;

    @AfterEach
    void nothingMustBeLeft() throws IOException {
        List<ProcessHandle> left = run.descendants();
        run.close();
        try (Stream<Path> shared = Files.list(Path.of("/dev/shm"))) {
            for (Path file : shared.filter(FailingCellsIT::isDummys).toList()) {
                Files.delete(file);
            }
        }
        assertThat(left).isEmpty();
    }

    private static boolean isDummys(Path file) {
        return file.getFileName().toString().startsWith(Faulty.LeavesSharedMemory.PREFIX);
    }

    @Test
    void everyFaultOfAWorkerMustFailItsCellWithTheReasonAndTheOthersMustBeMeasured() throws Exception {
        check(
                Map.ofEntries(
                        Map.entry(Faulty.Throws.class, "thrown by a dummy"),
                        Map.entry(Faulty.Wrong.class, "expected [0, 1] but got [-1, -1]"),
                        Map.entry(Faulty.Exits.class, "exit code 0 (System.exit or Runtime.halt in a task"),
                        Map.entry(Faulty.Halts.class, "exit code 0 (System.exit or Runtime.halt in a task"),
                        Map.entry(Faulty.LeavesProcess.class, "left processes behind, which had to be killed"),
                        Map.entry(Faulty.LeavesOrphan.class, "left processes behind, which had to be killed"),
                        Map.entry(Faulty.Floods.class, "printed more than 16 MiB"),
                        Map.entry(Faulty.LeavesFile.class, "among the temporary files"),
                        Map.entry(Faulty.LeavesSharedMemory.class, "/dev/shm/" + Faulty.LeavesSharedMemory.PREFIX)),
                "StrategyBenchmark.poolMap$");
    }

    @Test
    void everyFaultOfTheForkMustFailItsCellWithTheReasonAndTheOthersMustBeMeasured() throws Exception {
        check(
                Map.ofEntries(
                        Map.entry(Faulty.Throws.class, "thrown by a dummy"),
                        Map.entry(Faulty.Wrong.class, "expected [0, 1] but got [-1, -1]"),
                        Map.entry(Faulty.Hangs.class, "took longer than -to allows and was interrupted"),
                        Map.entry(Faulty.Late.class, "did not end when it was interrupted"),
                        Map.entry(Faulty.IgnoresInterrupts.class, "killed after 12 s"),
                        Map.entry(Faulty.Exits.class, "VM prematurely exited"),
                        Map.entry(Faulty.Halts.class, "without a result"),
                        Map.entry(Faulty.LeavesProcess.class, "4 processes were left after the benchmark"),
                        Map.entry(Faulty.LeavesOrphan.class, "left a process behind that kept its output open"),
                        Map.entry(Faulty.Floods.class, "printed more than 16 MiB"),
                        Map.entry(Faulty.LeavesFile.class, "among the temporary files"),
                        Map.entry(Faulty.LeavesSharedMemory.class, "/dev/shm/" + Faulty.LeavesSharedMemory.PREFIX),
                        Map.entry(Faulty.LeavesDescriptor.class, "descriptors were left open")),
                "StrategyBenchmark.serial$",
                "-to",
                "1s");
    }

    /** The one fault of a worker that is missing above, where it would take its time in vain. */
    @Test
    void cellThatHadToBeKilledMustNotTakeItsTimeAgain() throws Exception {
        start(List.of(Faulty.IgnoresInterrupts.class), "8s", "3", "StrategyBenchmark.poolMap$");
        assertThat(run.exitCode(PATIENCE_SECONDS)).isEqualTo(4);
        RunManifest manifest = run.results().readManifest();
        assertThat(reasons(manifest).values()).singleElement().asString().contains("killed after 8 s");
        assertThat(run.err()).contains("not run again");
        assertThat(run.out()).contains("FAILED  StrategyBenchmark.poolMap");
    }

    private void check(Map<Class<?>, String> faults, String... options) throws Exception {
        start(List.copyOf(faults.keySet()), LIMIT, "1", options);
        assertThat(run.exitCode(PATIENCE_SECONDS)).as(run.err()).isEqualTo(4);
        RunManifest manifest = run.results().readManifest();
        assertThat(manifest.state()).isEqualTo(RunManifest.State.FAILED);
        Map<String, String> reasons = reasons(manifest);
        assertThat(reasons).hasSize(faults.size());
        faults.forEach((type, reason) -> assertThat(reasons.get(type.getName())).contains(reason));
        assertThat(manifest.cells())
                .filteredOn(cell -> cell.state() == CellState.OK)
                .singleElement()
                .satisfies(cell -> assertThat(cell.params()).containsEntry("workload", GOOD));
        assertThat(JmhJson.read(run.results().jmhJson()))
                .extracting(entry -> entry.params().get("workload"))
                .containsExactly(GOOD);
        assertThat(run.out().lines().filter(line -> line.startsWith("FAILED"))).hasSize(faults.size());
        assertThat(run.out()).as("nothing of what dummies print").hasSizeLessThan(20_000);
    }

    private static Map<String, String> reasons(RunManifest manifest) {
        return manifest.cells().stream()
                .filter(cell -> cell.state() == CellState.FAILED)
                .collect(Collectors.toMap(cell -> cell.params().get("workload"), RunManifest.Cell::reason));
    }

    private void start(List<Class<?>> faults, String limit, String forks, String... options) throws Exception {
        String classPath = JarRun.placeOf(Faulty.class);
        List<String> workloads = new ArrayList<>(List.of(GOOD));
        faults.forEach(type -> workloads.add(type.getName()));
        List<String> args = new ArrayList<>(
                List.of("--classpath", classPath, "--cell-timeout", limit, "-f", forks, "-wi", "0", "-i", "2"));
        for (String param :
                List.of("workload=" + String.join(",", workloads), "workers=2", "tasks=2", "taskMicros=1000")) {
            args.addAll(List.of("-p", param));
        }
        args.addAll(List.of(options));
        run = JarRun.start(directory, args.toArray(String[]::new));
    }
}
