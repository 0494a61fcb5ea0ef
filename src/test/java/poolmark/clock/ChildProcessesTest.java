// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which processes are seen, and how large they are. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NoChildLeft.class)
class ChildProcessesTest {

    private static final long MEBIBYTE = 1L << 20;

    @Test
    void childMustBeListedFromItsStartToItsEnd() throws Exception {
        Process process = start("sleep", "30");
        assertThat(ChildProcesses.pids()).contains(process.pid());
        assertThat(ChildProcesses.ofHandles()).contains(process.pid());
        process.destroy();
        process.waitFor();
        assertThat(ChildProcesses.pids()).doesNotContain(process.pid());
        assertThat(ChildProcesses.ofHandles()).doesNotContain(process.pid());
    }

    @Test
    void childMustBeListedAfterTheThreadThatStartedItHasEnded() throws Exception {
        Process[] started = new Process[1];
        Thread starter = new Thread(() -> started[0] = start("sleep", "30"));
        starter.start();
        starter.join();
        assertThat(ChildProcesses.pids()).contains(started[0].pid());
        started[0].destroyForcibly().waitFor();
    }

    @Test
    void grandchildMustNotBeListed() throws Exception {
        Process shell = start("sh", "-c", "sleep 30 & echo $!; wait");
        long grandchild = Long.parseLong(shell.inputReader().readLine());
        assertThat(ChildProcesses.pids()).contains(shell.pid()).doesNotContain(grandchild);
        ProcessHandle handle = ProcessHandle.of(grandchild).orElseThrow();
        handle.destroyForcibly();
        shell.waitFor();
        handle.onExit().join();
    }

    @Test
    void memoryMustBeThatOfTheProcess() throws Exception {
        try (ChildJvm child = ChildJvm.start()) {
            long rss = PeakMemory.rssBytes(child.pid()).orElseThrow();
            long peak = PeakMemory.peakRssBytes(child.pid()).orElseThrow();
            assertThat(rss).isBetween(8 * MEBIBYTE, 1_024 * MEBIBYTE);
            assertThat(peak).isBetween(rss - MEBIBYTE, 1_024 * MEBIBYTE);
            child.end();
            assertThat(PeakMemory.rssBytes(child.pid())).isEmpty();
            assertThat(PeakMemory.peakRssBytes(child.pid())).isEmpty();
            assertThat(PeakMemory.largestEndedChildRssBytes().orElseThrow()).isGreaterThan(peak - 4 * MEBIBYTE);
        }
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
