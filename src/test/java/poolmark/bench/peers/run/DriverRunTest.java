// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that are three lines of shell. */
@DisabledOnOs(OS.WINDOWS)
class DriverRunTest {

    @TempDir
    Path directory;

    private Answer run(int blocks, String script) throws Exception {
        return DriverRun.of(List.of("sh", "-c", script), blocks, directory.resolve("errors.txt"));
    }

    @Test
    void driverMustBeToldToGoAsOftenAsWantedAndThenToEnd() throws Exception {
        Answer answer = run(
                3,
                "echo @version shell; echo noise; echo @ready;"
                        + " while read -r word && [ \"$word\" = go ]; do"
                        + " echo '@took apply 100 10'; echo '@done 10'; echo @ready; done");
        assertThat(answer.version()).isEqualTo("shell");
        assertThat(answer.rows()).containsExactly("apply");
        assertThat(answer.values("apply")).containsExactly(10, 10, 10);
    }

    @Test
    void cpuTimeOfTheWholeTreeMustBeCountedEvenOfChildrenThatHaveEnded() throws Exception {
        Answer answer = run(
                1,
                "echo @ready; read -r word;"
                        + " sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done';"
                        + " echo '@took start-join 1000 2'; echo '@done 2'; echo @ready; read -r word");
        // 300,000 rounds of a shell take at least 20 ms, whatever the shell.
        assertThat(answer.cpuNanos("start-join")).hasSize(1);
        assertThat(answer.cpuNanos("start-join")[0]).isBetween(5e6, 60e9);
    }

    @Test
    void refusalMustBeKept() throws Exception {
        assertThat(run(1, "echo @cannot share memory").refusal()).isEqualTo("share memory");
    }

    @Test
    void driverThatFailsMustBeReportedWithItsLastWords() {
        assertThatThrownBy(() -> run(1, "echo first >&2; echo no such pool >&2; exit 3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no such pool");
    }

    @Test
    void driverThatSaysNonsenseMustBeRefused() {
        assertThatThrownBy(() -> run(1, "echo '@took apply soon 1'; exec sleep 60"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("@took apply soon 1");
    }

    @Test
    void nothingMustBeLeftOfADriverThatLeavesChildren() throws Exception {
        run(
                1,
                "echo @ready; read -r word; sleep 4321 >&- & echo \"@worker $!\"; echo '@took apply 1 1';"
                        + " echo '@done 1'; echo @ready; read -r word");
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> sleeper().isEmpty());
    }

    private static Optional<ProcessHandle> sleeper() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith("sleep 4321"))
                .findFirst();
    }
}
