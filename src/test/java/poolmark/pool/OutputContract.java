// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tasks print. */
abstract class OutputContract extends SharedPoolContract {

    private static final int PRINTERS = 4;

    private final Queue<WorkerOutput> heard = new ConcurrentLinkedQueue<>();

    @Override
    ProcessPool.Builder builder(int processes) {
        return super.builder(processes).output(heard::add);
    }

    @BeforeEach
    void forget() {
        heard.clear();
    }

    private List<String> lines(boolean error) {
        return heard.stream()
                .filter(output -> output.error() == error)
                .map(WorkerOutput::line)
                .toList();
    }

    @Test
    void linesMustComeWholeWithTheirWorkerBeforeTheResult() {
        List<String> names = pool.map(
                x -> {
                    System.out.println("line " + x + " ä€😀");
                    System.out.println();
                    return CurrentWorker.name() + "/" + CurrentWorker.pid();
                },
                upTo(20),
                1);
        // no waiting: whatever was printed before a task returned has been heard when its result is here
        assertThat(lines(false)).hasSize(40);
        for (int i = 0; i < 20; i++) {
            String line = "line " + i + " ä€😀";
            WorkerOutput output = heard.stream()
                    .filter(each -> each.line().equals(line))
                    .findFirst()
                    .orElseThrow();
            assertThat(output.worker() + "/" + output.pid()).isEqualTo(names.get(i));
            assertThat(output.error()).isFalse();
        }
        assertThat(lines(true)).isEmpty();
    }

    @Test
    void textWithoutLineEndMustComeAsALineBeforeTheResult() {
        pool.apply(() -> {
            System.out.print("no ");
            System.out.print("end");
            System.err.print("err");
            return 0;
        });
        assertThat(lines(false)).containsExactly("no end");
        assertThat(lines(true)).containsExactly("err");
    }

    @Test
    void standardErrorMustBeSeparate() {
        pool.apply(() -> {
            System.out.println("o1");
            System.err.println("e1");
            System.out.println("o2");
            new IllegalStateException("traced").printStackTrace();
            return 0;
        });
        assertThat(lines(false)).containsExactly("o1", "o2");
        assertThat(lines(true)).startsWith("e1", "java.lang.IllegalStateException: traced");
        assertThat(heard).allMatch(output -> output.worker().contains("PoolWorker-") && output.pid() > 0);
    }

    @Test
    void linesOfFourWorkersMustNotBeTornOrMixed() throws InterruptedException {
        try (ProcessPool four = openReady(builder(PRINTERS), PRINTERS)) {
            four.map(
                    x -> {
                        String line = Integer.toString(x % 10).repeat(200 + x);
                        for (int i = 0; i < 50; i++) {
                            System.out.println(line);
                            System.err.println("e" + line);
                        }
                        return 0;
                    },
                    upTo(40),
                    1);
        }
        for (int x = 0; x < 40; x++) {
            String line = Integer.toString(x % 10).repeat(200 + x);
            assertThat(lines(false).stream().filter(line::equals)).hasSize(50);
            assertThat(lines(true).stream().filter(("e" + line)::equals)).hasSize(50);
        }
        assertThat(heard).hasSize(40 * 100);
    }

