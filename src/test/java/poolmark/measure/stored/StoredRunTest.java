// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.MadeUpRun;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.result.Sample;
import poolmark.measure.result.SampleFile;
import poolmark.measure.result.WriterProcess;

class StoredRunTest {

    private static final String BENCHMARK = "poolmark.bench.StrategyBenchmark.poolMap";

    /** One fork of two iterations, as JMH writes it. */
    private static final String ONE_FORK = """
            [{"benchmark": "%s", "mode": "ss", "forks": 1, "params": {"workers": "2"},
              "primaryMetric": {"score": 3.0, "scoreError": "NaN", "scoreUnit": "ms/op", "rawData": [[2.0, 4.0]]},
              "secondaryMetrics": {}}]
            """.formatted(BENCHMARK);

    private static final Writers GONE = manifest -> false;
    private static final Writers LIVING = manifest -> true;

    @TempDir
    Path results;

    private RunDirectory run(State state, WriterProcess writer, long pid) throws IOException {
        return RunDirectory.create(results, manifest(state, writer, pid));
    }

    private RunDirectory run(State state) throws IOException {
        return run(state, null, 1);
    }

    @Test
    void runningRunWhoseWriterIsGoneMustBePartial() throws IOException {
        Path path = run(State.RUNNING).path();
        assertThat(StoredRun.read(path, LIVING).state()).isEqualTo(State.RUNNING);
        StoredRun gone = StoredRun.read(path, GONE);
        assertThat(gone.state()).isEqualTo(State.PARTIAL);
        assertThat(gone.warnings()).anyMatch(warning -> warning.contains("cut off: 0 of 2 forks"));
    }

    @Test
    void finishedRunMustStayWhatItsWriterSaid() throws IOException {
        assertThat(StoredRun.read(run(State.COMPLETE).path(), GONE).state()).isEqualTo(State.COMPLETE);
    }

