// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhJsonTest {

    @TempDir
    Path directory;

    @Test
    void numbersThatAreNotFiniteMustBeReadFromTheirStrings() throws IOException {
        Path file = write("""
                [{"benchmark": "a.B.c", "mode": "ss", "forks": 2, "measurementTime": "single-shot",
                  "primaryMetric": {"score": 1.5, "scoreError": "NaN", "scoreUnit": "ms/op", "rawData": [[1.0, 2.0], ["+INF"]]},
                  "secondaryMetrics": {"cpu.total": {"score": "-INF", "scoreError": 0.5, "scoreUnit": "ms/op", "rawData": []}}}]
                """);
        JmhJson.Entry entry = JmhJson.read(file).get(0);
        assertThat(entry.primary().score()).isEqualTo(1.5);
        assertThat(entry.primary().error()).isNaN();
        assertThat(entry.primary().raw()).containsExactly(List.of(1.0, 2.0), List.of(Double.POSITIVE_INFINITY));
        assertThat(entry.secondary().get("cpu.total").score()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(entry.params()).isEmpty();
    }

    @Test
    void otherJsonMustBeRefusedWithTheNameOfTheFile() throws IOException {
        Path object = write("{\"benchmark\": 1}");
        assertThatThrownBy(() -> JmhJson.read(object))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jmh.json");
        Path foreign = write("[{\"name\": 1}]");
        assertThatThrownBy(() -> JmhJson.read(foreign))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jmh.json");
    }

    @Test
    void histogramsOfSampleModeMustBecomeMeansOfIterations() throws IOException {
        Path file = write("""
                [{"benchmark": "a.B.c", "mode": "sample", "forks": 1,
                  "primaryMetric": {"score": 2.0, "scoreError": 0.1, "scoreUnit": "us/op",
                    "scorePercentiles": {"0.0": 1.0, "99.9": 5.0, "100.0": "NaN"},
                    "rawDataHistogram": [[[[1.0, 3], [5.0, 1]], [[2.0, 7]]]]}}]
                """);
        JmhJson.Entry entry = JmhJson.read(file).get(0);
        assertThat(entry.primary().raw()).containsExactly(List.of(2.0, 2.0));
        assertThat(entry.primary().percentiles())
                .containsEntry(99.9, 5.0)
                .containsEntry(0.0, 1.0)
                .hasSize(2);
        assertThat(entry.secondary()).isEmpty();
    }

    @Test
    void oldNamesWithAMiddleDotMustLoseItAndUnknownFieldsBePassedOver() throws IOException {
        Path file = write("""
                [{"benchmark": "a.B.c", "mode": "thrpt", "threads": 4, "jvmArgs": ["-Xmx1g", {"x": [1]}], "params": null,
                  "primaryMetric": {"score": "NaN", "scoreError": null, "scoreUnit": "ops/ms", "rawData": "none", "later": {}},
                  "secondaryMetrics": {"\u00b7gc.alloc.rate": {"score": 3.0, "scoreUnit": "MB/sec", "rawData": [[3.0]]}},
                  "jmhVersion": "1.19"}]
                """);
        JmhJson.Entry entry = JmhJson.read(file).get(0);
        assertThat(entry.secondary()).containsOnlyKeys("gc.alloc.rate");
        assertThat(entry.primary().score()).isNaN();
        assertThat(entry.primary().raw()).isEmpty();
        assertThat(entry.facts()).containsEntry("jmhVersion", "1.19").containsEntry("threads", "4");
    }

    @Test
    void fileThatIsCutOffMustBeRefusedInOneLine() throws IOException {
        Path file = write("[{\"benchmark\": \"a.B.c\", \"primaryMetric\": {\"score\": 1.0");
        assertThatThrownBy(() -> JmhJson.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jmh.json")
                .satisfies(
                        wrong -> assertThat(wrong.getMessage().lines().count()).isEqualTo(1));
    }

    @Test
    void fileOfAHundredMegabytesMustBeReadWithoutBeingHeld() throws IOException {
        Path file = directory.resolve("large.json");
        byte[] values = "0.123456789,".repeat(8_192).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("[{\"benchmark\":\"a.B.c\",\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"s/op\",\"rawData\":[["
                    .getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < 100_000_000; written += values.length) {
                out.write(values);
            }
            out.write("2]]}}]".getBytes(StandardCharsets.US_ASCII));
        }
        JmhJson.Entry entry = JmhJson.read(file).get(0);
        assertThat(entry.primary().raw()).hasSize(1);
        assertThat(entry.primary().raw().get(0)).hasSizeBetween(32_000, 65_536).contains(0.123456789);
    }

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("jmh.json"), json);
    }
}
