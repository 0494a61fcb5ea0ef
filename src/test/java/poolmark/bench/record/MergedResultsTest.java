// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import poolmark.measure.result.JmhJson;

class MergedResultsTest {

    @TempDir
    Path directory;

    @Test
    void forksMustBecomeOneEntryWithRawDataForEachForkAndIteration() throws IOException {
        MergedResults merged = new MergedResults();
        merged.add(1, fork("a.B.second", 4));
        merged.add(0, fork("a.B.first", 1, 2));
        merged.add(0, fork("a.B.first", 3, 6));
        List<JmhJson.Entry> entries = written(merged);
        assertThat(entries).extracting(JmhJson.Entry::benchmark).containsExactly("a.B.first", "a.B.second");
        JmhJson.Entry first = entries.get(0);
        assertThat(first.forks()).isEqualTo(2);
        assertThat(first.params()).containsEntry("workers", "2");
        assertThat(first.primary().score()).isEqualTo(3);
        assertThat(first.primary().raw()).containsExactly(List.of(1.0, 2.0), List.of(3.0, 6.0));
        assertThat(first.secondary().get("cpu.total").raw()).containsExactly(List.of(10.0, 20.0), List.of(30.0, 60.0));
        assertThat(first.secondary().get("cpu.total").score()).isEqualTo(30);
    }

    @Test
    void jsonThatIsPutTogetherFromItsCellsMustBeWhatJmhWritesInOnePiece() throws IOException {
        MergedResults merged = new MergedResults();
        for (int fork = 0; fork < 2; fork++) {
            for (int cell = 0; cell < 3; cell++) {
                merged.add(cell, fork("a.B.c" + cell, cell, 25, fork));
                merged.writeJson(directory.resolve("pieces"));
                merged.write(ResultFormatType.JSON, directory.resolve("whole"));
                assertThat(Files.readString(directory.resolve("pieces")))
                        .isEqualTo(Files.readString(directory.resolve("whole")).strip() + "\n");
            }
        }
    }

    @Test
    void errorOfASingleOperationMustBeReadableThoughItIsNotANumber() throws IOException {
        MergedResults merged = new MergedResults();
        merged.add(0, fork("a.B.c", 5));
        assertThat(written(merged).get(0).primary().error()).isNaN();
    }

    @Test
    void argumentsThatHoldForOneForkMustNotBeShownForAll() {
        assertThat(MergedResults.visible(List.of("-Xmx1g", "-Dpoolmark.fork=3", "-Dother=1")))
                .containsExactly("-Xmx1g", "-Dother=1");
    }

    private List<JmhJson.Entry> written(MergedResults merged) throws IOException {
        Path file = directory.resolve("jmh.json");
        merged.write(ResultFormatType.JSON, file);
        return JmhJson.read(file);
    }

    private static BenchmarkResult fork(String benchmark, long... millis) {
        IterationParams iterations = new IterationParams(IterationType.MEASUREMENT, millis.length, TimeValue.NONE, 1);
        WorkloadParams workload = new WorkloadParams();
        workload.put("workers", "2", 0);
        BenchmarkParams params = new BenchmarkParams(
                benchmark,
                benchmark,
                false,
                1,
                new int[] {1},
                List.of(),
                1,
                0,
                iterations,
                iterations,
                Mode.SingleShotTime,
                workload,
                TimeUnit.MILLISECONDS,
                1,
                "java",
                List.of("-Dpoolmark.fork=1"),
                "17",
                "vm",
                "17",
                "1.37",
                TimeValue.seconds(1));
        List<IterationResult> results = new ArrayList<>();
        for (long value : millis) {
            IterationResult result = new IterationResult(params, iterations, new IterationResultMetaData(1, 1));
            result.addResult(new SingleShotResult(
                    ResultRole.PRIMARY, "op", TimeUnit.MILLISECONDS.toNanos(value), 1, TimeUnit.MILLISECONDS));
            result.addResult(new ScalarResult("cpu.total", 10.0 * value, "ms/op", AggregationPolicy.AVG));
            results.add(result);
        }
        return new BenchmarkResult(params, results);
    }
}
