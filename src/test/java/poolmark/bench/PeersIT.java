// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.measure.peers.PeersReport;
import poolmark.measure.peers.figure.Row;

/** The comparison from the real jar, with what every machine has. */
class PeersIT {

    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private int run(String... more) throws IOException, InterruptedException {
        process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-jar",
                                        System.getProperty("poolmark.benchmarks.jar", "target/benchmarks.jar"),
                                        "peers",
                                        "--tiny",
                                        "--kit",
                                        directory.resolve("kit").toString(),
                                        "-o",
                                        directory.resolve("results").toString()),
                                Stream.of(more))
                        .toList())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path results() throws IOException {
        try (Stream<Path> runs = Files.list(directory.resolve("results"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    @Test
    void poolThreadsAndFloorsMustAnswerAndLeaveTheirFiguresBehind() throws Exception {
        int feature = Runtime.version().feature();
        int code = run("--only", "^(apply|echo|start|idle) (poolmark-\\d|threads|floor)", "--seed", "11");
        assertThat(code).as(Files.readString(directory.resolve("err.txt"))).isZero();
        PeersReport report = PeersReport.read(results().resolve("peers.json"));
        assertThat(report.complete()).isTrue();
        assertThat(report.seed()).isEqualTo(11);
        assertThat(report.failures()).isEmpty();
        assertThat(report.missing()).containsKeys("loky", "ignite-" + feature);
        assertThat(report.rows())
                .extracting(row -> row.question() + " " + row.system())
                .containsExactlyInAnyOrder(
                        "apply poolmark-" + feature,
                        "apply threads-" + feature,
                        "apply floor-pipe-" + feature,
                        "apply floor-mapped-" + feature,
                        "echo poolmark-" + feature,
                        "echo floor-mapped-" + feature,
                        "echo floor-copy-" + feature,
                        "start-result poolmark-" + feature,
                        "start-join poolmark-" + feature,
                        "start-join floor-jvm-" + feature,
                        "idle poolmark-" + feature,
                        "idle floor-jvm-" + feature,
                        "idle-memory poolmark-" + feature);
        assertThat(report.rows()).allSatisfy(PeersIT::checkRow);
        assertThat(Files.readString(results().resolve("peers.md"))).contains("| floor-jvm-" + feature + " |");
        assertThat(Files.readString(directory.resolve("out.txt"))).contains("x reference", "goals", "missing");
        assertThat(Files.list(results()).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("peers.json", "peers.md");
    }

    private static void checkRow(Row row) {
        assertThat(row.value().rounds()).isEqualTo(1);
        assertThat(row.value().median()).isPositive();
        assertThat(row.ratio()).isNotNull().isPositive();
        assertThat(!row.system().startsWith("poolmark") || row.ratio() == 1).isTrue();
    }

    @Test
    void expressionThatLeavesNothingMustBeRefusedInOneLine() throws Exception {
        assertThat(run("--only", "no such system")).isEqualTo(2);
        assertThat(Files.readString(directory.resolve("err.txt")).lines())
                .singleElement()
                .asString()
                .contains("--only");
        assertThat(directory.resolve("results")).doesNotExist();
    }
}
