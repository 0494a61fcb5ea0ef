// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;

class ThresholdsFileTest {

    private static final Path COMMITTED = Path.of("results", "gates.properties");

    @TempDir
    Path directory;

    private Thresholds read(String text) throws IOException {
        return ThresholdsFile.read(Files.writeString(directory.resolve("gates.properties"), text));
    }

    private static CellName cell(String name) {
        return new CellName("poolmark.bench." + name, new TreeMap<>());
    }

    @Test
    void committedFileMustBeReadAndSayWhatItsCommentsSay() throws IOException {
        Thresholds thresholds = ThresholdsFile.read(COMMITTED);
        assertThat(thresholds.of(cell("StrategyBenchmark.poolMap"), Metric.WALL))
                .isEqualTo(new Limit(0.05, 50_000));
        assertThat(thresholds.of(cell("RoundTripBenchmark.apply"), Metric.WALL)).isEqualTo(new Limit(0.1, 500));
        assertThat(thresholds.of(cell("LifecycleBenchmark.close"), Metric.WALL)).isEqualTo(new Limit(0.15, 50_000));
        assertThat(thresholds.of(cell("StrategyBenchmark.poolMap"), Metric.MEMORY_WORKERS))
                .isEqualTo(new Limit(0.05, 1 << 20));
        assertThat(thresholds.firstRounds()).isEqualTo(10);
        assertThat(thresholds.secondRounds()).isEqualTo(20);
        assertThat(thresholds.removed()).isEmpty();
    }

    @Test
    void lastLineThatFitsMustDecide() throws IOException {
        Thresholds thresholds = read("limit.wall@pool = 7%\nlimit.wall = 3 %\nlimit.wall@poolMap$ = 9.5%\n");
        assertThat(thresholds.of(cell("S.poolMap"), Metric.WALL).relative()).isEqualTo(0.095);
        assertThat(thresholds.of(cell("S.poolMapX"), Metric.WALL).relative()).isEqualTo(0.03);
        assertThat(thresholds.of(cell("S.poolMap"), Metric.CPU_TOTAL).relative())
                .isEqualTo(0.05);
    }

    @Test
    void aLimitMustFitOneCellOfABenchmarkByItsParameters() throws IOException {
        Thresholds thresholds = read("limit.wall@poolMap.*workload.tutorial = 10%\n");
        CellName tutorial = new CellName("S.poolMap", new TreeMap<>(Map.of("tasks", "5", "workload", "tutorial")));
        CellName compute = new CellName("S.poolMap", new TreeMap<>(Map.of("tasks", "5", "workload", "cpu")));
        assertThat(thresholds.of(tutorial, Metric.WALL).relative()).isEqualTo(0.1);
        assertThat(thresholds.of(compute, Metric.WALL).relative()).isEqualTo(0.05);
    }

    @Test
    void removedBenchmarksMustBeRegularExpressionsBetweenBlanks() throws IOException {
        Thresholds thresholds = read("removed = Old.*\\.gone  poolApply$\n");
        assertThat(thresholds.mayLack(cell("OldBenchmark.gone"))).isTrue();
        assertThat(thresholds.mayLack(cell("S.poolApply"))).isTrue();
        assertThat(thresholds.mayLack(cell("S.poolApplyAsync"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits.wall = 5%          | unknown key 'limits.wall'
            limit.wal = 5%            | unknown metric 'wal'
            limit.wall = 5            | '5' is not a percentage
            limit.wall = 0%           | '0%' is not a percentage
            limit.wall = -5%          | '-5%' is not a percentage
            limit.wall = NaN%         | 'NaN%' is not a percentage
            limit.wall = 5000%        | '5000%' is not a percentage
            limit.wall@[ = 5%         | not a regular expression
            floor.wall = 5            | '5' is not a quantity such as 50us
            floor.wall = 5MiB         | '5MiB' is not a quantity such as 50us
            floor.rss.workers.peak=5s | '5s' is not a quantity such as 1MiB
            rounds.first = 4          | whole number from 5 to 1000
            rounds.second = many      | whole number from 7 to 1000
            control.limit = soon      | 'soon' is not a percentage
            removed = (               | not a regular expression
            """)
    void lineThatMakesNoSenseMustBeNamedInOneLine(String line, String message) {
        assertThatThrownBy(() -> read(line + "\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("gates.properties: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void keyThatIsThereTwiceMustBeRefused() {
        assertThatThrownBy(() -> read("limit.wall = 5%\nlimit.wall = 6%\n"))
                .hasMessageEndingWith("limit.wall is there twice");
        assertThatThrownBy(() -> read("limit.wall = \\u00zz\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ThresholdsFile.read(directory.resolve("none")))
                .hasMessageEndingWith("there is no such file with thresholds");
    }

    @Test
    void zeroMustNeedNoUnit() throws IOException {
        assertThat(read("floor.wall = 0\n").of(cell("S.a"), Metric.WALL).floor())
                .isZero();
    }
}
