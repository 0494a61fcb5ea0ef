// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Mode;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.cli.UsageException;
import poolmark.bench.work.WorkloadTest;

class CellPlanTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "1, '1, 2'",
        "2, '1, 2, 3, 4'",
        "3, '1, 2, 3, 4, 5, 6'",
        "4, '1, 2, 3, 4, 5, 6, 7, 8'",
        "6, '1, 2, 4, 6, 12'",
        "8, '1, 2, 4, 8, 16'",
        "48, '1, 2, 4, 8, 16, 32, 48, 96'"
    })
    void poolSizesMustReachTwiceTheProcessorsWithoutGapsWhereTheyAreFew(int cpus, String sizes) throws Exception {
        assertThat(values(cells(cpus, "--profile", "quick", "StrategyBenchmark.poolMap"), "workers"))
                .containsExactly(sizes.split(", "));
    }

    @Test
    void quickMustHoldEveryStrategyAndPoolSize() throws Exception {
        List<Cell> cells = cells(2, "--profile", "quick");
        for (String method :
                List.of("serial", "processPerTask", "poolMap", "poolApply", "poolApplyAsync", "threadPool")) {
            assertThat(values(of(cells, "StrategyBenchmark." + method), "workers"))
                    .containsExactly("1", "2", "3", "4");
        }
        for (String method : List.of("processPerTask", "poolMap", "poolApply", "poolApplyAsync")) {
            assertThat(values(of(cells, "ColdStartBenchmark." + method), "workers"))
                    .containsExactly("1", "2", "3", "4");
        }
    }

    @Test
    void everyProfileMustHaveACellOfEveryClass() throws Exception {
        assertThat(classes("full")).hasSize(11);
        assertThat(classes("standard"))
                .hasSize(10)
                .as("which has no time for ten million tasks")
                .doesNotContain("ScaleBenchmark");
        assertThat(classes("quick"))
                .hasSize(8)
                .as("which has no time for sweeps")
                .doesNotContain("BreakEvenBenchmark", "ChunkBenchmark", "ScaleBenchmark");
        assertThat(classes("smoke")).hasSize(7).as("whose point is to wait").doesNotContain("IdleBenchmark");
    }

    @Test
    void coldStartsMustBeMeasuredWithTheTutorialAloneWhereStandardChooses() throws Exception {
        Predicate<Cell> cold = cell -> cell.benchmark().contains("ColdStartBenchmark");
        assertThat(cells(2, "--profile", "standard").stream().filter(cold))
                .hasSize(3 * 4)
                .allMatch(cell -> cell.params().get("workload").equals("tutorial"))
                .as("which is the same beside warm pools")
                .noneMatch(cell -> cell.benchmark().endsWith(".processPerTask"));
        assertThat(cells(2, "--profile", "standard", "ColdStartBenchmark")).hasSize(2 * 4 * 4);
        assertThat(cells(2, "--profile", "standard", "-p", "workload=cpu").stream()
                        .filter(cold))
                .hasSize(4 * 4);
        assertThat(cells(2, "--profile", "full").stream().filter(cold)).hasSizeGreaterThan(2 * 4 * 4);
    }

    @Test
    void sweepsMustHaveTheirOwnValuesAndAsManyWorkersAsProcessors() throws Exception {
        List<Cell> breakEven = cells(4, "--profile", "standard", "BreakEvenBenchmark.serial");
        assertThat(values(breakEven, "taskMicros")).containsExactly("100", "5000", "50000");
        assertThat(values(breakEven, "workers")).containsExactly("4");
        assertThat(values(breakEven, "tasks")).as("not the tutorial's").containsExactly("8");
        List<Cell> chunks = cells(4, "--profile", "standard", "ChunkBenchmark");
        assertThat(values(chunks, "chunk")).containsExactly("1", "8", "64", "256");
        assertThat(values(chunks, "workers")).containsExactly("4");
        assertThat(values(cells(4, "-p", "taskMicros=7", "BreakEvenBenchmark.serial"), "taskMicros"))
                .containsExactly("7");
    }

    @Test
    void scaleMustBeMeasuredWithItsOwnNumbersOfTasks() throws Exception {
        List<Cell> scale = cells(2, "ScaleBenchmark.map", "-p", "workers=2");
        assertThat(values(scale, "batch")).containsExactly("1000", "10000", "100000", "1000000");
        assertThat(values(scale, "workers")).containsExactly("2");
    }

    private static List<String> classes(String profile) throws UsageException {
        return cells(2, "--profile", profile).stream()
                .map(cell -> cell.benchmark().replaceAll(".*\\.(\\w+)\\.\\w+", "$1"))
                .distinct()
                .toList();
    }

    @Test
    void argumentsOfTheUserMustSetTheNumberOfTasksOfHisWorkloadAlone() throws Exception {
        Path file = Files.writeString(directory.resolve("arguments"), "5\n\n6\n7\n");
        String own = WorkloadTest.Negating.class.getName();
        List<Cell> cells = cells(
                2,
                "StrategyBenchmark.serial",
                "-p",
                "workload=cpu," + own,
                "--arguments",
                file.toString(),
                "-p",
                "tasks=9");
        assertThat(cells)
                .extracting(
                        cell -> cell.params().get("workload") + cell.params().get("tasks"))
                .contains("cpu9", own + "3")
                .doesNotContain("cpu3", own + "9");
    }

    @Test
    void valuesOfTheUserMustBeatThoseOfTheProfile() throws Exception {
        List<Cell> cells = cells(
                2,
                "(Strategy|ColdStart)Benchmark.poolMap",
                "-p",
                "workers=7",
                "-p",
                "workload=sleep",
                "-p",
                "tasks=3",
                "-p",
                "taskMicros=9");
        assertThat(cells)
                .hasSize(2)
                .allSatisfy(cell -> assertThat(cell.params())
                        .containsEntry("workers", "7")
                        .containsEntry("workload", "sleep")
                        .containsEntry("tasks", "3")
                        .containsEntry("taskMicros", "9"));
    }

    @Test
    void valuesGivenTwiceMustBeMeasuredOnce() throws Exception {
        assertThat(values(
                        cells(2, "Strategy.*poolMap", "-p", "workers=2,1,2", "-p", "workers=1", "-p", "workload=cpu"),
                        "workers"))
                .containsExactly("2", "1");
    }

    @Test
    void tutorialMustHaveItsFiveTasksWhateverIsAskedFor() throws Exception {
        List<Cell> cells =
                cells(2, "Strategy.*serial", "-p", "workers=1", "-p", "workload=tutorial,sleep", "-p", "tasks=8,9");
        assertThat(cells.stream()
                        .map(cell ->
                                cell.params().get("workload") + cell.params().get("tasks")))
                .containsExactly("tutorial5", "sleep8", "sleep9");
    }

    @Test
    void eachWorkloadMustHaveItsOwnScale() throws Exception {
        List<Cell> cells = cells(2, "--profile", "full", "Strategy.*serial", "-p", "workers=1");
        assertThat(cells.stream()
                        .map(cell -> cell.params().get("workload") + " "
                                + cell.params().get("taskMicros")))
                .containsExactly("tutorial 500000", "sleep 10000", "cpu 10000", "alloc 10000");
    }

    @Test
    void modeOfTheUserMustBeatThatOfTheBenchmark() throws Exception {
        assertThat(cells(2, "RulerBenchmark.cpu")).extracting(Cell::mode).containsExactly(Mode.SingleShotTime);
        assertThat(cells(2, "RulerBenchmark.cpu", "-bm", "avgt,thrpt"))
                .extracting(Cell::mode)
                .containsExactlyInAnyOrder(Mode.AverageTime, Mode.Throughput);
    }

    @Test
    void excludesMustBeLeftOut() throws Exception {
        assertThat(cells(2, "RulerBenchmark", "-e", "spawn"))
                .extracting(Cell::benchmark)
                .containsExactly("poolmark.bench.RulerBenchmark.cpu", "poolmark.bench.RulerBenchmark.pipePingPong");
    }

    @Test
    void workloadThatIsNotPublicMustBeRefused() {
        assertThatThrownBy(() -> cells(2, "serial", "-p", "workload=" + Hidden.class.getName()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("public");
    }

    static class Hidden implements poolmark.pool.Task<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer apply(Integer argument) {
            return argument;
        }
    }

    private static List<Cell> cells(int cpus, String... args) throws UsageException {
        return CellPlan.of(CommandLine.parse(List.of(args)), cpus, CellPlanTest.class.getClassLoader());
    }

    private static List<Cell> of(List<Cell> cells, String name) {
        return cells.stream().filter(cell -> cell.benchmark().endsWith(name)).toList();
    }

    private static List<String> values(List<Cell> cells, String param) {
        return cells.stream().map(cell -> cell.params().get(param)).distinct().toList();
    }
}
