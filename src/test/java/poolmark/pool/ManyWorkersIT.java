// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * More workers than processors. While tasks are short some of the workers are left asleep, which must never hold up a task
 * that somebody is there for.
 */
@Timeout(120)
class ManyWorkersIT extends FaultCase {

    private static final int WORKERS = 3 * Runtime.getRuntime().availableProcessors() + 2;

    /** Those who are awake have shown that they need no others. */
    private static void hurry(ProcessPool pool) {
        for (int i = 0; i < 4; i++) {
            assertThat(pool.map(Tasks::twice, upTo(5_000), 1)).hasSize(5_000);
        }
    }

    private static String waitFor(String file) throws InterruptedException {
        Tasks.await(Path.of(file));
        return file;
    }

    private static <T> void assertAllReturn(List<CompletableFuture<T>> all, T value) {
        for (CompletableFuture<T> one : all) {
            assertThat(one).succeedsWithin(LONG).isEqualTo(value);
        }
    }

    @Test
    void shortTasksMustNotWaitForLongOnesAsLongAsAnyWorkerIsFree(@TempDir Path folder) throws Exception {
        try (ProcessPool pool = openReady(builder(WORKERS), WORKERS)) {
            for (int round = 0; round < 6; round++) {
                hurry(pool);
                String go = folder.resolve("go" + round).toString();
                List<CompletableFuture<Integer>> shorts = new ArrayList<>();
                List<CompletableFuture<String>> longs = new ArrayList<>();
                for (int i = 0; i < WORKERS - 1; i++) {
                    submitShorts(pool, 50, shorts);
                    longs.add(pool.applyAsync(ManyWorkersIT::waitFor, go));
                }
                submitShorts(pool, 500, shorts);
                assertAllReturn(shorts, 14);
                assertThat(longs).noneMatch(CompletableFuture::isDone);
                Files.createFile(Path.of(go));
                assertAllReturn(longs, go);
            }
        }
    }

    /** The workers that are awake never run dry, so that no other event would be followed by a look at the one that is blocked. */
    @Test
    void taskBehindALongOneMustGoToOthersThoughThoseAreAlwaysBusy(@TempDir Path folder) throws Exception {
        try (ProcessPool pool = openReady(builder(WORKERS), WORKERS)) {
            for (int round = 0; round < 5; round++) {
                hurry(pool);
                String go = folder.resolve("go" + round).toString();
                AtomicBoolean enough = new AtomicBoolean();
                CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                    while (!enough.get()) {
                        pool.map(Tasks::twice, upTo(2_000), 1);
                    }
                });
                List<CompletableFuture<String>> longs = new ArrayList<>();
                List<CompletableFuture<Integer>> shorts = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    submitShorts(pool, 100, shorts);
                    longs.add(pool.applyAsync(ManyWorkersIT::waitFor, go));
                    submitShorts(pool, 100, shorts);
                }
                assertAllReturn(shorts, 14);
                assertThat(longs).noneMatch(CompletableFuture::isDone);
                enough.set(true);
                assertThat(load).succeedsWithin(LONG);
                Files.createFile(Path.of(go));
                assertAllReturn(longs, go);
            }
        }
    }

    @Test
    void closeMustNotSendAwayThoseWhomTasksThatWaitForEachOtherNeed(@TempDir Path folder) throws Exception {
        for (int round = 0; round < 6; round++) {
            Path marks = folder.resolve("marks" + round);
            Path go = folder.resolve("go" + round);
            ProcessPool pool = openReady(builder(WORKERS), WORKERS);
            hurry(pool);
            List<CompletableFuture<Integer>> all = submitWaiting(pool, marks, go);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(pool::close);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(Tasks.marks(marks)).hasSize(WORKERS));
            Files.createFile(go);
            assertThat(closed).succeedsWithin(LONG);
            assertThat(all).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        }
    }

    @Test
    void largeArgumentsMustNotWaitForThoseWhoAreBusyWithSmallOnes() throws Exception {
        try (ProcessPool pool = openReady(builder(WORKERS), WORKERS)) {
            for (int round = 0; round < 5; round++) {
                hurry(pool);
                List<CompletableFuture<Integer>> shorts = new ArrayList<>();
                List<CompletableFuture<Integer>> large = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    submitShorts(pool, 100, shorts);
                    large.add(pool.applyAsync((byte[] bytes) -> bytes.length, new byte[100_000]));
                }
                submitShorts(pool, 100, shorts);
                assertAllReturn(large, 100_000);
                assertAllReturn(shorts, 14);
            }
        }
    }

    /** As many tasks as there are workers, each of which says that it has begun and goes on when it is told to. */
    private static List<CompletableFuture<Integer>> submitWaiting(ProcessPool pool, Path marks, Path go) {
        String mark = marks.toString();
        String open = go.toString();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            all.add(pool.applyAsync(
                    x -> {
                        Tasks.mark(mark, "" + x);
                        Tasks.await(Path.of(open));
                        return x;
                    },
                    i));
        }
        return all;
    }

    private static void submitShorts(ProcessPool pool, int count, List<CompletableFuture<Integer>> to) {
        for (int i = 0; i < count; i++) {
            to.add(pool.applyAsync(Tasks::twice, 7));
        }
    }

    @Test
    void tasksThatTakeLongAfterShortOnesMustRunOnAllWorkersTogether(@TempDir Path folder) throws Exception {
        try (ProcessPool pool = openReady(builder(WORKERS), WORKERS)) {
            for (int round = 0; round < 6; round++) {
                hurry(pool);
                Path marks = folder.resolve("marks" + round);
                Path go = folder.resolve("go" + round);
                List<CompletableFuture<Integer>> all = submitWaiting(pool, marks, go);
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(Tasks.marks(marks)).hasSize(WORKERS));
                Files.createFile(go);
                for (int i = 0; i < WORKERS; i++) {
                    assertThat(all.get(i)).succeedsWithin(LONG).isEqualTo(i);
                }
            }
        }
    }

    @RepeatedTest(3)
    void workersThatAreKilledUnderShortTasksMustLoseNothingButWhatTheyWereAt(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openReady(builder(WORKERS), WORKERS)) {
            hurry(pool);
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 4_000; i++) {
                all.add(pool.applyAsync(
                        x -> {
                            Tasks.mark(file, "" + x);
                            return x;
                        },
                        i));
                if (i % 1_000 == 500) {
                    killNow(pids(pool).iterator().next());
                }
            }
            await().atMost(LONG).until(() -> all.stream().allMatch(CompletableFuture::isDone));
            long failed = all.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .count();
            assertThat(failed).isLessThanOrEqualTo(4);
            assertThat(Tasks.marks(Path.of(file)))
                    .doesNotHaveDuplicates()
                    .hasSizeBetween((int) (4_000 - failed), 4_000);
            assertWhole(pool);
        }
    }
}
