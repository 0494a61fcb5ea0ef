// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostWatchIT {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Process fork;

    private BufferedReader start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-Dpoolmark.watchesHost=true",
                "-cp",
                System.getProperty("java.class.path"),
                WatchingMain.class.getName()));
        command.addAll(List.of(args));
        fork = new ProcessBuilder(command).redirectErrorStream(true).start();
        return fork.inputReader();
    }

    @AfterEach
    void nothingMustBeLeft() {
        fork.destroyForcibly();
    }

    @Test
    void aForkMustEndWithItsHost() throws Exception {
        BufferedReader output = start();
        assertThat(output.readLine()).isEqualTo("watching");
        fork.getOutputStream().close();
        assertThat(fork.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(fork.exitValue()).isEqualTo(1);
    }

    /** It was in a system call to the end, and for such a thread a JVM that ends waits for a third of a second. */
    @Test
    void theWatchMustLetGoOfTheHostBeforeItsForkEnds() throws Exception {
        assertThat(start("end").readLine()).isEqualTo("let go");
        assertThat(fork.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(fork.exitValue()).isZero();
    }
}
