// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest.Cell;
import poolmark.measure.result.RunManifest.CellState;
import poolmark.measure.stability.StabilityWarning;

class ColdWorkersTest {

    private static final String BENCHMARK = "poolmark.bench.StrategyBenchmark.poolMap";

    @TempDir
    Path directory;

    @Test
    void workerThatMeetsItsFirstTaskInAMeasuredOperationMustBeCounted() throws Exception {
        Files.write(
                directory.resolve("timeline.csv"),
                List.of(
                        "header",
                        row(1, "warmup", "W-1"),
                        row(1, "measure", "W-1"),
                        row(1, "measure", "W-2"),
                        row(1, "measure", "W-2"),
                        row(2, "warmup", "W-1"),
                        row(2, "warmup", "W-2"),
                        row(2, "measure", "W-2"),
                        row(2, "timeline", "W-3")));
        assertThat(ColdWorkers.of(new RunDirectory(directory), List.of(cell())))
                .containsExactly(new StabilityWarning(StabilityWarning.Kind.COLD_WORKERS, cell().label(), 1, 1));
    }

    @Test
    void runWithoutTimelineMustHaveNone() throws Exception {
        assertThat(ColdWorkers.of(new RunDirectory(directory), List.of(cell()))).isEmpty();
    }

    private static String row(int fork, String phase, String worker) {
        return "run," + BENCHMARK + ",workers=2," + fork + "," + phase + ",1,0," + worker + ",7,1,2,3,,returned";
    }

    private static Cell cell() {
        return new Cell(BENCHMARK, "ss", new TreeMap<>(Map.of("workers", "2")), 2, 2, CellState.OK, null);
    }
}
