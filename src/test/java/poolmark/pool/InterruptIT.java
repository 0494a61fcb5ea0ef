// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ctrl-C, which a terminal sends to every process of the group in its foreground. */
@EnabledOnOs(OS.LINUX)
class InterruptIT extends FaultCase {

    private static final int SIGINT = 2;

    /** In a group of its own, and with SIGINT as a terminal's programs have it, which a build in the background has not. */
    private static Process startInGroup(String how) throws IOException {
        return new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InterruptMain.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
    }

    /** The process ids that the program prints first. */
    private static List<Long> workers(BufferedReader out) throws IOException {
        String line = out.readLine();
        assertThat(line).startsWith("workers ");
        return Stream.of(line.substring("workers ".length()).split(" "))
                .map(Long::valueOf)
                .toList();
    }

    @Test
    void parentThatHandlesTheInterruptMustLoseNoWorkerToIt() throws Exception {
        Process parent = startInGroup("handles");
        try (BufferedReader out = parent.inputReader()) {
            List<Long> workers = workers(out);
            interruptGroup(parent);
            Thread.sleep(50);
            assertThat(workers).allMatch(FaultCase::runs);
            interruptGroup(parent);
            assertThat(out.readLine()).isEqualTo("sum " + (40 * 50 + 1_000));
            assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(parent.exitValue()).isZero();
            assertThat(workers).noneMatch(FaultCase::runs);
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    /** Until the JVM of a worker is up, nothing there can take no notice of a signal. */
    @Test
    void parentThatHandlesInterruptsMustLoseNoWorkThoughTheyComeWhileItsWorkersStart() throws Exception {
        Process parent = startInGroup("starts");
        try (BufferedReader out = parent.inputReader()) {
            String printed = String.join("\n", out.lines().toList());
            assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(printed).endsWith("sum " + InterruptMain.ROUNDS * (5 + 2 * (2 + 4)));
            assertThat(parent.exitValue()).isZero();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void parentThatDiesOfTheInterruptMustTakeItsWorkersAlong() throws Exception {
        Process parent = startInGroup("dies");
        try (BufferedReader out = parent.inputReader()) {
            List<Long> workers = workers(out);
            interruptGroup(parent);
            assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(parent.exitValue()).isEqualTo(128 + SIGINT);
            await().atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> workers.stream().noneMatch(FaultCase::runs));
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static void interruptGroup(Process leader) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + SIGINT, "--", "-" + leader.pid())
                .start()
                .waitFor();
    }

    @Test
    void childProcessOfATaskMustStillEndByAnInterrupt() throws Exception {
        assumeThat(isInterruptIgnored())
                .as("SIGINT is ignored all over this build")
                .isFalse();
        try (ProcessPool pool = openReady(builder(1), 1)) {
            assertThat(pool.apply(() -> {
                        Process child = new ProcessBuilder("sleep", "1000").start();
                        Tasks.signal(child.pid(), SIGINT);
                        return child.waitFor();
                    }))
                    .isEqualTo(128 + SIGINT);
        }
    }

    @Test
    void taskMustBeAbleToHandleInterruptsItself() throws Exception {
        assumeThat(isInterruptIgnored())
                .as("SIGINT is ignored all over this build")
                .isFalse();
        try (ProcessPool pool = openReady(builder(1), 1)) {
            assertThat(pool.apply(InterruptIT::hearInterrupt)).isEqualTo("SIGINT");
            Tasks.signal(pool.workers().get(0).pid(), SIGINT);
            assertThat(pool.apply(Tasks::twice, 4)).isEqualTo(8);
        }
    }

    private static String hearInterrupt() throws IOException, InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        sun.misc.Signal interrupt = new sun.misc.Signal("INT");
        sun.misc.SignalHandler before = sun.misc.Signal.handle(interrupt, signal -> heard.add(signal.toString()));
        Tasks.signal(CurrentWorker.pid(), SIGINT);
        String signal = heard.poll(20, TimeUnit.SECONDS);
        sun.misc.Signal.handle(interrupt, before);
        return signal;
    }

    private static boolean isInterruptIgnored() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            String mask = status.filter(line -> line.startsWith("SigIgn:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("SigIgn:".length())
                    .strip();
            return (Long.parseLong(mask, 16) >> SIGINT - 1 & 1) == 1;
        }
    }
}
