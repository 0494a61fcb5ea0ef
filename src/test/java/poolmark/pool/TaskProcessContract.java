// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One process for one task. */
abstract class TaskProcessContract extends PoolContract {

    @Test
    void joinMustGiveTheResultAndExitCodeZero() {
        try (TaskProcess<Integer> process = process(() -> 6 * 7).start()) {
            assertThat(process.join()).isEqualTo(42);
            assertThat(process.join()).as("again").isEqualTo(42);
            assertThat(process.exitCode()).hasValue(0);
            assertThat(process.isAlive()).isFalse();
            assertThat(process.join(Duration.ZERO)).isTrue();
            assertThat(process.result()).isCompletedWithValue(42);
        }
    }

    @Test
    void shorthandMustStartAProcessOfItsOwn() {
        try (TaskProcess<String> process = TaskProcess.start(CurrentWorker::name)) {
            assertThat(process.join()).isEqualTo(process.name()).matches("SpawnProcess-\\d+");
            assertThat(process.pid()).isNotEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void processMustBeAliveUntilItsTaskIsDone(@TempDir Path folder) throws IOException {
        String gate = folder.resolve("gate").toString();
        try (TaskProcess<Long> process = process(() -> {
                    Tasks.await(Path.of(gate));
                    return CurrentWorker.pid();
                })
                .start()) {
            assertThat(process.isAlive()).isTrue();
            assertThat(process.exitCode()).isEmpty();
            assertThat(process.result()).isNotDone();
            assertThat(process.join(Duration.ZERO)).isFalse();
            assertThat(process.join(Duration.ofSeconds(-5))).isFalse();
            assertThat(process.join(Duration.ofMillis(30))).isFalse();
            assertThat(ProcessHandle.of(process.pid()).orElseThrow().parent()).contains(ProcessHandle.current());
            Tasks.mark(gate, "go");
            assertThat(process.join(LONG)).isTrue();
            assertThat(process.join()).isEqualTo(process.pid());
        }
    }

    @Test
    void namesMustCountUpUnlessGiven() {
        String start = startMethod().label() + "Process-";
        try (TaskProcess<String> first = process(CurrentWorker::name).start();
                TaskProcess<String> second = process(CurrentWorker::name).start();
                TaskProcess<String> named =
                        process(CurrentWorker::name).name("Herbert").start()) {
            assertThat(first.join()).isEqualTo(first.name()).startsWith(start);
            assertThat(second.join()).isEqualTo(second.name());
            assertThat(Long.parseLong(second.name().substring(start.length())))
                    .isGreaterThan(Long.parseLong(first.name().substring(start.length())));
            assertThat(named.join()).isEqualTo("Herbert").isEqualTo(named.name());
        }
    }

    @Test
    void closeMustThrowAFailureThatNobodyHasSeen() {
        TaskProcess<String> process = process(() -> Tasks.thrower("on purpose")).start();
        assertThatThrownBy(process::close).as("close swallows nothing").isInstanceOf(TaskFailedException.class);
    }

    @Test
    void failureMustComeOutOfATryWithResourcesBlockAsItIs() {
        assertThatThrownBy(() -> {
                    try (TaskProcess<String> process =
                            process(() -> Tasks.thrower("on purpose")).start()) {
                        process.join();
                    }
                })
                .isInstanceOf(TaskFailedException.class)
                .hasRootCauseMessage("on purpose")
                .hasNoSuppressedExceptions();
    }

    @Test
    void failureOfTheTaskMustBeThrownAndTheExitCodeBeOne() {
        TaskProcess<String> process = process(() -> Tasks.thrower("on purpose")).start();
        assertThatThrownBy(process::join)
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining(process.name())
                .hasMessageContaining("" + process.pid())
                .hasCauseExactlyInstanceOf(IOException.class)
                .hasRootCauseMessage("on purpose");
        assertThat(process.exitCode()).hasValue(1);
        assertThatThrownBy(() -> process.result().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TaskFailedException.class);
        assertThat(process.join(Duration.ofSeconds(1))).as("throws not").isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 255, 143})
    void exitInTheTaskMustGiveThatExitCode(int code) {
        TaskProcess<Integer> process = process(() -> {
                    System.exit(code);
                    return 0;
                })
                .start();
        assertThatThrownBy(process::join)
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("" + code)
                .hasMessageContaining(process.name());
        assertThat(process.exitCode()).hasValue(code);
    }

    @Test
    void terminateMustGive143AndRunShutdownHooks(@TempDir Path folder) throws InterruptedException, IOException {
        Path marks = folder.resolve("marks");
        String file = marks.toString();
        TaskProcess<Integer> process = process(() -> {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                        try {
                            Tasks.mark(file, "hook");
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
                    Tasks.mark(file, "begun");
                    return Tasks.spin(1);
                })
                .start();
        Tasks.awaitMark(marks);
        process.terminate();
        assertThatThrownBy(process::join)
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("SIGTERM");
        assertThat(process.exitCode()).hasValue(143);
        assertThat(Tasks.marks(marks)).containsExactly("begun", "hook");
        process.terminate();
        process.kill();
    }

    @Test
    void killMustGive137(@TempDir Path folder) throws InterruptedException, IOException {
        Path begun = folder.resolve("begun");
        String file = begun.toString();
        TaskProcess<Integer> process = process(() -> {
                    Tasks.mark(file, "begun");
                    return Tasks.spin(1);
                })
                .start();
        Tasks.awaitMark(begun);
        process.kill();
        assertThatThrownBy(process::join)
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("137")
                .hasMessageContaining(Long.toString(process.pid()));
        assertThat(process.exitCode()).hasValue(137);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void killDuringStartUpMustNameTheProcess() {
        TaskProcess<Integer> process = process(() -> Tasks.spin(1)).start();
        process.kill();
        assertThatThrownBy(process::join)
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("137")
                .hasMessageContaining(process.name())
                .hasMessageContaining(Long.toString(process.pid()));
        assertThat(process.exitCode()).hasValue(137);
    }

    @Test
    void processMustEndThoughItsTaskLeftAThread() {
        try (TaskProcess<Integer> process = process(() -> {
                    new Thread(() -> Tasks.spin(1)).start();
                    return 5;
                })
                .start()) {
            assertThat(process.join(LONG)).isTrue();
            assertThat(process.join()).isEqualTo(5);
        }
    }

    @Test
    void futureMayBeWaitedForChainedAndCancelled() throws Exception {
        try (TaskProcess<Integer> process = process(() -> 5).start()) {
            assertThat(process.result().thenApply(x -> 2 * x).get(20, TimeUnit.SECONDS))
                    .isEqualTo(10);
            assertThat(process.result()).isSameAs(process.result());
        }
        TaskProcess<Integer> endless = process(() -> Tasks.spin(1)).start();
        assertThat(endless.result().cancel(true)).isTrue();
        assertThat(endless.join(LONG)).as("cancel(true) ends the process").isTrue();
        assertThat(catchThrowable(endless::join)).isNotNull();
    }

    @Test
    void interruptMustEndJoinAndLeaveTheProcessAlone(@TempDir Path folder) throws Exception {
        String gate = folder.resolve("gate").toString();
        try (TaskProcess<Integer> process = process(() -> {
                    Tasks.await(Path.of(gate));
                    return 1;
                })
                .start()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread waiter = new Thread(() -> {
                thrown.set(catchThrowable(process::join));
                flag.set(Thread.currentThread().isInterrupted());
            });
            waiter.start();
            Thread.sleep(50);
            waiter.interrupt();
            waiter.join(10_000);
            assertThat(thrown.get()).isInstanceOf(CallInterruptedException.class);
            assertThat(flag.get()).isTrue();
            assertThat(process.isAlive()).isTrue();
            Tasks.mark(gate, "go");
            assertThat(process.join()).isEqualTo(1);
        }
    }

    @Test
    void outputMustBeLabelledAndOptionsBePassedOn() {
        List<WorkerOutput> heard = new ArrayList<>();
        try (TaskProcess<String> process = process(() -> {
                    System.out.println("hello");
                    System.err.println("oh");
                    return System.getProperty("given") + System.getenv("ONLY") + System.getenv("PATH");
                })
                .output(output -> {
                    synchronized (heard) {
                        heard.add(output);
                    }
                })
                .jvmArgs("-Dgiven=yes")
                .environment(Map.of("ONLY", "this"))
                .maxHeap("64m")
                .start()) {
            assertThat(process.join()).isEqualTo("yesthisnull");
            assertThat(heard)
                    .containsExactlyInAnyOrder(
                            new WorkerOutput(process.name(), process.pid(), false, "hello"),
                            new WorkerOutput(process.name(), process.pid(), true, "oh"));
        }
    }

    @Test
    void jobThatCannotTravelMustBeRefusedBeforeAnythingStarts() {
        Object captured = new Object();
        assertThatThrownBy(() -> process(() -> captured.hashCode()).start())
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining("java.lang.Object");
        assertThatNullPointerException().isThrownBy(() -> TaskProcess.start(null));
        assertThatNullPointerException().isThrownBy(() -> TaskProcess.builder(null));
    }

    @Test
    void resultThatCannotTravelMustBeTold() {
        TaskProcess<Object> process = this.<Object>process(Object::new).start();
        assertThatThrownBy(process::join)
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining("java.lang.Object");
        assertThat(process.exitCode()).hasValue(1);
    }

    @Test
    void manyProcessesMustComeAndGo() {
        List<TaskProcess<Integer>> processes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            processes.add(process(() -> number * number).start());
        }
        for (int i = 0; i < 8; i++) {
            assertThat(processes.get(i).join()).isEqualTo(i * i);
        }
        assertThat(processes).extracting(TaskProcess::pid).doesNotHaveDuplicates();
    }
}
