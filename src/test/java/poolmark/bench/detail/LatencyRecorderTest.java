// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.bench.detail.Detail.Moment;
import poolmark.bench.strategy.Arrivals;

class LatencyRecorderTest {

    @TempDir
    Path directory;

    @Test
    void quantilesMustBeThoseOfTheCallsAndTheLogHoldThemAll() throws Exception {
        LatencyRecorder recorder =
                new LatencyRecorder(directory.resolve("samples.csv").toString());
        for (int value = 1; value <= 1_000; value++) {
            recorder.record(value * 1_000L);
        }
        Map<String, Double> quantiles = tell(recorder, 1);
        assertThat(quantiles.get("latency.p50")).isBetween(499_000.0, 501_000.0);
        assertThat(quantiles.get("latency.p99")).isBetween(989_000.0, 991_000.0);
        assertThat(quantiles.get("latency.max")).isBetween(999_000.0, 1_001_000.0);
        recorder.reset();
        recorder.record(7);
        assertThat(tell(recorder, 2).get("latency.max")).isEqualTo(7);
        try (HistogramLogReader log =
                new HistogramLogReader(directory.resolve("latency.hlog").toFile())) {
            EncodableHistogram first = log.nextIntervalHistogram();
            assertThat(first.getTag()).isEqualTo("c{workers=2}#1-measure-1");
            assertThat(((Histogram) first).getTotalCount()).isEqualTo(1_000);
            assertThat(((Histogram) log.nextIntervalHistogram()).getTotalCount())
                    .isEqualTo(1);
        }
    }

    /** A server that stalls once holds up all calls of that time, and each of them must count. */
    @Test
    void stallMustCountForEveryCallThatItDelays() throws Exception {
        LatencyRecorder recorder = new LatencyRecorder("");
        int[] calls = new int[1];
        List<CompletableFuture<Integer>> answers = Arrivals.at(1_000, 200, recorder, () -> {
            if (calls[0]++ == 50) {
                pause(100);
            }
            return CompletableFuture.completedFuture(1);
        });
        assertThat(answers).hasSize(200).allSatisfy(answer -> assertThat(answer).isDone());
        assertThat(recorder.count()).isEqualTo(200);
        // 100 calls were due during the stall; half of them waited for half of it or more
        assertThat(tell(recorder, 1).get("latency.p90")).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(40));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Double> tell(LatencyRecorder recorder, long op) throws Exception {
        TreeMap<String, String> params = new TreeMap<>(Map.of("workers", "2"));
        return recorder.tell(new Moment("r", "a.B.c", params, 1, "measure", op, System.nanoTime())).stream()
                .collect(Collectors.toMap(Extra::name, Extra::value));
    }
}
