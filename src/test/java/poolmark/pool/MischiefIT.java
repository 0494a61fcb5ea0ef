// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.Externalizable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks that lay hands on what is their worker's: its pipes, its threads, its end; and what reaches them of their parent. */
class MischiefIT extends FaultCase {

    private static final String PROTOCOL_OUT = "/proc/self/fd/3";

    private static final byte RESULT = 7;

    private static int writeRaw(String file, byte[] bytes) throws Exception {
        return writeRaw(file, bytes, 60_000);
    }

    private static int writeRaw(String file, byte[] bytes, int thenMillis) throws Exception {
        try (FileOutputStream raw = new FileOutputStream(file)) {
            raw.write(bytes);
        }
        return Tasks.sleep(thenMillis);
    }

    @Test
    void garbageInTheProtocolMustEndThatWorkerWithAClearError() throws Exception {
        assumeThat(Path.of("/proc/self/fd")).exists();
        byte[] unknownKind = {0, 0, 0, 1, 99, 0};
        byte[] negativeLength = {Byte.MIN_VALUE, 0, 0, 0, RESULT, 7}; // with any other length it would be a brief frame
        byte[] kindOfTheParent = {0, 0, 0, 0, 0};
        byte[] answerWithoutAnything = {0, 0, 0, 0, RESULT};
        for (byte[] bytes : List.of(unknownKind, negativeLength, kindOfTheParent, answerWithoutAnything)) {
            // a pool for each: through shared memory answers come another way, and what is written here means nothing
            try (ProcessPool pool = openReady(builder(2), 2)) {
                assertThatThrownBy(() -> pool.applyAsync(() -> writeRaw(PROTOCOL_OUT, bytes))
                                .get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(WorkerCrashedException.class)
                        .hasMessageContaining("given up by its parent");
                assertWhole(pool);
            }
        }
    }

    /** What a task says of itself is believed, as it could as well return it; but it cannot speak for the next. */
    @Test
    void answerThatATaskForgesMustNotBeTakenForThatOfAnother() throws Exception {
        assumeThat(Path.of("/proc/self/fd")).exists();
        byte[] nothing = {0, 0, 0, 2, RESULT, 0, 0};
        byte[] nothingTwice = {0, 0, 0, 2, RESULT, 0, 0, 0, 0, 0, 2, RESULT, 0, 0};
        byte[] noValue = {0, 0, 0, 2, RESULT, 0, 99};
        try (ProcessPool pool = openReady(builder(1), 1)) {
            for (byte[] bytes : List.of(nothingTwice, noValue, nothing)) {
                Throwable failure = catchThrowable(() -> pool.applyAsync(() -> writeRaw(PROTOCOL_OUT, bytes, 2000))
                        .get(20, TimeUnit.SECONDS));
                // through shared memory answers come another way, and what is written here means nothing
                assertThat(failure == null || bytes == noValue).isTrue();
                assertWhole(pool);
            }
        }
    }

    @Test
    void answerWithoutAValueAtTheEndOfAChunkMustNotKeepTheOthersFromTheirCall() throws Exception {
        assumeThat(Path.of("/proc/self/fd")).exists();
        byte[] noValue = {0, 0, 0, 2, RESULT, 0, 99};
        try (ProcessPool pool = builder(1).open()) { // no listener: then results are counted by the chunk
            CompletableFuture<List<Object>> call =
                    pool.mapAsync(item -> item < 2 ? item : writeRaw(PROTOCOL_OUT, noValue, 2000), List.of(0, 1, 2), 3);
            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NotSerializableTaskException.class);
            assertWhole(pool);
        }
    }

