// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that tasks have started go with a worker that is ended, and with the parent; a task's own end leaves them be. */
class DescendantsIT extends FaultCase {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("pids");
    }

    @AfterEach
    void endWhatIsLeft() throws IOException {
        Children.pids(file).forEach(FaultCase::killNow);
    }

    @Test
    void timeLimitMustEndWhatTheTaskHadStarted() throws Exception {
        try (ProcessPool pool = openReady(builder(1).taskTimeout(Duration.ofSeconds(1)), 1)) {
            assertThatThrownBy(() -> pool.apply(Children::startAndSpin, file.toString()))
                    .isInstanceOf(TaskTimeoutException.class);
            Children.assertSoonGone(Children.awaitOf(1, file));
            assertWhole(pool);
        }
    }

    @Test
    void cancelTrueMustEndWhatTheTaskHadStartedAndNothingElse() throws Exception {
        Process own = new ProcessBuilder("sleep", "1000").start();
        Path others = folder.resolve("others");
        try (ProcessPool pool = openReady(builder(2), 2)) {
            CompletableFuture<Integer> left = pool.applyAsync(Children::startAndSpin, others.toString());
            List<Long> ofNeighbour = Children.awaitOf(1, others);
            CompletableFuture<Integer> call = pool.applyAsync(Children::startAndSpin, file.toString());
            List<Long> ofTask = Children.awaitOf(1, file);
            call.cancel(true);
            Children.assertSoonGone(ofTask);
            assertThat(ofNeighbour).allMatch(FaultCase::runs);
            left.cancel(true);
            Children.assertSoonGone(ofNeighbour);
            assertThat(own.isAlive()).as("a child of the parent's own").isTrue();
        } finally {
            own.destroyForcibly().waitFor();
        }
    }

    @Test
    void terminateMustEndWhatAllTasksHadStarted() throws Exception {
        try (ProcessPool other = openReady(builder(1), 1);
                ProcessPool pool = openReady(builder(3), 3)) {
            for (int i = 0; i < 3; i++) {
                pool.applyAsync(Children::startAndSpin, file.toString());
            }
            List<Long> children = Children.awaitOf(3, file);
            assertThat(children).allMatch(FaultCase::runs);
            pool.terminate();
            Children.assertSoonGone(children);
            assertWhole(other);
        }
    }

    @Test
    void killOfAProcessMustEndWhatItsTaskHadStarted() throws Exception {
        String name = file.toString();
        TaskProcess<Integer> process = TaskProcess.start(() -> Children.startAndSpin(name));
        List<Long> children = Children.awaitOf(1, file);
        process.kill();
        assertThatThrownBy(process::join).isInstanceOf(WorkerCrashedException.class);
        Children.assertSoonGone(children);
    }

    @Test
    void workersOfATaskMustGoWithWhatTheirTasksHadStarted() throws Exception {
        String name = file.toString();
        TaskProcess<Integer> process = TaskProcess.start(() -> {
            try (ProcessPool inner = ProcessPool.open(1)) {
                return inner.apply(Children::startAndSpin, name);
            }
        });
        List<Long> children = Children.awaitOf(1, file);
        process.kill();
        assertThatThrownBy(process::join).isInstanceOf(WorkerCrashedException.class);
        Children.assertSoonGone(children);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 15, 2})
    void endOfTheParentMustEndWhatItsTasksHadStarted(int signal) throws Exception {
        assumeThat(Tasks.isIgnored(signal))
                .as("this run ignores signal " + signal)
                .isFalse();
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DescendantsMain.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = parent.inputReader()) {
            assertThat(out.readLine()).startsWith("workers ");
            List<Long> children = Children.awaitOf(3, file);
            Tasks.signal(parent.pid(), signal);
            assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
            long ended = System.nanoTime();
            Children.assertSoonGone(children);
            System.out.printf(
                    "signal %d: all %d processes of tasks were gone %d ms after the parent%n",
                    signal, children.size(), (System.nanoTime() - ended) / 1_000_000);
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void taskThatEndsByItselfMayLeaveProcessesBehind() throws Exception {
        List<Long> children = new ArrayList<>();
        try (ProcessPool pool = openReady(builder(1), 1)) {
            pool.apply(Children::start, file.toString());
            children.addAll(Children.awaitOf(1, file));
            assertWhole(pool);
        }
        assertThat(children).allMatch(FaultCase::runs);
    }
}
