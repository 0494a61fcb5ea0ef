// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.bench.gate.book.GateManifest;
import poolmark.bench.gate.book.RoundsFile;
import poolmark.bench.gate.book.Row;
import poolmark.bench.gate.book.Row.Kind;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.result.Sample;
import poolmark.measure.result.SampleFile;

/**
 * The gate with the real jar and real forks, as small as it goes: one cell, a round or two. What ten rounds find is the
 * business of {@code GateTest}, with numbers that are made up, and of the self-check in {@code .ci/run}.
 */
class GateIT {

    /** The cheapest benchmark there is: it has no pool. */
    private static final String CHEAP = "SerialBenchmark.lazyMap$";

    private static final String POOL = "StrategyBenchmark.poolApplyAsync$";

    @TempDir
    Path directory;

    private JarRun run;

    private void gate(String... args) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("--baseline", JarRun.jar(), "--candidate", JarRun.jar(), "-wi", "1", "-i", "2"));
        // A round can tell nothing, so that all of it is measured again.
        all.addAll(List.of("--second-rounds", "1"));
        all.addAll(List.of(args));
        run = JarRun.start(directory, List.of("gate"), all.toArray(String[]::new));
    }

    private Path results() throws IOException {
        try (Stream<Path> gates = Files.list(directory.resolve("results"))) {
            return gates.findFirst().orElseThrow();
        }
    }

    private List<Row> rows(Kind kind) throws IOException {
        return new RoundsFile(results())
                .read().stream().filter(row -> row.kind() == kind).toList();
    }

    @AfterEach
    void nothingMustBeLeft() throws IOException {
        List<ProcessHandle> left = run.descendants();
        run.close();
        assertThat(left).isEmpty();
        assertThat(results().resolve(".fork")).doesNotExist();
    }

    @Test
    void aJarAgainstItselfMustNotFailAndMustLeaveEverythingItMeasured() throws Exception {
        gate("--rounds", "1", "--seed", "7", CHEAP);
        assertThat(run.exitCode()).as(run.err()).isIn(0, 3);
        GateManifest manifest = GateManifest.read(results());
        assertThat(manifest.state()).isEqualTo(State.COMPLETE);
        assertThat(manifest.seed()).isEqualTo(7);
        assertThat(manifest.exitCode()).isEqualTo(run.exitCode());
        assertThat(manifest.baseline().sha256())
                .matches("[0-9a-f]{64}")
                .isEqualTo(manifest.candidate().sha256());
        assertThat(manifest.baseline().jvmArgs()).containsExactly("-XX:TieredStopAtLevel=1");
        assertThat(rows(Kind.FORK))
                .filteredOn(row -> row.stage() == 1)
                .extracting(Row::variant)
                .containsExactly(Variant.BASELINE, Variant.CANDIDATE);
        int stages = manifest.stages().size();
        assertThat(rows(Kind.CONTROL)).hasSize(2 * stages);
        assertThat(rows(Kind.RULER)).hasSize(6 * stages);
        assertThat(rows(Kind.MACHINE)).hasSize(stages);
        assertThat(rows(Kind.FORK)).allSatisfy(row -> {
            assertThat(row.forked().operations()).isEqualTo(2);
            assertThat(row.forked().cpuParentNanos()).isPositive();
        });
        List<Sample> samples = SampleFile.read(results().resolve("samples.csv"));
        assertThat(samples.stream().filter(Sample::counts)).hasSize(8 * stages);
        assertThat(run.err()).contains("[2/2]").contains("left)");
    }

    @Test
    void aForkThatFailsInTheCandidateMustBeALostBenchmarkWithItsReason() throws Exception {
        gate("--rounds", "1", "--candidate-jvm-arg", "-Dpoolmark.hook.slowdown=nonsense", CHEAP);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(rows(Kind.FORK).get(1).reason()).contains("nonsense");
        assertThat(run.out()).contains("SerialBenchmark.lazyMap").contains("nonsense");
    }

    /** It was a fifth of what a worker has at its start, and less than that of what it has at its end. */
    @Test
    void memoryOnPurposeMustBeTheAskedForPartOfWhatTheWorkersUse() throws Exception {
        String hook = "-Dpoolmark.hook.slowdown=StrategyBenchmark.poolApplyAsync:memory=50";
        gate("--rounds", "1", "--candidate-jvm-arg", hook, "-p", "workers=1", "-p", "workload=sleep", POOL);
        assertThat(run.exitCode()).as(run.err()).isIn(0, 1, 3);
        Map<Variant, Double> peaks = rows(Kind.FORK).stream()
                .filter(row -> row.stage() == 1)
                .collect(Collectors.toMap(Row::variant, row -> row.forked().rssWorkersPeakBytes()));
        assertThat(peaks.get(Variant.CANDIDATE) / peaks.get(Variant.BASELINE)).isBetween(1.3, 1.8);
    }

    @Test
    void aForkThatHangsMustBeKilledWithItsWorkers() throws Exception {
        gate(
                "--rounds",
                "1",
                "--cell-timeout",
                "3s",
                "-p",
                "idleMillis=600000",
                "-p",
                "workers=1",
                "IdleBenchmark.pool$");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
        assertThat(rows(Kind.FORK).get(0).reason()).contains("killed after 3 s");
    }

    @Test
    void aBenchmarkThatTheCandidateLacksMustBeALostBenchmark() throws Exception {
        Path without = without("SerialBenchmark.lazyMap");
        run = JarRun.start(
                directory, List.of("gate"), "--baseline", JarRun.jar(), "--candidate", without.toString(), CHEAP);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("SerialBenchmark.lazyMap");
        assertThat(rows(Kind.FORK)).isEmpty();
    }

    /** {@return a copy of the jar whose list lacks that benchmark} */
    private Path without(String benchmark) throws IOException {
        Path copy = directory.resolve("without.jar");
        Files.copy(Path.of(JarRun.jar()), copy, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + copy.toUri()), Map.of())) {
            Path list = zip.getPath("META-INF", "BenchmarkList");
            List<String> lines = Files.readAllLines(list);
            List<String> fewer =
                    lines.stream().filter(line -> !line.contains("lazyMap")).toList();
            assertThat(fewer).as(benchmark).hasSize(lines.size() - 1);
            Files.write(list, fewer);
        }
        return copy;
    }

    @Test
    void aGateThatWasKilledMustGoOnWhereItWas() throws Exception {
        gate("--rounds", "1", CHEAP);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> rows(Kind.FORK).size() + rows(Kind.CONTROL).size() >= 3);
        List<ProcessHandle> under = run.descendants();
        run.signal("KILL");
        run.exitCode();
        JarRun.assertGoneWithinASecond(under);
        assertThat(GateManifest.read(results()).state()).isEqualTo(State.RUNNING);
        List<Row> before = new RoundsFile(results()).read();
        run = JarRun.start(directory, List.of("gate"), "--resume", results().toString());
        assertThat(run.exitCode()).as(run.err()).isIn(0, 3);
        assertThat(GateManifest.read(results()).state()).isEqualTo(State.COMPLETE);
        assertThat(new RoundsFile(results()).read()).startsWith(before.toArray(Row[]::new));
        int forks = rows(Kind.FORK).size() + rows(Kind.CONTROL).size();
        assertThat(forks)
                .as("8 forks, and one at most of a pair that was cut off")
                .isBetween(8, 9);
    }

    @Test
    void ctrlCMustEndEverythingAndSayHowToGoOn() throws Exception {
        gate("--rounds", "2", "LifecycleBenchmark.close$");
        run.awaitWorkers(1);
        List<ProcessHandle> under = run.descendants();
        run.signal("INT");
        run.exitCode();
        JarRun.assertGoneWithinASecond(under);
        assertThat(run.err()).contains("gate --resume " + results());
        assertThat(run.err().lines().filter(line -> line.contains("FAILED"))).isEmpty();
        assertThat(GateManifest.read(results()).state()).isEqualTo(State.PARTIAL);
    }
}
