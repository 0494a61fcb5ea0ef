// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunReaderTest {

    private static final String FOREIGN = """
            [{"jmhVersion": "1.21", "benchmark": "org.x.A.throughput", "mode": "thrpt", "threads": 8, "forks": 2,
              "primaryMetric": {"score": 5.0, "scoreError": "NaN", "scoreUnit": "ops/ms", "rawData": [[4.0, 5.0], [6.0]]},
              "secondaryMetrics": {}},
             {"benchmark": "org.x.A.average", "mode": "avgt", "forks": 1,
              "primaryMetric": {"score": 5.0, "scoreError": 1.0, "scoreUnit": "us/op", "rawData": []}},
             {"benchmark": "org.x.A.sampled", "mode": "sample", "forks": 1, "params": {"size": "10"},
              "primaryMetric": {"score": 2.0, "scoreError": 1.0, "scoreUnit": "ms/op",
                "scorePercentiles": {"50.0": 1.5, "100.0": 9.0}, "rawDataHistogram": [[[[1.0, 1], [3.0, 1]]]]}},
             {"benchmark": "org.x.A.nothing", "mode": "ss", "forks": 1,
              "primaryMetric": {"score": "NaN", "scoreError": "NaN", "scoreUnit": "s/op", "rawData": [["NaN"]]}},
             {"benchmark": "alone", "mode": "ss", "forks": 1,
              "primaryMetric": {"score": 1.0, "scoreError": "NaN", "scoreUnit": "s/op", "rawData": [[1.0]]}}]
            """;

    @TempDir
    Path directory;

    @Test
    void resultsOfAnyModeMustBecomeCellsInTheirUnits() throws IOException {
        Run run = RunReader.read(Files.writeString(directory.resolve("foreign.json"), FOREIGN));
        assertThat(run.cells()).extracting(Cell::method).containsExactly("throughput", "average", "sampled", "alone");
        Cell throughput = run.cells().get(0);
        assertThat(throughput.isTime()).isFalse();
        assertThat(throughput.unit()).isEqualTo("ops/ms");
        assertThat(throughput.median().value()).isEqualTo(5);
        assertThat(throughput.forks()).isEqualTo(2);
        Cell average = run.cells().get(1);
        assertThat(average.median().value()).as("in ns, as stated").isEqualTo(5_000);
        assertThat(average.median().low()).isEqualTo(4_000);
        assertThat(average.median().confidence()).isEqualTo(0.999);
        Cell sampled = run.cells().get(2);
        assertThat(sampled.pooled()).containsExactly(2e6);
        assertThat(sampled.percentiles()).containsEntry(100.0, 9e6);
        assertThat(run.cells().get(3).type()).isEmpty();
        assertThat(run.cpus()).isZero();
        assertThat(run.caveats()).anySatisfy(caveat -> assertThat(caveat).contains("1 of 5 results hold no number"));
        assertThat(run.facts()).contains(java.util.List.of("jmhVersion", "1.21"));
    }

    @Test
    void directoryWithJmhsResultsAloneMustBeRead() throws IOException {
        Files.writeString(directory.resolve("jmh.json"), FOREIGN);
        assertThat(RunReader.read(directory).cells()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "no json", "[1, 2]", "[{\"benchmark\": 1}]", "null", "<html>", "[[]]", "\u0000"})
    void somethingElseMustBeRefusedInOneLineThatNamesTheFile(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("some.file"), content);
        assertThatThrownBy(() -> RunReader.read(file))
                .isInstanceOf(IOException.class)
                .satisfies(wrong ->
                        assertThat(wrong.getMessage()).contains("some.file").matches("[^\n]+"));
    }

    @Test
    void emptyDirectoryAndMissingFileMustBeRefused() {
        assertThatThrownBy(() -> RunReader.read(directory)).hasMessageContaining("is not a run");
        assertThatThrownBy(() -> RunReader.read(directory.resolve("none"))).hasMessageContaining("does not exist");
    }
}
