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
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chunks that are too large to be written under the lock, and are handed ahead all the same: written while everything else
 * goes on, so that what happens to a call, a worker or the pool may come before they have arrived, or after.
 */
@Timeout(120)
class LargeAheadIT extends FaultCase {

    /** Four bytes each. */
    private static final int[] LENGTHS = {3_000, 20_000, 100_000};

    /** An argument that says which it is; of two kinds, one of which goes as it is, the other as part of a chunk's bytes. */
    private static Object large(int i) {
        int length = LENGTHS[i % LENGTHS.length];
        if (i % 2 == 0) {
            int[] ints = new int[length];
            ints[length - 1] = i;
            return ints;
        }
        byte[] bytes = new byte[4 * length];
        bytes[bytes.length - 2] = (byte) (i >> 8);
        bytes[bytes.length - 1] = (byte) i;
        return bytes;
    }

    private static int numberOf(Object large) {
        if (large instanceof int[] ints) {
            return ints[ints.length - 1];
        }
        byte[] bytes = (byte[]) large;
        return (bytes[bytes.length - 2] & 0xFF) << 8 | bytes[bytes.length - 1] & 0xFF;
    }

    private static CompletableFuture<Integer> marking(ProcessPool pool, String file, int i) {
        return pool.applyAsync(
                x -> {
                    int number = numberOf(x);
                    Tasks.mark(file, "" + number);
                    return number;
                },
                large(i));
    }

