// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.measure.machine.GitState;
import poolmark.measure.result.RunManifest.Cell;
import poolmark.measure.result.RunManifest.CellState;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.stability.RulerReading;
import poolmark.measure.stability.StabilityWarning;

class RunDirectoryTest {

    @TempDir
    Path results;

    @Test
    void runIdMustTellTimeCommitAndProfile() {
        Instant start = Instant.parse("2026-11-23T04:35:39.999Z");
        assertThat(RunDirectory.runId(start, new GitState("1a2b3c4d", "main", false), "quick"))
                .isEqualTo("20261123T043539Z-1a2b3c4d-quick");
        assertThat(RunDirectory.runId(start, new GitState("1a2b3c4d", "main", true), "quick"))
                .isEqualTo("20261123T043539Z-1a2b3c4d-dirty-quick");
        assertThat(RunDirectory.runId(start, new GitState(GitState.NO_GIT, null, false), "smoke"))
                .isEqualTo("20261123T043539Z-nogit-smoke");
    }

    @Test
    void newDirectoryMustHoldValidEmptyResults() throws IOException {
        RunDirectory run = RunDirectory.create(results.resolve("deep/er"), manifest());
        assertThat(run.path()).isEqualTo(results.resolve("deep/er/run-1"));
        assertThat(JmhJson.read(run.jmhJson())).isEmpty();
        assertThat(SampleFile.read(run.samples())).isEmpty();
        assertThat(run.readManifest()).isEqualTo(manifest());
        assertThatThrownBy(() -> RunDirectory.create(results.resolve("deep/er"), manifest()))
                .isInstanceOf(FileAlreadyExistsException.class);
        try (Stream<Path> names = Files.list(results.resolve("deep/er"))) {
            assertThat(names).containsExactly(run.path());
        }
    }

    @Test
    void manifestMustComeBackAsItWasWritten() throws IOException {
        RunDirectory run = RunDirectory.create(results, manifest());
        run.writeManifest(manifest());
        assertThat(run.readManifest()).isEqualTo(manifest());
        assertThat(Files.readString(run.manifest()))
                .contains("\"schema\" : \"poolmark/run/1\"")
                .contains("\"state\" : \"running\"");
    }

    @Test
    void writingThatFailsMustLeaveTheOldFileAndNothingElse() throws IOException {
        RunDirectory run = RunDirectory.create(results, manifest());
        String before = Files.readString(run.jmhJson());
        assertThatThrownBy(() -> run.writeJmhJson(file -> {
                    Files.writeString(file, "half of i");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(Files.readString(run.jmhJson())).isEqualTo(before);
        try (Stream<Path> files = Files.list(run.path())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("run.json", "jmh.json", "samples.csv");
        }
    }

    @Test
    void runMustBeCompleteOnlyWhenEveryCellHasAllItsForks() {
        RunManifest all = manifest();
        for (int cell = 0; cell < 2; cell++) {
            all = all.withCell(cell, all.cells().get(cell).withForkDone().withForkDone());
        }
        assertThat(all.finished(false, "now", List.of()).state()).isEqualTo(State.COMPLETE);
        assertThat(all.finished(true, "now", List.of()).state()).isEqualTo(State.PARTIAL);
        RunManifest some =
                manifest().withCell(0, manifest().cells().get(0).withForkDone().withForkDone());
        assertThat(some.finished(false, "now", List.of()).state()).isEqualTo(State.FAILED);
    }

    @Test
    void failedCellMustKeepItsFirstReasonAndStayFailed() {
        Cell failed = cell("a.B.c")
                .withFailure("first")
                .withFailure("second")
                .withForkDone()
                .withForkDone();
        assertThat(failed.state()).isEqualTo(CellState.FAILED);
        assertThat(failed.reason()).isEqualTo("first");
        assertThat(failed.forksDone()).isEqualTo(2);
    }

    @Test
    void cellMustBePendingUntilItsLastForkIsDone() {
        assertThat(cell("a.B.c").withForkDone().state()).isEqualTo(CellState.PENDING);
        assertThat(cell("a.B.c").withForkDone().withForkDone().state()).isEqualTo(CellState.OK);
    }

    @Test
    void labelMustNameClassMethodAndParameters() {
        assertThat(cell("poolmark.bench.StrategyBenchmark.poolMap").label())
                .isEqualTo("StrategyBenchmark.poolMap tasks=5, workers=2");
    }

    @Test
    void doubtsMustComeBackAsTheyWereWritten() throws IOException {
        RunDirectory run = RunDirectory.create(results, manifest());
        List<RulerReading> readings =
                List.of(new RulerReading("cpu", 0, 5), new RulerReading("cpu", 9, 6), new RulerReading("cpu", 20, 7));
        StabilityWarning warning = new StabilityWarning(StabilityWarning.Kind.SPREAD, "B.c", 0.2, 0.1);
        RunManifest doubtful = manifest().withRulers(readings).withStability(List.of(warning));
        assertThat(doubtful.rulers().drift())
                .singleElement()
                .satisfies(drift -> assertThat(drift.change()).isEqualTo(7 / 5.0 - 1));
        run.writeManifest(doubtful);
        assertThat(run.readManifest()).isEqualTo(doubtful);
    }

    private static Cell cell(String benchmark) {
        return new Cell(
                benchmark, "ss", new TreeMap<>(Map.of("workers", "2", "tasks", "5")), 2, 0, CellState.PENDING, null);
    }

    private static RunManifest manifest() {
        return MadeUpRun.manifest(State.RUNNING, null, 1, cell("a.B.c"), cell("a.B.d"));
    }
}