    @Test
    void writerMustBeTheSameProcessOfTheSameStartOfTheMachine() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElseThrow();
        Writers writers = Writers.ofThisMachine();
        assertThat(writers.isWriting(manifest(State.RUNNING, new WriterProcess(start.toString(), null), self.pid())))
                .isTrue();
        assertThat(writers.isWriting(manifest(State.RUNNING, null, self.pid()))).isTrue();
        Instant before = start.minusSeconds(60);
        assertThat(writers.isWriting(manifest(State.RUNNING, new WriterProcess(before.toString(), null), self.pid())))
                .isFalse();
        assertThat(writers.isWriting(manifest(State.RUNNING, new WriterProcess(start.toString(), "other"), self.pid())))
                .isFalse();
        assertThat(writers.isWriting(manifest(State.RUNNING, null, Integer.MAX_VALUE)))
                .isFalse();
    }

    @Test
    void resultsThatAKilledWriterOwesMustComeFromTheSamples() throws IOException {
        RunDirectory run = run(State.RUNNING);
        run.writeJmhJson(file -> Files.writeString(file, ONE_FORK));
        write(run, sample(1, 2_000_000), sample(1, 4_000_000), sample(2, 6_000_000));
        StoredRun read = StoredRun.read(run.path(), GONE);
        assertThat(read.samples()).hasSize(3);
        JmhJson.Entry entry = read.results().get(0);
        assertThat(read.results()).hasSize(1);
        assertThat(entry.forks()).isEqualTo(2);
        assertThat(entry.params()).isEqualTo(Map.of("workers", "2"));
        assertThat(entry.primary().raw()).containsExactly(List.of(2.0, 4.0), List.of(6.0));
        assertThat(entry.primary().score()).isEqualTo(4.0);
        assertThat(entry.primary().unit()).isEqualTo("ms/op");
        assertThat(entry.secondary().get("cpu.total").raw()).containsExactly(List.of(5.0, 5.0), List.of(5.0));
        assertThat(entry.secondary().get("rss.workers.peak").score()).isEqualTo(4_096);
        assertThat(read.warnings()).anyMatch(warning -> warning.contains("older than samples.csv"));
    }

    @Test
    void resultsOfJmhMustStayWhereTheyAreUpToDate() throws IOException {
        RunDirectory run = run(State.RUNNING);
        run.writeJmhJson(file -> Files.writeString(file, ONE_FORK));
        write(run, sample(1, 1_000_000));
        StoredRun read = StoredRun.read(run.path(), GONE);
        assertThat(read.results()).isEqualTo(JmhJson.read(run.jmhJson()));
        assertThat(read.warnings()).noneMatch(warning -> warning.contains("samples"));
    }

    @Test
    void samplesOfFailedForksMustNotBecomeResultsOfARunThatEnded() throws IOException {
        RunDirectory run = run(State.FAILED);
        write(run, sample(1, 1_000_000));
        assertThat(StoredRun.read(run.path(), GONE).results()).isEmpty();
    }

    @Test
    void samplesOfACellThatFailedMustNotBecomeResultsOfAKilledRunEither() throws IOException {
        RunDirectory run = run(State.RUNNING);
        RunManifest manifest = run.readManifest();
        run.writeManifest(manifest.withCell(0, manifest.cells().get(0).withFailure("left files behind")));
        write(run, sample(1, 1_000_000));
        assertThat(StoredRun.read(run.path(), GONE).results()).isEmpty();
    }

    @Test
    void resultMadeFromSamplesMustHaveTheModeOfItsCell() throws IOException {
        RunDirectory run = run(State.RUNNING);
        RunManifest manifest = run.readManifest();
        run.writeManifest(manifest.withCell(0, cell("sample")));
        write(run, sample(1, 1_000_000));
        assertThat(StoredRun.read(run.path(), GONE).results())
                .extracting(JmhJson.Entry::mode)
                .containsExactly("sample");
    }

    /** {@code -bm ss,avgt}: two entries with the same name and parameters, which samples do not tell apart. */
    @Test
    void resultsOfOneBenchmarkInTwoModesMustAllStay() throws IOException {
        RunDirectory run =
                RunDirectory.create(results, MadeUpRun.manifest(State.RUNNING, null, 1, cell("ss"), cell("avgt")));
        String both = "[%s,%s]".formatted(entry("ss"), entry("avgt"));
        run.writeJmhJson(file -> Files.writeString(file, both));
        write(run, sample(1, 1_000_000), sample(2, 1_000_000), sample(3, 1_000_000));
        StoredRun read = StoredRun.read(run.path(), GONE);
        assertThat(read.results()).extracting(JmhJson.Entry::mode).containsExactly("ss", "avgt");
        assertThat(read.results()).isEqualTo(JmhJson.read(run.jmhJson()));
    }

    private static String entry(String mode) {
        return ONE_FORK.strip().replaceAll("^\\[|]$", "").replace("\"ss\"", "\"" + mode + "\"");
    }

    @Test
    void lostJmhJsonMustBeMadeFromTheSamples() throws IOException {
        RunDirectory run = run(State.COMPLETE);
        write(run, sample(1, 1_000_000));
        Files.writeString(run.jmhJson(), ONE_FORK.substring(0, 60));
        assertThat(StoredRun.read(run.path(), GONE).results()).hasSize(1);
        Files.delete(run.jmhJson());
        StoredRun read = StoredRun.read(run.path(), GONE);
        assertThat(read.results()).hasSize(1);
        assertThat(read.warnings()).anyMatch(warning -> warning.contains("jmh.json cannot be read"));
    }

    @Test
    void operationThatWasCutOffMustBeLeftOutAndTheNextOneBeWhole() throws IOException {
        RunDirectory run = run(State.RUNNING);
        write(run, sample(1, 1));
        Files.writeString(run.samples(), "1,run-1,,poolm", StandardOpenOption.APPEND);
        assertThat(StoredRun.read(run.path(), GONE).samples()).hasSize(1);
        write(run, sample(2, 2));
        assertThat(StoredRun.read(run.path(), GONE).samples()).containsExactly(sample(1, 1), sample(2, 2));
    }

    @Test
    void directoryThatIsNoRunMustBeRefusedInOneLine() {
        assertThatThrownBy(() -> StoredRun.read(results))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no run.json");
    }

    private static void write(RunDirectory run, Sample... samples) throws IOException {
        try (SampleFile file = SampleFile.append(run.samples())) {
            for (Sample sample : samples) {
                file.write(sample);
            }
        }
    }

    private static Sample sample(int fork, long wallNanos) {
        return new Sample(
                "run-1",
                "",
                BENCHMARK,
                new TreeMap<>(Map.of("workers", "2")),
                fork,
                Sample.MEASURE,
                1,
                wallNanos,
                2_000_000,
                3_000_000,
                0,
                0,
                4_096,
                true);
    }

    private static RunManifest.Cell cell(String mode) {
        return new RunManifest.Cell(
                BENCHMARK, mode, new TreeMap<>(Map.of("workers", "2")), 2, 0, RunManifest.CellState.PENDING, null);
    }

    private static RunManifest manifest(State state, WriterProcess writer, long pid) {
        return MadeUpRun.manifest(state, writer, pid, cell("ss"));
    }
}
