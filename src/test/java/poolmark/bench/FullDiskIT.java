// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.result.Sample;
import poolmark.measure.stored.StoredRun;

/** A run on a disk that fills up: a small one of its own, which only root can mount. */
@EnabledOnOs(OS.LINUX)
class FullDiskIT {

    /** Room for the first files of a run and the log of a few forks. */
    private static final String SIZE = "64k";

    private static final String MOUNT_RUN_AND_KEEP = "mount -t tmpfs -o size=" + SIZE + " tmpfs \"$0\" || exit 99;"
            + " \"$@\"; code=$?; cp -r \"$0\"/results/. \"$0\"-kept; exit $code";

    @TempDir
    Path directory;

    @Test
    void everythingThatWasFinishedMustBeThereAndTheRunBePartial() throws Exception {
        assumeThat(exitCode(List.of("unshare", "-m", "true")))
                .as("may mount a disk of its own")
                .isZero();
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path kept = Files.createDirectory(directory.resolve("disk-kept"));
        int code = exitCode(List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                MOUNT_RUN_AND_KEEP,
                disk.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djmh.ignoreLock=true",
                "-jar",
                System.getProperty("poolmark.benchmarks.jar", "target/benchmarks.jar"),
                "--profile",
                "smoke",
                "--out",
                disk.resolve("results").toString(),
                "-f",
                "100",
                "-wi",
                "0",
                "-i",
                "3",
                "StrategyBenchmark.serial$"));
        String err = Files.readString(directory.resolve("err.txt"));
        assertThat(code).as(err).isEqualTo(4);
        assertThat(err).contains("No space left", "what was finished before is in", "make room");
        check(
                kept,
                err.lines()
                        .filter(line -> line.matches("\\[ *\\d+/100] (?!.*FAILED).*"))
                        .count());
    }

    private static void check(Path kept, long forksShown) throws Exception {
        try (Stream<Path> runs = Files.list(kept)) {
            StoredRun stored = StoredRun.read(runs.findFirst().orElseThrow());
            assertThat(stored.state()).isEqualTo(State.PARTIAL);
            assertThat(forksShown).isPositive();
            assertThat(stored.results())
                    .singleElement()
                    .extracting(JmhJson.Entry::forks)
                    .satisfies(forks -> assertThat((long) forks).isGreaterThanOrEqualTo(forksShown));
            assertThat(stored.samples().stream().filter(Sample::counts).count()).isGreaterThanOrEqualTo(3 * forksShown);
        }
    }

    private int exitCode(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