    private static List<CompletableFuture<Integer>> marking(ProcessPool pool, String file, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> marking(pool, file, i)).toList();
    }

    /** Says that it has begun, and ends when it is told to. */
    private static CompletableFuture<Integer> waiting(ProcessPool pool, Path folder, String name) throws Exception {
        String begun = folder.resolve("begun" + name).toString();
        String go = folder.resolve("go" + name).toString();
        CompletableFuture<Integer> waiting = pool.applyAsync(
                path -> {
                    Tasks.mark(begun, "begun");
                    Tasks.await(Path.of(path));
                    return 1;
                },
                go);
        Tasks.awaitMark(Path.of(begun));
        return waiting;
    }

    private static void letGo(Path folder, String name) throws Exception {
        Files.createFile(folder.resolve("go" + name));
    }

    private static void assertReturn(List<CompletableFuture<Integer>> all, int first) {
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).succeedsWithin(LONG).isEqualTo(first + i);
        }
    }

    /** Nobody hears that the first chunk is done: a worker that has not got the next by then never begins with it. */
    @RepeatedTest(3)
    void workerMustGoOnWithALargeChunkWithoutWaitingForItsParent(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        CountDownLatch goOn = new CountDownLatch(1);
        Holder holder = new Holder(goOn);
        try (ProcessPool pool = builder(1).listener(holder).open()) {
            share(pool);
            holder.holds = true;
            String begun = folder.resolve("begun").toString();
            String go = folder.resolve("go").toString();
            CompletableFuture<List<Integer>> two = pool.mapAsync(
                    x -> {
                        if (x == 1) {
                            Tasks.mark(begun, "begun");
                            Tasks.await(Path.of(go));
                        }
                        return x;
                    },
                    List.of(0, 1),
                    2);
            Tasks.awaitMark(Path.of(begun));
            CompletableFuture<Integer> next = marking(pool, file, 8);
            Files.createFile(Path.of(go));
            await().atMost(LONG).until(() -> Tasks.marks(Path.of(file)).contains("8"));
            assertThat(two).isNotDone();
            assertThat(next).isNotDone();
            goOn.countDown();
            assertThat(two).succeedsWithin(LONG).isEqualTo(List.of(0, 1));
            assertThat(next).succeedsWithin(LONG).isEqualTo(8);
        } finally {
            goOn.countDown();
        }
    }

    /** Holds up, from when it is told to, whoever reads the answers of a worker. */
    private static final class Holder implements PoolListener {

        private final CountDownLatch goOn;
        private volatile boolean holds;

        Holder(CountDownLatch goOn) {
            this.goOn = goOn;
        }

        @Override
        public void taskEnded(TaskRecord task) {
            if (holds) {
                awaitUnharmed(goOn);
            }
        }
    }

    @Test
    void largeAndSmallMustBeginInTheOrderOfTheirSubmission(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openShared(builder(1), 1)) {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                all.add(i % 5 < 3 ? marking(pool, file, i) : small(pool, file, i));
            }
            assertReturn(all, 0);
        }
        assertThat(Tasks.marks(Path.of(file)))
                .containsExactlyElementsOf(
                        IntStream.range(0, 600).mapToObj(String::valueOf).toList());
    }

    private static CompletableFuture<Integer> small(ProcessPool pool, String file, int i) {
        return pool.applyAsync(
                x -> {
                    Tasks.mark(file, "" + x);
                    return x;
                },
                i);
    }

    @Test
    void crashWithLargeChunksAheadMustFailItsTaskAloneAndRunEveryOtherOnce(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openShared(builder(1), 1)) {
            for (int round = 0; round < 6; round++) {
                String go = folder.resolve("go" + round).toString();
                CompletableFuture<Integer> culprit = pool.applyAsync(
                        path -> {
                            Tasks.await(Path.of(path));
                            Runtime.getRuntime().halt(7);
                            return 1;
                        },
                        go);
                List<CompletableFuture<Integer>> others = marking(pool, file, 20 * round, 20 * round + 20);
                Files.createFile(Path.of(go));
                assertThatThrownBy(culprit::join).hasCauseInstanceOf(WorkerCrashedException.class);
                assertReturn(others, 20 * round);
                share(pool);
            }
        }
        assertThat(Tasks.marks(Path.of(file))).hasSize(120).doesNotHaveDuplicates();
    }

    /** At random moments, so that some are just being written. */
    @Test
    void workersThatAreKilledUnderLargeChunksMustLoseNothingButWhatTheyWereAt(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openShared(builder(2), 2)) {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int round = 0; round < 8; round++) {
                all.addAll(marking(pool, file, round * 100, round * 100 + 100));
                killNow(pids(pool).iterator().next());
            }
            int failed = countCrashes(all);
            assertThat(failed).isLessThanOrEqualTo(8);
            assertThat(Tasks.marks(Path.of(file))).doesNotHaveDuplicates().hasSizeBetween(800 - failed, 800);
            assertWhole(pool);
        }
    }

    /** Some are cancelled while they are being written, others before or after. */
    @Test
    void cancelledLargeChunkAheadMustNotRunAndItsNeighboursMust(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        List<String> expected = new ArrayList<>();
        try (ProcessPool pool = openShared(builder(1), 1)) {
            long worker = pids(pool).iterator().next();
            for (int round = 0; round < 60; round++) {
                CompletableFuture<Integer> running = waiting(pool, folder, "" + round);
                int first = 4 * round;
                CompletableFuture<CompletableFuture<Integer>> submitting =
                        CompletableFuture.supplyAsync(() -> marking(pool, file, first));
                LockSupport.parkNanos(round * 5_000L);
                CompletableFuture<Integer> second = marking(pool, file, first + 1);
                assertThat(second.cancel(round % 2 == 0)).isTrue();
                CompletableFuture<Integer> third = marking(pool, file, first + 2);
                CompletableFuture<Integer> fourth = small(pool, file, first + 3);
                assertThat(submitting.join().cancel(round % 2 == 0)).isTrue();
                Thread.sleep(20); // a cancellation may have to wait until what is underway has arrived
                letGo(folder, "" + round);
                assertReturn(List.of(running), 1);
                assertReturn(List.of(third, fourth), first + 2);
                assertThatThrownBy(second::join).isInstanceOf(CancellationException.class);
                assertReturn(List.of(marking(pool, file, first + 2)), first + 2); // nothing cancelled comes late
                expected.addAll(List.of("" + (first + 2), "" + (first + 3), "" + (first + 2)));
                pool.map(Tasks::twice, upTo(2_000), 1); // tasks are short again
            }
            assertThat(pids(pool)).as("nobody was killed").containsExactly(worker);
        }
        assertThat(Tasks.marks(Path.of(file))).containsExactlyElementsOf(expected);
    }

    @Test
    void cancelOfTheRunningTaskMustRunLargeChunksAheadInTheNextWorkerOnce(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("marks");
        try (ProcessPool pool = openShared(builder(1), 1)) {
            for (int round = 0; round < 4; round++) {
                long worker = pids(pool).iterator().next();
                CompletableFuture<Integer> running = waiting(pool, folder, "" + round);
                List<CompletableFuture<Integer>> ahead = marking(pool, file.toString(), 10 * round, 10 * round + 10);
                assertThat(running.cancel(true)).isTrue();
                assertReturn(ahead, 10 * round);
                assertThat(pids(pool)).doesNotContain(worker);
                share(pool);
            }
        }
        assertThat(Tasks.marks(file))
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(String::valueOf).toList());
    }

    @Test
    void largeChunkBehindALongOneMustBeTakenBackForAnIdleWorkerAtOnce(@TempDir Path folder) throws Exception {
        try (ProcessPool pool = openShared(builder(2), 2)) {
            for (int round = 0; round < 10; round++) {
                CompletableFuture<Integer> first = waiting(pool, folder, "first" + round);
                CompletableFuture<Integer> second = waiting(pool, folder, "second" + round);
                String file = folder.resolve("marks" + round).toString();
                CompletableFuture<List<CompletableFuture<Integer>>> behind =
                        CompletableFuture.supplyAsync(() -> marking(pool, file, 0, 6));
                LockSupport.parkNanos(round * 50_000L);
                letGo(folder, "second" + round);
                assertReturn(behind.join(), 0);
                assertThat(first).isNotDone();
                letGo(folder, "first" + round);
                assertReturn(List.of(first), 1);
                assertReturn(List.of(second), 1);
                assertThat(Tasks.marks(Path.of(file))).hasSize(6).doesNotHaveDuplicates();
                pool.map(Tasks::twice, upTo(2_000), 1);
            }
        }
    }

    @Test
    void largeChunkMustNotWaitForWhoeverTakesTheOutputOfTheTaskBeforeIt(@TempDir Path folder) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch printed = new CountDownLatch(1);
        ProcessPool.Builder builder = builder(2).output(line -> {
            printed.countDown();
            awaitUnharmed(goOn);
        });
        try (ProcessPool pool = openShared(builder, 2)) {
            CompletableFuture<Integer> first = waiting(pool, folder, "first");
            String begun = folder.resolve("begun").toString();
            Path print = folder.resolve("print");
            Path end = folder.resolve("end");
            CompletableFuture<Integer> printing = pool.applyAsync(
                    paths -> {
                        Tasks.mark(begun, "begun");
                        Tasks.await(Path.of(paths.get(0)));
                        System.out.println("a line");
                        Tasks.await(Path.of(paths.get(1)));
                        return 1;
                    },
                    List.of(print.toString(), end.toString()));
            Tasks.awaitMark(Path.of(begun));
            List<CompletableFuture<Integer>> behind =
                    marking(pool, folder.resolve("marks").toString(), 0, 4);
            Files.createFile(print);
            assertThat(printed.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            letGo(folder, "first");
            assertReturn(List.of(first), 1);
            assertReturn(behind, 0);
            goOn.countDown();
            Files.createFile(end);
            assertReturn(List.of(printing), 1);
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void callersWhoLendTheirArraysAndGoMustHarmNobody(@TempDir Path folder) throws Exception {
        try (ProcessPool pool = openShared(builder(1), 1)) {
            for (int round = 0; round < 20; round++) {
                CompletableFuture<Integer> running = waiting(pool, folder, "" + round);
                List<Leaver> leavers =
                        Stream.generate(() -> new Leaver(pool)).limit(3).toList();
                leavers.forEach(Thread::start);
                List<CompletableFuture<Integer>> stayers = IntStream.range(0, 3)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> sum(pool, i)))
                        .toList();
                LockSupport.parkNanos(round * 100_000L);
                leavers.forEach(Thread::interrupt);
                for (Leaver leaver : leavers) {
                    leaver.join();
                    assertThat(leaver.failure).isInstanceOf(CallInterruptedException.class);
                }
                letGo(folder, "" + round);
                assertReturn(List.of(running), 1);
                for (int i = 0; i < 3; i++) {
                    assertThat(stayers.get(i)).succeedsWithin(LONG).isEqualTo(i * 300_000);
                }
                pool.map(Tasks::twice, upTo(2_000), 1);
            }
        }
    }

    private static int sum(ProcessPool pool, int each) {
        byte[] bytes = new byte[300_000];
        Arrays.fill(bytes, (byte) each);
        return pool.apply(LargeAheadIT::sum, bytes);
    }

    private static int sum(byte[] bytes) {
        int sum = 0;
        for (byte one : bytes) {
            sum += one;
        }
        return sum;
    }

    /** Calls with an array of its own, and is interrupted. */
    private static final class Leaver extends Thread {

        private final ProcessPool pool;
        private Throwable failure;

        Leaver(ProcessPool pool) {
            this.pool = pool;
        }

        @Override
        public void run() {
            byte[] bytes = new byte[200_000];
            failure = catchThrowable(() -> pool.apply(LargeAheadIT::sum, bytes));
            Arrays.fill(bytes, (byte) 1); // it is the caller's again
        }
    }

    @Test
    void closeWithLargeChunksAheadMustFinishThemAll(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        List<CompletableFuture<Integer>> all;
        try (ProcessPool pool = openShared(builder(2), 2)) {
            all = marking(pool, file, 0, 200);
        }
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertReturn(all, 0);
    }

    @RepeatedTest(5)
    void terminateWithLargeChunksAheadMustEndEveryCall() throws Exception {
        ProcessPool pool = openShared(builder(2), 2);
        List<CompletableFuture<Integer>> all = IntStream.range(0, 30)
                .mapToObj(i -> pool.applyAsync(x -> Tasks.spin(numberOf(x)), large(i)))
                .toList();
        pool.terminate();
        pool.join();
        for (CompletableFuture<Integer> one : all) {
            assertThatThrownBy(() -> one.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
        }
    }
}
