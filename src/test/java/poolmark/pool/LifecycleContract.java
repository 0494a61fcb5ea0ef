// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Closing, shutting down, terminating and joining, in any order and from anywhere. */
abstract class LifecycleContract extends PoolContract {

    @Test
    void closeMustLetSubmittedWorkFinishThenEndAllWorkers() {
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        List<Long> pids;
        try (ProcessPool pool = open(2)) {
            upTo(10).forEach(x -> calls.add(pool.applyAsync(Tasks::sleep, 20 + x)));
            pids = pool.workers().stream().map(WorkerInfo::pid).toList();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(calls.get(i)).isCompletedWithValue(20 + i);
        }
        assertThat(pids).hasSize(2).noneMatch(LifecycleContract::isAlive);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void closeOfAPoolThatWasNeverUsedMustEndIt() {
        open(1).close();
        ProcessPool late = open(1);
        late.shutdown();
        late.join();
    }

    @Test
    void everyWayOfEndingMustBeAllowedTwiceAndInAnyOrder() {
        ProcessPool pool = open(1);
        pool.shutdown();
        pool.shutdown();
        pool.join();
        pool.join();
        assertThat(pool.join(Duration.ZERO)).isTrue();
        pool.close();
        pool.terminate();
        pool.close();
        pool.shutdown();
        pool.terminate();
        pool.join();
        assertThat(pool.processes()).isEqualTo(1);
        assertThat(pool.workers()).noneMatch(WorkerInfo::alive);
    }

    @Test
    void joinBeforeShutdownMustBeRefused() {
        try (ProcessPool pool = open(1)) {
            assertThatThrownBy(pool::join).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> pool.join(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
            assertThat(pool.apply(Tasks::twice, 1)).isEqualTo(2);
        }
    }

    @Test
    void joinMustWaitNoLongerThanItsTimeout() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            CompletableFuture<Integer> call = pool.applyAsync(Tasks::sleep, 700);
            pool.shutdown();
            assertThat(pool.join(Duration.ZERO)).isFalse();
            assertThat(pool.join(Duration.ofSeconds(-1))).isFalse();
            assertThat(pool.join(Duration.ofSeconds(Long.MIN_VALUE))).isFalse();
            assertThat(pool.join(Duration.ofMillis(20))).isFalse();
            assertThat(pool.join(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
            assertThat(call).isCompletedWithValue(700);
        }
    }

    @Test
    void shutdownMustReturnAtOnceAndTakeNoMoreWork() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            CompletableFuture<Integer> running = pool.applyAsync(Tasks::sleep, 300);
            CompletableFuture<Integer> queued = pool.applyAsync(Tasks::sleep, 1);
            pool.shutdown();
            assertThat(running).isNotDone();
            assertRefusesWork(pool);
            assertThat(queued.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(running).isCompletedWithValue(300);
        }
    }

    @Test
    void callsAfterCloseMustFail() {
        ProcessPool closed = open(1);
        closed.close();
        assertRefusesWork(closed);
        ProcessPool terminated = open(1);
        terminated.terminate();
        terminated.join();
        assertRefusesWork(terminated);
    }

    private static void assertRefusesWork(ProcessPool pool) {
        assertThatThrownBy(() -> pool.apply(Tasks::twice, 1)).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> pool.<Integer>apply(() -> 1)).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> pool.applyAsync(Tasks::twice, 1)).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> pool.map(Tasks::twice, upTo(3))).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> pool.mapAsync(Tasks::twice, upTo(3), 1)).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> pool.imap(Tasks::twice, upTo(3)).toList()).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> pool.imapUnordered(Tasks::twice, upTo(3)).toList())
                .isInstanceOf(PoolClosedException.class);
    }

    /** As in Python, where a closed pool refuses an empty input, too: else the mistake shows on some inputs alone. */
    @Test
    void callsAfterCloseMustFailThoughThereIsNothingToDo() {
        ProcessPool closed = open(1);
        closed.close();
        List<Integer> none = List.of();
        assertThatThrownBy(() -> closed.map(Tasks::twice, none)).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> closed.mapAsync(Tasks::twice, none)).isInstanceOf(PoolClosedException.class);
    }

    @Test
    void terminateMustEndEveryOutstandingCall() throws Exception {
        ProcessPool pool = openReady(builder(2), 2);
        List<CompletableFuture<?>> calls = new ArrayList<>();
        calls.add(pool.applyAsync(Tasks::spin, 1));
        calls.add(pool.applyAsync(Tasks::sleep, 60_000));
        calls.add(pool.mapAsync(Tasks::sleep, List.of(60_000, 60_000, 60_000)));
        for (int i = 0; i < 10_000; i++) {
            calls.add(pool.applyAsync(Tasks::sleep, 60_000));
        }
        Stream<Integer> stream = pool.imap(Tasks::sleep, List.of(60_000));
        AtomicReference<Throwable> ofStream = new AtomicReference<>();
        Thread reader = new Thread(() -> ofStream.set(catchThrowable(stream::toList)));
        AtomicReference<Throwable> ofMap = new AtomicReference<>();
        Thread caller = new Thread(() -> ofMap.set(catchThrowable(() -> pool.map(Tasks::sleep, List.of(60_000)))));
        reader.start();
        caller.start();
        Thread.sleep(100);
        pool.terminate();
        for (CompletableFuture<?> call : calls) {
            assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(PoolClosedException.class);
        }
        reader.join(10_000);
        caller.join(10_000);
        assertThat(ofStream.get()).isInstanceOf(PoolClosedException.class);
        assertThat(ofMap.get()).isInstanceOf(PoolClosedException.class);
        assertThat(pool.join(LONG)).isTrue();
    }

    @Test
    void terminateMustNameTheWorkerOfARunningTask() throws Exception {
        ProcessPool pool = openReady(builder(1), 1);
        WorkerInfo worker = pool.workers().get(0);
        CompletableFuture<Integer> running = pool.applyAsync(Tasks::spin, 1);
        Thread.sleep(50);
        pool.terminate();
        assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(PoolClosedException.class)
                .hasMessageContaining(worker.name())
                .hasMessageContaining(Long.toString(worker.pid()));
        pool.join();
    }

    @Test
    void terminateMustWorkWhileWorkersStartUp() {
        for (int i = 0; i < 3; i++) {
            ProcessPool pool = open(2);
            CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, 1);
            pool.terminate();
            assertThat(pool.join(LONG)).isTrue();
            assertThat(call).isDone();
        }
    }

    @Test
    void terminateAfterShutdownMustNotWaitForWork() throws Exception {
        ProcessPool pool = openReady(builder(1), 1);
        CompletableFuture<Integer> call = pool.applyAsync(Tasks::sleep, 60_000);
        pool.shutdown();
        pool.terminate();
        assertThat(pool.join(LONG)).isTrue();
        assertThat(call).isCompletedExceptionally();
    }

    @Test
    void endingFromSeveralThreadsAtOnceMustWork() throws Exception {
        ProcessPool pool = openReady(builder(2), 2);
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        upTo(50).forEach(x -> calls.add(pool.applyAsync(Tasks::sleep, 5)));
        List<Thread> threads = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 12; i++) {
            int way = i % 4;
            threads.add(new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                switch (way) {
                    case 0 -> pool.close();
                    case 1 -> pool.terminate();
                    case 2 -> pool.shutdown();
                    default -> pool.asExecutorService().shutdownNow();
                }
            }));
        }
        threads.forEach(Thread::start);
        go.countDown();
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(pool.join(LONG)).isTrue();
        assertThat(calls).allMatch(CompletableFuture::isDone);
    }

    @Test
    void callbackMayTerminateCloseOrJoinThePool() throws Exception {
        ProcessPool terminated = openReady(builder(1), 1);
        CompletableFuture<Integer> outstanding = terminated.applyAsync(Tasks::sleep, 100);
        CompletableFuture<Integer> neverBegun = terminated.applyAsync(Tasks::sleep, 60_000);
        outstanding.thenRun(terminated::terminate).get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> neverBegun.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
        terminated.join();

        ProcessPool closed = openReady(builder(1), 1);
        closed.applyAsync(Tasks::sleep, 100).thenRun(closed::close).get(20, TimeUnit.SECONDS);
        assertThat(closed.workers()).noneMatch(WorkerInfo::alive);

        ProcessPool joined = openReady(builder(1), 1);
        CompletableFuture<Void> join =
                joined.applyAsync(Tasks::sleep, 100).thenRun(joined::shutdown).thenRun(joined::join);
        join.get(20, TimeUnit.SECONDS);
        assertThat(joined.workers()).noneMatch(WorkerInfo::alive);
    }

    @Test
    void everybodyWhoJoinsMustBeToldOfTheEnd() throws Exception {
        ProcessPool pool = openReady(builder(1), 1);
        CompletableFuture<Integer> call = pool.applyAsync(Tasks::sleep, 300);
        pool.shutdown();
        List<CompletableFuture<Void>> joins = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            joins.add(
                    i % 2 == 0
                            ? CompletableFuture.runAsync(pool::join)
                            : CompletableFuture.runAsync(
                                    () -> assertThat(pool.join(LONG)).isTrue()));
        }
        for (CompletableFuture<Void> join : joins) {
            join.get(20, TimeUnit.SECONDS);
        }
        assertThat(call).isCompletedWithValue(300);
    }

    @Test
    void streamOfAPoolThatIsShutDownMustGiveWhatIsUnderWayAndThenSaySo() throws Exception {
        for (boolean ordered : new boolean[] {true, false}) {
            try (ProcessPool pool = openReady(builder(2), 2)) {
                Iterator<Integer> results = (ordered
                                ? pool.imap(Tasks::twice, upTo(100))
                                : pool.imapUnordered(Tasks::twice, upTo(100)))
                        .iterator();
                List<Integer> seen = new ArrayList<>(List.of(results.next()));
                pool.shutdown();
                assertThatThrownBy(() -> results.forEachRemaining(seen::add)).isInstanceOf(PoolClosedException.class);
                assertThat(seen).hasSizeBetween(4, 20);
                assertThat(seen.stream().sorted().toList())
                        .as("none is missing")
                        .isEqualTo(upTo(seen.size()).stream().map(x -> 2 * x).toList());
            }
        }
    }

    @Test
    void threadThatWasInterruptedBeforeMustOpenStartAndSubmitAndOnlyBeRefusedToWait() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            Thread.currentThread().interrupt();
            ProcessPool other = open(1);
            TaskProcess<Integer> process = process(() -> 3).start();
            CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, 1);
            CompletableFuture<List<Integer>> map = pool.mapAsync(Tasks::twice, upTo(3));
            assertThat(pool.workers()).hasSize(1);
            assertThatThrownBy(() -> pool.apply(Tasks::sleep, 100)).isInstanceOf(CallInterruptedException.class);
            assertThatThrownBy(process::join).isInstanceOf(CallInterruptedException.class);
            other.terminate();
            assertThat(Thread.interrupted()).as("the flag").isTrue();
            assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(map.get(20, TimeUnit.SECONDS)).containsExactly(0, 2, 4);
            assertThat(process.join()).isEqualTo(3);
            other.join();
        }
    }

    @Test
    void listenerAndOutputMayTerminateThePool() throws Exception {
        CompletableFuture<ProcessPool> opened = new CompletableFuture<>();
        PoolListener listener = new PoolListener() {
            @Override
            public void taskEnded(TaskRecord task) {
                opened.join().terminate();
            }
        };
        opened.complete(builder(2).listener(listener).open());
        CompletableFuture<List<Integer>> map = opened.join().mapAsync(Tasks::sleep, List.of(1, 60_000, 60_000), 1);
        assertThatThrownBy(() -> map.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
        assertThat(opened.join().join(LONG)).isTrue();

        CompletableFuture<ProcessPool> printing = new CompletableFuture<>();
        printing.complete(builder(2).output(line -> printing.join().terminate()).open());
        CompletableFuture<Integer> call = printing.join().applyAsync(() -> {
            System.out.println("stop");
            return Tasks.sleep(60_000);
        });
        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
        assertThat(printing.join().join(LONG)).isTrue();
    }

    @Test
    void interruptMustEndABlockingCallAndLeaveTheFlagSet() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            Iterator<Integer> stream =
                    pool.imap(Tasks::sleep, List.of(300, 300)).iterator();
            assertInterruptible(() -> pool.apply(Tasks::sleep, 400));
            assertInterruptible(() -> pool.map(Tasks::sleep, List.of(100, 100)));
            assertInterruptible(stream::next);
            assertThat(pool.apply(Tasks::twice, 4)).as("the pool goes on").isEqualTo(8);
        }
    }

    private static void assertInterruptible(Runnable call) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(call::run));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        Thread.sleep(60);
        caller.interrupt();
        caller.join(10_000);
        assertThat(thrown.get()).isInstanceOf(CallInterruptedException.class);
        assertThat(flag.get()).as("interrupt flag").isTrue();
    }

    @Test
    void interruptMustDropATaskThatHasNotBegun() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            CompletableFuture<Integer> busy = pool.applyAsync(Tasks::sleep, 300);
            assertInterruptible(() -> pool.apply(Tasks::spin, 1));
            assertThat(busy.get(20, TimeUnit.SECONDS)).isEqualTo(300);
            assertThat(pool.apply(Tasks::twice, 2)).isEqualTo(4);
            assertThat(pool.workers().get(0).tasksCompleted()).isEqualTo(2);
        }
    }

    @Test
    void interruptMustEndJoinAndClose() throws Exception {
        ProcessPool pool = openReady(builder(1), 1);
        pool.applyAsync(Tasks::sleep, 60_000);
        pool.shutdown();
        assertInterruptible(pool::join);
        assertInterruptible(() -> pool.join(LONG));
        assertInterruptible(pool::close);
        assertThat(pool.join(LONG))
                .as("close() that was interrupted has terminated the pool")
                .isTrue();
    }
}
