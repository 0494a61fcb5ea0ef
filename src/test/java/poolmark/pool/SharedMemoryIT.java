// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What users rely on, with workers that have shared memory and chunks ahead of need. */
@Timeout(120)
class SharedMemoryIT extends FaultCase {

    private static long mappedHere() throws Exception {
        return SharedWords.count(ProcessHandle.current().pid());
    }

    private static List<CompletableFuture<Integer>> marking(ProcessPool pool, String file, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> pool.<Integer, Integer>applyAsync(
                        x -> {
                            Tasks.mark(file, "" + x);
                            return x;
                        },
                        i))
                .toList();
    }

    @Test
    void crashWithChunksAheadMustFailItsTaskAloneAndRunEveryOtherOnce(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openShared(builder(1), 1)) {
            for (int round = 0; round < 10; round++) {
                Path go = folder.resolve("go" + round);
                int first = round * 100;
                CompletableFuture<Integer> culprit = pool.applyAsync(
                        path -> {
                            Tasks.await(Path.of(path));
                            Runtime.getRuntime().halt(7);
                            return 1;
                        },
                        go.toString());
                List<CompletableFuture<Integer>> others = marking(pool, file, first, first + 40);
                Files.createFile(go);
                assertThatThrownBy(culprit::join).hasCauseInstanceOf(WorkerCrashedException.class);
                for (int i = 0; i < 40; i++) {
                    assertThat(others.get(i)).succeedsWithin(LONG).isEqualTo(first + i);
                }
                share(pool);
            }
        }
        assertThat(Tasks.marks(Path.of(file))).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void crashInTheMiddleOfAChunkMustRunTheRestOfItAndThoseBehindItOnce(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openShared(builder(2), 2)) {
            Throwable failure = catchThrowable(() -> pool.map(
                    x -> {
                        Tasks.mark(file, "" + x);
                        return x % 100 == 57 ? Tasks.signalSelf(9) : x;
                    },
                    upTo(400),
                    20));
            assertThat(failure).isInstanceOf(WorkerCrashedException.class);
            assertThat(failure.getSuppressed()).hasSize(3);
            assertWhole(pool);
        }
        assertThat(sorted(Tasks.marks(Path.of(file))))
                .isEqualTo(sorted(upTo(400).stream().map(String::valueOf).toList()));
    }

    @Test
    void killFromOutsideUnderShortTasksMustLoseNothing(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openShared(builder(2), 2)) {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int round = 0; round < 8; round++) {
                all.addAll(marking(pool, file, round * 500, round * 500 + 500));
                killNow(pids(pool).iterator().next());
            }
            int failed = countCrashes(all);
            assertThat(failed).isLessThanOrEqualTo(8);
            List<String> marks = Tasks.marks(Path.of(file));
            assertThat(marks).doesNotHaveDuplicates().hasSizeBetween(4_000 - failed, 4_000);
            assertWhole(pool);
        }
    }

    @Test
    void idleSharedWorkerThatIsKilledMustBeReplacedAndItsMemoryGivenBack() throws Exception {
        long before = mappedHere();
        try (ProcessPool pool = openShared(builder(2), 2)) {
            for (int i = 0; i < 5; i++) {
                pids(pool).forEach(FaultCase::killNow);
                assertWhole(pool);
                share(pool);
            }
            assertThat(mappedHere()).isLessThanOrEqualTo(before + 2);
        }
        assertThat(mappedHere()).isEqualTo(before);
    }

    @Test
    void closedPoolsMustLeaveNoMappingBehind() throws Exception {
        long before = mappedHere();
        for (int i = 0; i < 3; i++) {
            try (ProcessPool pool = openShared(builder(2), 2)) {
                assertThat(mappedHere()).isEqualTo(before + 2);
                if (i == 2) {
                    pool.terminate();
                }
            }
            assertThat(mappedHere()).isEqualTo(before);
        }
    }

    @Test
    void cancelledTaskAheadMustNotRunAndItsNeighboursMust(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openShared(builder(1), 1)) {
            long worker = pids(pool).iterator().next();
            for (boolean mayInterrupt : new boolean[] {false, true}) {
                Path go = folder.resolve("go" + mayInterrupt);
                int first = mayInterrupt ? 100 : 0;
                CompletableFuture<Integer> running = pool.applyAsync(
                        path -> {
                            Tasks.mark(file, "running");
                            Tasks.await(Path.of(path));
                            return 1;
                        },
                        go.toString());
                List<CompletableFuture<Integer>> ahead = marking(pool, file, first, first + 10);
                await().atMost(LONG).until(() -> Tasks.marks(Path.of(file)).contains("running"));
                assertThat(ahead.get(3).cancel(mayInterrupt)).isTrue();
                assertThat(ahead.get(9).cancel(mayInterrupt)).isTrue();
                Files.createFile(go);
                assertThat(running).succeedsWithin(LONG);
                for (int i : List.of(0, 1, 2, 4, 5, 6, 7, 8)) {
                    assertThat(ahead.get(i)).succeedsWithin(LONG).isEqualTo(first + i);
                }
                assertThatThrownBy(() -> ahead.get(3).join()).isInstanceOf(CancellationException.class);
                pool.map(Tasks::twice, upTo(2_000), 1);
            }
            assertThat(pids(pool)).containsExactly(worker);
            assertThat(Tasks.marks(Path.of(file)))
                    .doesNotContain("3", "9", "103", "109")
                    .filteredOn(line -> !line.equals("running"))
                    .as("in the order of submission")
                    .containsExactlyElementsOf(
                            IntStream.of(0, 1, 2, 4, 5, 6, 7, 8, 100, 101, 102, 104, 105, 106, 107, 108)
                                    .mapToObj(String::valueOf)
                                    .toList());
        }
    }

    @Test
    void cancelOfTheRunningTaskMustRunThoseAheadInTheNextWorkerOnce(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("marks");
        String marks = file.toString();
        try (ProcessPool pool = openShared(builder(1), 1)) {
            long worker = pids(pool).iterator().next();
            CompletableFuture<Integer> running = pool.applyAsync(
                    x -> {
                        Tasks.mark(marks, "running");
                        return Tasks.spin(x);
                    },
                    1);
            List<CompletableFuture<Integer>> ahead = marking(pool, marks, 0, 20);
            await().atMost(LONG).until(() -> Tasks.marks(file).contains("running"));
            assertThat(running.cancel(true)).isTrue();
            for (int i = 0; i < 20; i++) {
                assertThat(ahead.get(i)).succeedsWithin(LONG).isEqualTo(i);
            }
            assertThat(pids(pool)).doesNotContain(worker);
            assertThat(Tasks.marks(file)).hasSize(21).doesNotHaveDuplicates();
        }
    }

    @Test
    void tasksBehindALongOneMustBeTakenBackForAnIdleWorkerAtOnce(@TempDir Path folder) throws Exception {
        try (ProcessPool pool = openShared(builder(2), 2)) {
            for (int round = 0; round < 10; round++) {
                String go = folder.resolve("go" + round).toString();
                String other = folder.resolve("other" + round).toString();
                CompletableFuture<Void> first = waiting(pool, go);
                CompletableFuture<Void> second = waiting(pool, other);
                List<CompletableFuture<Integer>> behind = IntStream.range(0, 30)
                        .mapToObj(i -> pool.<Integer, Integer>applyAsync(Tasks::twice, i))
                        .toList();
                assertThat(behind).noneMatch(CompletableFuture::isDone);
                Files.createFile(Path.of(other));
                for (int i = 0; i < 30; i++) {
                    assertThat(behind.get(i)).succeedsWithin(LONG).isEqualTo(2 * i);
                }
                assertThat(first).isNotDone();
                Files.createFile(Path.of(go));
                assertThat(first).succeedsWithin(LONG);
                assertThat(second).succeedsWithin(LONG);
                pool.map(Tasks::twice, upTo(2_000), 1);
            }
        }
    }

    private static CompletableFuture<Void> waiting(ProcessPool pool, String file) {
        return pool.<String, Integer>applyAsync(
                        path -> {
                            Tasks.await(Path.of(path));
                            return 1;
                        },
                        file)
                .thenAccept(x -> {});
    }

    @Test
    void terminateWithTasksAheadMustEndEveryCall() throws Exception {
        ProcessPool pool = openShared(builder(2), 2);
        List<CompletableFuture<Integer>> all = IntStream.range(0, 50)
                .mapToObj(i -> pool.<Integer, Integer>applyAsync(Tasks::spin, i))
                .toList();
        pool.terminate();
        pool.join();
        for (CompletableFuture<Integer> one : all) {
            assertThatThrownBy(() -> one.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
        }
    }

    @Test
    void closeWithTasksAheadMustFinishThemAll() throws Exception {
        List<CompletableFuture<Integer>> all;
        try (ProcessPool pool = openShared(builder(2), 2)) {
            all = IntStream.range(0, 3_000)
                    .mapToObj(i -> pool.<Integer, Integer>applyAsync(Tasks::twice, i))
                    .toList();
        }
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).isCompletedWithValue(2 * i);
        }
    }

    @Test
    void largeValuesMustPassEachOtherFromSeveralThreads() throws Exception {
        try (ProcessPool pool = openShared(builder(2).jvmArgs("-Xmx1g"), 2)) {
            List<CompletableFuture<Void>> callers = IntStream.range(0, 3)
                    .mapToObj(caller -> CompletableFuture.runAsync(() -> exchange(pool, caller)))
                    .toList();
            for (CompletableFuture<Void> caller : callers) {
                caller.get(100, TimeUnit.SECONDS);
            }
        }
    }

    private static void exchange(ProcessPool pool, int caller) {
        for (int bytes : new int[] {64 << 20, 1 << 18, (1 << 18) - 64, 8_192, 8_193, 1 << 20}) {
            byte[] sent = new byte[bytes];
            Arrays.fill(sent, (byte) (caller + 1));
            byte[] got = pool.apply(
                    x -> {
                        for (int i = 0; i < x.length; i++) {
                            x[i] = (byte) -x[i];
                        }
                        return x;
                    },
                    sent);
            assertThat(got.length).isEqualTo(bytes);
            assertThat(Arrays.mismatch(got, negated(sent))).isEqualTo(-1);
        }
    }

    private static byte[] negated(byte[] bytes) {
        byte[] result = bytes.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) -result[i];
        }
        return result;
    }

    @Test
    void workerThatPrintsWhileALargeRequestIsWrittenMustNotStopIt() throws Exception {
        AtomicInteger lines = new AtomicInteger();
        try (ProcessPool pool = openShared(builder(1).output(line -> lines.incrementAndGet()), 1)) {
            pool.apply(() -> {
                Thread printer = new Thread(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        System.out.println("x".repeat(200));
                    }
                });
                printer.start();
                return 1;
            });
            for (int i = 0; i < 5; i++) {
                assertThat(pool.<byte[], Integer>applyAsync(x -> x.length, new byte[4 << 20]))
                        .succeedsWithin(LONG)
                        .isEqualTo(4 << 20);
            }
            await().atMost(LONG).until(() -> lines.get() == 20_000);
        }
    }

    @Test
    void linesAndAnswersMustComeInTheOrderOfTheWorker() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try (ProcessPool pool = openShared(builder(1).output(output -> lines.add(output.line())), 1)) {
            for (int i = 0; i < 2_000; i++) {
                int number = pool.apply(
                        x -> {
                            System.out.println("line " + x);
                            return x;
                        },
                        i);
                assertThat(lines).as("printed before the answer").hasSize(number + 1);
            }
            assertThat(lines)
                    .isEqualTo(
                            IntStream.range(0, 2_000).mapToObj(i -> "line " + i).toList());
        }
    }

    @Test
    void consumerOfOutputThatThrowsMustHarmNobody() throws Exception {
        ProcessPool.Builder builder = builder(1).output(output -> {
            throw new AssertionError("on purpose");
        });
        try (ProcessPool pool = openShared(builder, 1)) {
            long worker = pids(pool).iterator().next();
            for (int i = 0; i < 200; i++) {
                assertThat(pool.<Integer, Integer>apply(
                                x -> {
                                    System.out.println(x);
                                    return 2 * x;
                                },
                                i))
                        .isEqualTo(2 * i);
            }
            assertThat(pids(pool)).containsExactly(worker);
        }
    }

    @Test
    void consumerOfOutputThatBlocksMustHoldUpItsWorkerAloneAndOnlyAsLong() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        ProcessPool.Builder builder = builder(2).output(output -> {
            blocked.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (ProcessPool pool = openShared(builder, 2)) {
            CompletableFuture<Integer> printer = pool.applyAsync(() -> {
                System.out.println("line");
                return 1;
            });
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(pool.map(Tasks::twice, upTo(100), 1)).hasSize(100);
            assertThat(printer).isNotDone();
            free.countDown();
            assertThat(printer).succeedsWithin(LONG).isEqualTo(1);
        } finally {
            free.countDown();
        }
    }

    @Test
    void stoppedWorkerMustHoldUpALargeRequestNoLongerThanItLives() throws Exception {
        try (ProcessPool pool = openShared(builder(2), 2)) {
            for (long pid : pids(pool)) {
                Tasks.signal(pid, 19);
            }
            CompletableFuture<Integer> large =
                    CompletableFuture.supplyAsync(() -> pool.apply(x -> x.length, new byte[8 << 20]));
            CompletableFuture<Integer> small = CompletableFuture.supplyAsync(() -> pool.apply(Tasks::twice, 4));
            Thread.sleep(300);
            assertThat(pool.workers()).as("the pool can be asked meanwhile").hasSize(2);
            pids(pool).forEach(FaultCase::killNow);
            assertThat(large).succeedsWithin(LONG).isEqualTo(8 << 20);
            assertThat(small).succeedsWithin(LONG).isEqualTo(8);
            assertWhole(pool);
        }
    }
}
