// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that die, in every way and at every moment. */
class CrashIT extends FaultCase {

    enum Death {
        SIGKILL("exit code 137", "SIGKILL"),
        SIGTERM("exit code 143", "SIGTERM"),
        SIGABRT("exit code 134", "SIGABRT"),
        EXIT_ZERO("exit code 0", "System.exit"),
        EXIT_THREE("exit code 3", "System.exit"),
        HALT("exit code 7", "Runtime.halt"),
        EXIT_ON_A_THREAD("exit code 9", "System.exit");

        private final String code;
        private final String cause;

        Death(String code, String cause) {
            this.code = code;
            this.cause = cause;
        }

        int die(int result) throws Exception {
            switch (this) {
                case SIGKILL -> Tasks.signalSelf(9);
                case SIGTERM -> Tasks.signalSelf(15);
                case SIGABRT -> Tasks.signalSelf(6);
                case EXIT_ZERO -> System.exit(0);
                case EXIT_THREE -> System.exit(3);
                case HALT -> Runtime.getRuntime().halt(7);
                case EXIT_ON_A_THREAD -> {
                    new Thread(() -> System.exit(9)).start();
                    Thread.sleep(60_000);
                }
            }
            return result;
        }
    }

    @ParameterizedTest
    @EnumSource
    void deathInATaskMustFailThatTaskAlone(Death death, @TempDir Path folder) throws Exception {
        ProcessPool.Builder builder =
                builder(2).jvmArgs("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("hs_err"));
        try (ProcessPool pool = openReady(builder, 2)) {
            List<WorkerInfo> before = pool.workers();
            CompletableFuture<Integer> concurrent = pool.applyAsync(Tasks::sleep, 250);
            CompletableFuture<Integer> culprit = pool.applyAsync(death::die, 1);
            CompletableFuture<Integer> following = pool.applyAsync(Tasks::twice, 4);
            ExecutionException thrown =
                    catchThrowableOfType(ExecutionException.class, () -> culprit.get(20, TimeUnit.SECONDS));
            assertThat(thrown).hasCauseInstanceOf(WorkerCrashedException.class);
            Throwable failure = thrown.getCause();
            assertThat(failure).hasMessageContaining(death.code).hasMessageContaining(death.cause);
            assertThat(before).anySatisfy(worker -> assertNames(failure, worker));
            assertThat(following.get(20, TimeUnit.SECONDS)).isEqualTo(8);
            assertThat(concurrent.get(20, TimeUnit.SECONDS)).isEqualTo(250);
            assertWhole(pool);
            assertThat(pool.workers())
                    .filteredOn(before::contains)
                    .as("of before")
                    .isEmpty();
            assertThat(pids(pool))
                    .filteredOn(pid -> before.stream().anyMatch(w -> w.pid() == pid))
                    .hasSize(1);
        }
    }

    @Test
    void nativeCrashMustBeToldWithItsReport(@TempDir Path folder) throws Exception {
        Path report = folder.resolve("hs_err.log");
        ProcessPool.Builder builder = builder(1).jvmArgs("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + report);
        try (ProcessPool pool = openReady(builder, 1)) {
            assertThatThrownBy(() -> pool.apply(Tasks::signalSelf, 11))
                    .isInstanceOf(WorkerCrashedException.class)
                    .hasMessageContaining("exit code ")
                    .hasMessageContaining(report.toString());
            assertThat(report).exists();
            assertWhole(pool);
        }
    }

    @Test
    void killInTheMiddleOfAMapMustFailOneItemAndRunEveryOtherOnce(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openReady(builder(2), 2)) {
            WorkerCrashedException failure = catchThrowableOfType(
                    WorkerCrashedException.class,
                    () -> pool.map(
                            x -> {
                                Tasks.mark(file, "" + x);
                                return x == 50 ? Tasks.signalSelf(9) : x;
                            },
                            upTo(100)));
            assertThat(failure)
                    .hasMessageContaining("task 50")
                    .hasMessageContaining("137")
                    .hasNoSuppressedExceptions();
            assertThat(sorted(Tasks.marks(Path.of(file))))
                    .isEqualTo(sorted(upTo(100).stream().map(String::valueOf).toList()));
            assertThat(pool.map(Tasks::twice, upTo(100)))
                    .isEqualTo(upTo(100).stream().map(x -> 2 * x).toList());
            assertWhole(pool);
        }
    }

    @Test
    void killInTheMiddleOfImapMustFailInItsPlace() throws Exception {
        try (ProcessPool pool = openReady(builder(2), 2)) {
            Iterator<Integer> results = pool.imap(x -> x % 20 == 7 ? Tasks.signalSelf(9) : x, upTo(60), 10)
                    .iterator();
            List<String> seen = new ArrayList<>();
            while (true) {
                try {
                    if (!results.hasNext()) {
                        break;
                    }
                    seen.add("" + results.next());
                } catch (WorkerCrashedException e) {
                    seen.add("crash");
                }
            }
            assertThat(seen)
                    .isEqualTo(upTo(60).stream()
                            .map(x -> x % 20 == 7 ? "crash" : "" + x)
                            .toList());
        }
    }

    @Test
    void everyItemOfAMapThatKillsMustFailAndTheLowestBeThrown() throws Exception {
        try (ProcessPool pool = openReady(builder(2), 2)) {
            WorkerCrashedException failure = catchThrowableOfType(
                    WorkerCrashedException.class, () -> pool.map(x -> Death.HALT.die(x), upTo(6), 3));
            assertThat(failure).hasMessageContaining("task 0");
            assertThat(failure.getSuppressed()).hasSize(5).allMatch(each -> each instanceof WorkerCrashedException);
            assertWhole(pool);
        }
    }

    @Test
    void deathOfAnIdleWorkerMustLoseNothing() throws Exception {
        try (ProcessPool pool = openReady(builder(2), 2)) {
            for (int i = 0; i < 20; i++) {
                pool.workers().forEach(worker -> {
                    if (worker.pid() % 2 == 0 || pool.workers().indexOf(worker) == 0) {
                        killNow(worker.pid());
                    }
                });
                assertThat(pool.map(Tasks::twice, upTo(10), 2))
                        .as("round %d", i)
                        .isEqualTo(upTo(10).stream().map(x -> 2 * x).toList());
            }
            assertWhole(pool);
        }
    }

    @Test
    void deathOfAllWorkersAtOnceMustFailOnlyWhatWasRunning(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openReady(builder(3), 3)) {
            List<CompletableFuture<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int number = i;
                calls.add(pool.applyAsync(
                        millis -> {
                            Tasks.mark(file, "" + number);
                            return Tasks.sleep(millis);
                        },
                        i < 3 ? 60_000 : 2));
            }
            await().atMost(LONG).until(() -> Tasks.marks(Path.of(file)).size() == 3);
            pids(pool).forEach(FaultCase::killNow);
            for (int i = 0; i < 30; i++) {
                CompletableFuture<Integer> call = calls.get(i);
                if (i < 3) {
                    assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                            .hasCauseInstanceOf(WorkerCrashedException.class);
                } else {
                    assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(2);
                }
            }
            assertThat(Tasks.marks(Path.of(file))).hasSize(30).doesNotHaveDuplicates();
            assertWhole(pool);
        }
    }

    @Test
    void taskThatWasSentAndNotBegunMustRunElsewhere() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            for (int size : new int[] {1, 8_000_000}) {
                long pid = pids(pool).iterator().next();
                Tasks.signal(pid, 19); // stopped: what it is sent stays in the pipe
                byte[] argument = new byte[size];
                CompletableFuture<Integer> call = CompletableFuture.supplyAsync(
                        () -> pool.<byte[], Integer>apply(bytes -> bytes.length, argument));
                Thread.sleep(150);
                assertThat(call).isNotDone();
                killNow(pid);
                assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(size);
            }
            assertWhole(pool);
        }
    }

    @Test
    void deathInTheMiddleOfAnAnswerMustFailThatTaskAlone() throws Exception {
        CountDownLatch printed = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ProcessPool.Builder builder = builder(1).output(line -> {
            printed.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (ProcessPool pool = openReady(builder, 1)) {
            CompletableFuture<byte[]> call = pool.applyAsync(() -> {
                System.out.println("the reader of this stops here");
                return new byte[10_000_000];
            });
            assertThat(printed.await(20, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(200); // now the answer is half in the pipe
            pids(pool).forEach(FaultCase::killNow);
            release.countDown();
            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(WorkerCrashedException.class);
            assertWhole(pool);
        }
    }

    @Test
    void exhaustedHeapMustCostOneTaskAndOneWorker() throws Exception {
        ProcessPool.Builder builder = builder(2).maxHeap("48m");
        try (ProcessPool pool = openReady(builder, 2)) {
            Set<Long> before = pids(pool);
            CompletableFuture<Integer> concurrent = pool.applyAsync(Tasks::sleep, 500);
            CompletableFuture<Integer> culprit = pool.applyAsync(() -> {
                List<long[]> hoard = new ArrayList<>();
                while (true) {
                    hoard.add(new long[100_000]);
                }
            });
            assertThatThrownBy(() -> culprit.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(WorkerCrashedException.class)
                    .hasMessageContaining("OutOfMemoryError")
                    .hasMessageContaining("maxHeap");
            assertThat(concurrent.get(20, TimeUnit.SECONDS)).isEqualTo(500);
            assertWhole(pool);
            assertThat(pids(pool)).isNotEqualTo(before);
            // and one that throws it by hand is not kept either: nothing in that JVM can be relied on
            assertThat(catchThrowable(() -> pool.apply(() -> {
                        throw new OutOfMemoryError("by hand");
                    })))
                    .isInstanceOf(PoolException.class);
            assertWhole(pool);
        }
    }

    @Test
    void argumentLargerThanTheHeapMustFailItsTaskAlone() throws Exception {
        try (ProcessPool pool = openReady(builder(1).maxHeap("32m"), 1)) {
            assertThat(catchThrowable(() -> pool.apply(bytes -> 0, new byte[60_000_000])))
                    .isInstanceOf(PoolException.class);
            assertWhole(pool);
        }
    }

    @Test
    void stackOverflowMustFailTheTaskAndSpareTheWorker() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            Set<Long> before = pids(pool);
            assertThatThrownBy(() -> pool.apply(CrashIT::deeper, 0))
                    .isInstanceOf(TaskFailedException.class)
                    .hasCauseInstanceOf(StackOverflowError.class);
            assertWhole(pool);
            assertThat(pids(pool)).isEqualTo(before);
        }
    }

    private static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    @Test
    void childThatATaskLeavesBehindMustNotHoldUpThePool(@TempDir Path folder) throws Exception {
        String file = folder.resolve("child").toString();
        long begun = System.nanoTime();
        try (ProcessPool pool = openReady(builder(1), 1)) {
            CompletableFuture<Integer> culprit = pool.applyAsync(() -> {
                Process child = new ProcessBuilder("sleep", "30").inheritIO().start();
                Tasks.mark(file, "" + child.pid());
                return Tasks.signalSelf(9);
            });
            assertThatThrownBy(() -> culprit.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(WorkerCrashedException.class);
            assertWhole(pool);
        } finally {
            killNow(Long.parseLong(Files.readString(Path.of(file)).trim()));
        }
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }

    @Test
    void crashOfAWorkerMustNotDelayWhatOthersDo() throws Exception {
        try (ProcessPool pool = openReady(builder(2), 2)) {
            List<CompletableFuture<Integer>> crashes = new ArrayList<>();
            List<CompletableFuture<Integer>> works = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                crashes.add(pool.applyAsync(Death.HALT::die, i));
                works.add(pool.applyAsync(Tasks::twice, i));
            }
            for (int i = 0; i < 4; i++) {
                CompletableFuture<Integer> crash = crashes.get(i);
                assertThatThrownBy(() -> crash.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(WorkerCrashedException.class);
                assertThat(works.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(2 * i);
            }
        }
    }

    @Test
    void closeMustEndThoughTheLastTasksKillTheirWorkers() throws Exception {
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        try (ProcessPool pool = openReady(builder(2), 2)) {
            for (int i = 0; i < 6; i++) {
                calls.add(pool.applyAsync(i % 2 == 0 ? Death.HALT::die : Tasks::twice, i));
            }
        }
        for (int i = 0; i < 6; i++) {
            assertThat(calls.get(i)).isDone();
            assertThat(calls.get(i).isCompletedExceptionally()).isEqualTo(i % 2 == 0);
        }
    }
}