    @Test
    void textOnTheRealOutputsMustComeOutAndHarmNobody() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (ProcessPool pool = openReady(builder(1).output(output -> heard.add(output.line())), 1)) {
            for (int descriptor = 1; descriptor <= 2; descriptor++) {
                String file = "/proc/self/fd/" + descriptor;
                String text = "raw " + descriptor;
                pool.apply(() -> {
                    try (FileOutputStream raw = new FileOutputStream(file)) {
                        raw.write((text + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                    return 0;
                });
            }
            await().atMost(LONG).untilAsserted(() -> assertThat(heard).contains("raw 1", "raw 2"));
            assertWhole(pool);
        }
    }

    @Test
    void taskThatInterruptsAllThreadsMustNotMakeItsWorkerSpin() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            for (int i = 0; i < 3; i++) {
                pool.apply(() -> {
                    Thread.sleep(60); // until the guard is at it
                    Thread.currentThread().getThreadGroup().interrupt();
                    return 0;
                });
                assertThat(pool.apply(Tasks::twice, 1)).isEqualTo(2);
            }
            ProcessHandle worker =
                    ProcessHandle.of(pids(pool).iterator().next()).orElseThrow();
            Duration before = worker.info().totalCpuDuration().orElseThrow();
            Thread.sleep(1000);
            Duration used = worker.info().totalCpuDuration().orElseThrow().minus(before);
            assertThat(used).as("CPU time of an idle worker in a second").isLessThan(Duration.ofMillis(300));
        }
    }