    @Test
    void linesOfThreadsOfOneTaskMustStayWhole() {
        pool.apply(() -> {
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(i -> new Thread(() -> {
                        for (int n = 0; n < 200; n++) {
                            System.out.println("thread " + i + " line " + n);
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            return 0;
        });
        Set<String> expected = IntStream.range(0, 4)
                .boxed()
                .flatMap(i -> IntStream.range(0, 200).mapToObj(n -> "thread " + i + " line " + n))
                .collect(Collectors.toSet());
        assertThat(lines(false)).hasSize(800);
        assertThat(Set.copyOf(lines(false))).isEqualTo(expected);
    }

    @Test
    void initializerMayPrint() throws InterruptedException {
        try (ProcessPool own = openReady(builder(1).initializer(() -> System.out.println("initialised")), 1)) {
            assertThat(own.apply(Tasks::twice, 1)).isEqualTo(2);
            assertThat(lines(false)).containsExactly("initialised");
        }
    }

    @Test
    void outputMustGoToTheParentsOwnStreamsByDefault() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream newOut = new ByteArrayOutputStream();
        ByteArrayOutputStream newErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
        try (ProcessPool own =
                ProcessPool.builder().processes(1).startMethod(startMethod()).open()) {
            own.apply(() -> {
                System.out.println("to out");
                System.err.println("to err");
                return 0;
            });
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(newOut.toString(StandardCharsets.UTF_8).lines()).containsExactly("to out");
        assertThat(newErr.toString(StandardCharsets.UTF_8).lines()).containsExactly("to err");
    }

    @Test
    void consumerThatThrowsMustHarmNobody() {
        ProcessPool.Builder builder = ProcessPool.builder()
                .processes(1)
                .startMethod(startMethod())
                .output(line -> {
                    throw new IllegalStateException("consumer");
                });
        try (ProcessPool own = builder.open()) {
            assertThat(own.map(
                            x -> {
                                System.out.println(x);
                                System.err.println(x);
                                return x;
                            },
                            upTo(5)))
                    .isEqualTo(upTo(5));
            assertThat(own.workers()).hasSize(1).allMatch(WorkerInfo::alive);
        }
    }

    @Test
    void consumerThatThrowsACheckedExceptionMustHarmNobody() throws Exception {
        ProcessPool own = ProcessPool.builder()
                .processes(1)
                .startMethod(startMethod())
                .output(line -> Tasks.<RuntimeException>throwUnseen(new IOException("consumer")))
                .open();
        try {
            assertThat(own.mapAsync(
                                    x -> {
                                        System.out.println(x);
                                        System.err.println(x);
                                        return x;
                                    },
                                    upTo(5))
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo(upTo(5));
            own.shutdown();
            assertThat(own.join(LONG)).isTrue();
        } finally {
            own.terminate();
        }
    }

    @Test
    void binaryOutputMustNotDisturbTheProtocol() {
        byte[] everyByte = new byte[4096];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) (i * 31);
        }
        assertThat(pool.map(
                        x -> {
                            System.out.write(everyByte, 0, everyByte.length);
                            System.out.write(0xFF);
                            System.out.print("poolmk\1");
                            System.out.flush();
                            System.err.write(everyByte, 0, everyByte.length);
                            return x;
                        },
                        upTo(10),
                        2))
                .isEqualTo(upTo(10));
    }

    @Test
    void taskThatWritesToTheFileDescriptorMustNotDisturbTheProtocol() {
        for (int i = 0; i < 3; i++) {
            pool.applyAsync(() -> {
                        try (FileOutputStream raw = new FileOutputStream(FileDescriptor.out)) {
                            raw.write("\0\0\0\5garbage".getBytes(StandardCharsets.UTF_8));
                        }
                        return 0;
                    })
                    .handle((value, failure) -> 0) // the stream may well be closed; only the pool must go on
                    .join();
            pool.apply(() -> {
                new ProcessBuilder("sh", "-c", "echo from a child; echo err >&2")
                        .inheritIO()
                        .start()
                        .waitFor();
                return 0;
            });
            assertThat(pool.map(Tasks::twice, upTo(10), 1)).hasSize(10);
        }
        // what goes past System.err comes a moment later: it must not turn up in the next test
        await().atMost(Duration.ofSeconds(10))
                .until(() -> lines(true).stream()
                                .filter(line -> line.endsWith("err"))
                                .count()
                        == 3);
        assertThat(pool.workers()).allMatch(WorkerInfo::alive);
    }

    @Test
    void taskThatReadsStandardInputMustSeeItsEnd() throws Exception {
        assertThat(pool.<Integer>applyAsync(() -> System.in.read()).get(10, TimeUnit.SECONDS))
                .isEqualTo(-1);
        assertThat(pool.map(Tasks::twice, upTo(10), 1)).hasSize(10);
    }

    @Test
    void taskThatReplacesOrClosesTheStreamsMustNotDisturbTheProtocol() {
        try (ProcessPool own = builder(1).open()) {
            own.apply(() -> {
                System.setOut(new PrintStream(new ByteArrayOutputStream()));
                System.out.println("into the void");
                return 0;
            });
            assertThat(own.map(Tasks::twice, upTo(5))).hasSize(5);
            own.apply(() -> {
                System.err.close();
                System.out.close();
                System.in.close();
                return 0;
            });
            assertThat(own.map(Tasks::twice, upTo(5))).hasSize(5);
            assertThat(lines(false)).isEmpty();
        }
        try (ProcessPool own = builder(1).open()) {
            long pid = own.<Long>apply(() -> {
                System.out.close();
                System.err.close();
                return CurrentWorker.pid();
            });
            assertThat(own.<Long>apply(CurrentWorker::pid)).isEqualTo(pid);
        }
    }

    @Test
    void floodOfOutputMustComeThroughWithoutDeadlock() {
        int lines = 10_000;
        List<Integer> results = pool.map(
                x -> {
                    String line = "x".repeat(1023);
                    for (int i = 0; i < lines; i++) {
                        System.out.println(line);
                        System.err.println(line);
                    }
                    return x;
                },
                upTo(1));
        assertThat(results).containsExactly(0);
        assertThat(heard).hasSize(2 * lines).allMatch(output -> output.line().length() == 1023);
    }

    /** Programs that a task starts, and native code, write to the real standard error, where there is no protocol. */
    @Test
    void floodOnTheRealStandardErrorOfAllWorkersMustComeThrough() {
        pool.map(
                x -> new ProcessBuilder("sh", "-c", "yes 'from a program' | head -n 40000 >&2")
                        .inheritIO()
                        .start()
                        .waitFor(),
                upTo(WORKERS),
                1);
        await().atMost(LONG).untilAsserted(() -> assertThat(heard).hasSize(WORKERS * 40_000));
        assertThat(lines(true)).hasSize(WORKERS * 40_000).containsOnly("from a program");
    }

    @Test
    void lineWithoutEndMustNotFillTheMemory() {
        pool.apply(() -> {
            for (int i = 0; i < 1000; i++) {
                System.out.print("0123456789".repeat(100));
            }
            return 0;
        });
        String all = String.join("", lines(false));
        assertThat(all).hasSize(1_000_000).isEqualTo("0123456789".repeat(100_000));
    }

    @Test
    void threadsThatATaskLeavesBehindMustNotDisturbTheProtocol() {
        try (ProcessPool own = builder(1).open()) {
            own.apply(() -> {
                Thread printer = new Thread(() -> {
                    while (true) {
                        System.out.println("still here");
                        try {
                            Thread.sleep(1);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                });
                printer.setDaemon(false);
                printer.start();
                return 0;
            });
            assertThat(own.map(Tasks::twice, upTo(200), 1)).hasSize(200);
            await().atMost(LONG).untilAsserted(() -> assertThat(lines(false)).contains("still here"));
        } // and close() ends a worker that has such a thread
        assertThat(lines(false)).allMatch("still here"::equals);
    }
}
