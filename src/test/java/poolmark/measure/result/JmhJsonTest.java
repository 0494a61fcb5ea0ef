// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("jmh.json"), json);
    }
}
