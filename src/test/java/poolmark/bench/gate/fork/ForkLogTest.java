// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkLogTest {

    private static final String EARLIER =
            "an earlier fork\nERROR: x.Y: no\nCaused by: java.io.IOException: not this one\n";

    @TempDir
    Path directory;

    private String reason(String output) throws IOException {
        Path log = Files.writeString(directory.resolve("forks.log"), EARLIER + output);
        return ForkLog.reason(log, EARLIER.length(), 1);
    }

    @Test
    void theBenchmarksExceptionMustBeNamed() throws IOException {
        assertThat(reason("a line of the benchmark's\nERROR: org.openjdk.jmh.runner.RunnerException: Benchmark caught\n"
                        + "\tat a.B.c(B.java:1)\nCaused by: java.lang.IllegalStateException: wrong result\n"))
                .isEqualTo("ended with exit code 1: java.lang.IllegalStateException: wrong result");
    }

    @Test
    void whatJmhWrapsRoundItMustBeLeftOut() throws IOException {
        assertThat(
                        reason(
                                "ERROR: x.Y: no\nCaused by: org.openjdk.jmh.runner.BenchmarkException: Benchmark error during the run\n"
                                        + "\tat org.openjdk.x(Y.java:1)\n\tSuppressed: java.lang.OutOfMemoryError: heap\n\t\tat a.b(C.java:2)\n"))
                .endsWith(": java.lang.OutOfMemoryError: heap");
    }

    @Test
    void withoutAnExceptionTheLastLineMustBeTold() throws IOException {
        assertThat(reason("# JMH version: 1.37\nError: Could not find or load main class x\n\tat a.b(C.java:2)\n\n"))
                .isEqualTo("ended with exit code 1: Error: Could not find or load main class x");
        assertThat(reason("")).isEqualTo("ended with exit code 1: it printed nothing");
    }
}