    @Test
    void shutdownHooksOfTasksMustRunWhenThePoolCloses(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        Job<Integer> hooked = () -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Tasks.mark(file, CurrentWorker.name());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
            return 1;
        };
        try (ProcessPool pool = openReady(builder(1), 1);
                TaskProcess<Integer> process = process(hooked).name("P").start()) {
            pool.apply(hooked);
            process.join();
        }
        assertThat(Tasks.marks(Path.of(file))).hasSize(2).contains("P");
    }

    /** While it was, closing a pool whose last task had taken a while cost a third of a second. */
    @Test
    void guardOfAWorkerThatEndsMustBeOutOfItsPipe(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        int rounds = 10;
        for (int i = 0; i < rounds; i++) {
            try (ProcessPool pool = openReady(builder(1), 1)) {
                pool.map(Tasks::twice, upTo(200)); // enough for shared memory to be worth it
                pool.apply(MischiefIT::marksGuardAtTheEnd, file);
                pool.apply(
                        Tasks::sleep, 100); // the guard goes to the pipe, and the worker will spin for the next request
            }
        }
        assertThat(Tasks.marks(Path.of(file))).hasSize(rounds).containsOnly("out");
    }

    private static int marksGuardAtTheEnd(String file) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Thread.sleep(50); // the call to the guard comes right behind the request to end
                Tasks.mark(file, isGuardInPipe() ? "in the pipe" : "out");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        return 1;
    }

    private static boolean isGuardInPipe() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("poolmark-guard"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getMethodName().startsWith("read"));
    }

    @Test
    void threadsThatATaskLeavesMustNotKeepAWorkerThatWasReplaced() throws Exception {
        try (ProcessPool pool = openReady(builder(1).maxTasksPerWorker(1), 1)) {
            long pid = pool.<Long>apply(() -> {
                new Thread(() -> Tasks.spin(1), "non-daemon").start();
                return CurrentWorker.pid();
            });
            await().atMost(LONG).until(() -> !runs(pid));
            assertWhole(pool);
        }
    }

    private static List<String> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(MischiefIT::target)
                    .filter(file -> !file.contains("/fd"))
                    .sorted()
                    .toList();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().replaceAll("\\d+", "N");
        } catch (IOException e) {
            return "/fd closed meanwhile";
        }
    }

    @Test
    void workersMustInheritNoFileAndOpenNoSocket(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "x");
        try (FileInputStream open = new FileInputStream(secret.toFile());
                ProcessPool pool = openReady(builder(3), 3)) {
            assertThat(open.read()).isEqualTo('x');
            List<List<String>> files = pool.map(
                    x -> {
                        Thread.sleep(100); // so that each worker takes one
                        return openFiles();
                    },
                    upTo(3),
                    1);
            assertThat(files.get(0)).noneMatch(file -> file.contains("secret") || file.contains("socket"));
            assertThat(Set.copyOf(files)).as("the same in every worker").hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, SIGHUP", "7, SIGBUS", "8, SIGFPE", "10, SIGUSR1", "31, SIGSYS"})
    void deathByAnySignalMustBeTold(int signal, String name, @TempDir Path folder) throws Exception {
        assumeThat(Tasks.isIgnored(signal)).as("this run ignores " + name).isFalse();
        ProcessPool.Builder builder =
                builder(1).jvmArgs("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("hs_err"));
        try (ProcessPool pool = openReady(builder.output(line -> {}), 1)) {
            assertThatThrownBy(() -> pool.applyAsync(Tasks::signalSelf, signal).get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(WorkerCrashedException.class)
                    .satisfiesAnyOf(
                            e -> assertThat(e).hasMessageContaining(name),
                            e -> assertThat(e).hasMessageContaining("signal " + signal));
            assertWhole(pool);
        }
    }

    /** Its methods throw checked exceptions that the compiler does not see. */
    public static final class Unseen implements Externalizable {

        private static final long serialVersionUID = 1L;

        private boolean whenWritten;
        private boolean inWorker;

        /** For deserialization. */
        public Unseen() {}

        Unseen(boolean whenWritten, boolean inWorker) {
            this.whenWritten = whenWritten;
            this.inWorker = inWorker;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeBoolean(whenWritten);
            out.writeBoolean(inWorker);
            throwWhere(true);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            whenWritten = in.readBoolean();
            inWorker = in.readBoolean();
            throwWhere(false);
        }

        private void throwWhere(boolean writes) {
            if (whenWritten == writes && inWorker == CurrentWorker.isWorker()) {
                Tasks.<RuntimeException>throwUnseen(new InterruptedException("unseen"));
            }
        }
    }

    @Test
    void valuesThatThrowCheckedExceptionsUnseenMustFailTheirTaskAlone() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            Set<Long> before = pids(pool);
            for (boolean written : new boolean[] {true, false}) {
                Unseen argument = new Unseen(written, !written);
                assertThatThrownBy(() -> pool.applyAsync(x -> 0, argument).get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(NotSerializableTaskException.class)
                        .hasMessageContaining("unseen");
                assertThatThrownBy(() -> pool.applyAsync(() -> new Unseen(written, written))
                                .get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(NotSerializableTaskException.class)
                        .hasMessageContaining("unseen");
            }
            assertWhole(pool);
            assertThat(pids(pool)).isEqualTo(before);
        }
    }

    /** Process ids are given again; a process that has ended must not take another with it. */
    @Test
    void killOfAnEndedProcessMustSpareTheNextWithItsId() throws Exception {
        Path lastPid = Path.of("/proc/sys/kernel/ns_last_pid");
        assumeThat(Files.isWritable(lastPid)).as("process ids can be chosen").isTrue();
        TaskProcess<Integer> ended = TaskProcess.start(() -> 1);
        assertThat(ended.join()).isEqualTo(1);
        await().until(MischiefIT::hasTheJdkForgottenWhatEnded);
        Process successor = withPid(ended.pid(), lastPid);
        try {
            ended.kill();
            ended.terminate();
            assertThat(successor.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            successor.destroyForcibly().waitFor();
        }
    }

    /** Until then it would take a new process with the same id for the ended one, and neither end it nor reap it. */
    private static boolean hasTheJdkForgottenWhatEnded() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .noneMatch(frame -> frame.getClassName().startsWith("java.lang.ProcessHandleImpl"));
    }

    /** Others start processes too: it takes some attempts. */
    private static Process withPid(long pid, Path lastPid) throws Exception {
        for (int i = 0; i < 200; i++) {
            Files.writeString(lastPid, Long.toString(pid - 1));
            Process candidate = new ProcessBuilder("sleep", "60").start();
            if (candidate.pid() == pid) {
                return candidate;
            }
            candidate.destroyForcibly().waitFor();
        }
        throw new IllegalStateException("never got process id " + pid);
    }
}
