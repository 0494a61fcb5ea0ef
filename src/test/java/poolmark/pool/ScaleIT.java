// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many workers, many generations of workers, many pools; how many is a matter of patience: {@code -Dpoolmark.scale=10}. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScaleIT extends FaultCase {

    private static final int SCALE = Integer.getInteger("poolmark.scale", 1);

    private static ProcessPool.Builder small(int processes) {
        return ProcessPool.builder()
                .processes(processes)
                .maxHeap("16m")
                .jvmArgs("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    @Test
    void poolOfTwoHundredWorkersMustCountRightly() {
        try (ProcessPool pool = small(200).open()) {
            assertThat(pool.map(Tasks::twice, upTo(1000), 1).stream()
                            .mapToInt(x -> x)
                            .sum())
                    .isEqualTo(999_000);
            assertThat(pool.workers()).hasSize(200);
        }
    }

    @Test
    void generationsOfWorkersMustRunEverythingThoughThePoolIsClosedEarly() throws Exception {
        int tasks = 100 * SCALE;
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        try (ProcessPool pool = small(2).maxTasksPerWorker(1).open()) {
            for (int i = 0; i < tasks; i++) {
                calls.add(pool.applyAsync(i % 10 == 3 ? CrashIT.Death.HALT::die : Tasks::twice, i));
            }
            pool.shutdown();
        }
        for (int i = 0; i < tasks; i++) {
            if (i % 10 == 3) {
                assertThat(calls.get(i)).isCompletedExceptionally();
            } else {
                assertThat(calls.get(i)).isCompletedWithValue(2 * i);
            }
        }
    }

    /** A list of them or of their results, or a place kept for each, would take three times the heap. */
    @Test
    void imapOfMillionsMustRunInASmallHeap() throws Exception {
        int items = 3_000_000 * SCALE;
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamMain.class.getName(),
                        Integer.toString(items))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = parent.inputReader()) {
            assertThat(String.join("\n", out.lines().toList())).isEqualTo("sum " + (long) items * (items - 1L));
            assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void filesAndThreadsMustStayTheSameHoweverManyProcessesComeAndGo() {
        TaskProcess.start(() -> 1).join();
        int filesBefore = openFiles();
        long threadsBefore = threads();
        for (int i = 0; i < 50 * SCALE; i++) {
            int number = i;
            assertThat(TaskProcess.<Integer>start(() -> number).join()).isEqualTo(number);
        }
        assertThat(openFiles()).isLessThanOrEqualTo(filesBefore + 5);
        assertThat(threads()).isLessThanOrEqualTo(threadsBefore + 2);
    }

    private static int openFiles() {
        return new File("/proc/self/fd").list().length;
    }

    /** Our own; those of the JDK that reap processes wait a minute for the next. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("poolmark"))
                .count();
    }

    @Test
    void manyThreadsMayOpenAndClosePoolsOfTheirOwn() throws InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            StartMethod method = i % 2 == 0 ? StartMethod.SPAWN : StartMethod.STANDBY;
            threads.add(new Thread(() -> {
                try {
                    useInTurn(method);
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        NothingLeftBehind.useShelf();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private static void useInTurn(StartMethod method) throws InterruptedException, ExecutionException {
        for (int round = 0; round < 3 * SCALE; round++) {
            ProcessPool pool = small(2).startMethod(method).open();
            List<Integer> expected = upTo(10).stream().map(x -> 2 * x).toList();
            assertThat(pool.mapAsync(Tasks::twice, upTo(10), 1).get()).isEqualTo(expected);
            if (round % 2 == 0) {
                pool.terminate();
            }
            pool.close();
            assertThat(pool.workers()).noneMatch(WorkerInfo::alive);
        }
    }
}
