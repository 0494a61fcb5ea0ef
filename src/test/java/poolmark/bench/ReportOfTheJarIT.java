// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as users ask for it: without options for the JVM it is made in one of its own, of which nothing may be seen. */
class ReportOfTheJarIT {

    private static final long PATIENCE_SECONDS = 60;

    private static final String RESULT = """
            [{"benchmark": "org.x.A.average", "mode": "avgt", "forks": 1,
              "primaryMetric": {"score": 5.0, "scoreError": "NaN", "scoreUnit": "us/op", "rawData": [[4.0, 5.0, 6.0]]}}]
            """;

    @TempDir
    Path directory;

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JarRun.jar(), "report"));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
    }

    private int run(String... args) throws IOException, InterruptedException {
        Process process = start(args);
        List<ProcessHandle> below = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            process.descendants().filter(one -> !below.contains(one)).forEach(below::add);
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
        }
        assertThat(below).as("what was started has ended").noneMatch(ProcessHandle::isAlive);
        return process.exitValue();
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name), StandardCharsets.UTF_8);
    }

    @Test
    void reportMustTellWhereItIsAndEndWithZero() throws Exception {
        Path file = Files.writeString(directory.resolve("other.json"), RESULT);
        Path out = directory.resolve("out");
        assertThat(run(file.toString(), "-o", out.toString())).isZero();
        assertThat(lines("out.txt")).last().asString().startsWith("report: " + out);
        assertThat(lines("err.txt")).isEmpty();
        assertThat(out.resolve("report.html")).isNotEmptyFile();
        assertThat(out.resolve("plots/scores-time.png")).isNotEmptyFile();
    }

    @Test
    void reportThatIsEndedByItsProcessIdMustEndTheJvmThatMakesIt() throws Exception {
        Path file = Files.writeString(directory.resolve("other.json"), RESULT);
        Process process = start(file.toString(), "-o", directory.resolve("out").toString());
        ProcessHandle maker = maker(process);
        // It shows before it is known to who started it, and lives for a second.
        Thread.sleep(200);
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        maker.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(lines("out.txt"))
                .as("it was ended, and did not come to its end")
                .isEmpty();
    }

    private static ProcessHandle maker(Process process) throws InterruptedException {
        Optional<ProcessHandle> maker = process.children().findFirst();
        while (maker.isEmpty() && process.isAlive()) {
            Thread.sleep(5);
            maker = process.children().findFirst();
        }
        return maker.orElseThrow(() -> new AssertionError("the report was made in no JVM of its own"));
    }

    @Test
    void garbageMustBeOneLineAndTwo() throws Exception {
        Path file = Files.writeString(directory.resolve("other.json"), "garbage");
        assertThat(run(file.toString())).isEqualTo(2);
        assertThat(lines("out.txt")).isEmpty();
        assertThat(lines("err.txt"))
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains("other.json");
    }
}
