// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.pool.Trap.Blow;
import poolmark.pool.Trap.Moment;
import poolmark.pool.Trap.TrapException;

/** Whatever stands still: workers that are stopped, tasks in a deadlock, values that never end being read or written. */
class HangIT extends FaultCase {

    private static final Duration LIMIT = Duration.ofMillis(700);
    private static final int SIGSTOP = 19;

    private ProcessPool openLimited(int processes) throws InterruptedException {
        return openReady(builder(processes).taskTimeout(LIMIT), processes);
    }

    private static void assertTimesOut(CompletableFuture<?> call) {
        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(TaskTimeoutException.class);
    }

    @Test
    void taskOfAWorkerThatIsStoppedMustRunIntoItsTimeLimit() throws Exception {
        try (ProcessPool pool = openLimited(2)) {
            CompletableFuture<Integer> culprit = pool.applyAsync(Tasks::signalSelf, SIGSTOP);
            CompletableFuture<Integer> neighbour = pool.applyAsync(Tasks::sleep, 100);
            assertTimesOut(culprit);
            assertThat(neighbour.get(20, TimeUnit.SECONDS)).isEqualTo(100);
            assertWhole(pool);
        }
    }

    /** It never says that it has begun, so that the time limit of the task cannot end it. */
    @Test
    void taskThatWasSentToAStoppedWorkerMustRunElsewhere() throws Exception {
        try (ProcessPool forSmall = openLimited(1);
                ProcessPool forLarge = openLimited(1)) {
            CompletableFuture<Integer> small = sendToStopped(forSmall, 1);
            CompletableFuture<Integer> large = sendToStopped(forLarge, 8_000_000); // more than the pipe takes
            assertThat(small.get(40, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(large.get(40, TimeUnit.SECONDS)).isEqualTo(8_000_000);
            assertWhole(forSmall);
            assertWhole(forLarge);
        }
    }

    private static CompletableFuture<Integer> sendToStopped(ProcessPool pool, int size) throws Exception {
        Tasks.signal(pids(pool).iterator().next(), SIGSTOP);
        return CompletableFuture.supplyAsync(() -> pool.<byte[], Integer>apply(bytes -> bytes.length, new byte[size]));
    }

    @Test
    void poolMustCloseThoughAnIdleWorkerIsStopped() throws Exception {
        try (ProcessPool pool = openReady(builder(2), 2)) {
            for (long pid : pids(pool)) {
                Tasks.signal(pid, SIGSTOP);
            }
        }
        ProcessPool pool = openReady(builder(1), 1);
        Tasks.signal(pids(pool).iterator().next(), SIGSTOP);
        CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, 1);
        pool.terminate();
        assertThat(pool.join(LONG)).isTrue();
        assertThatThrownBy(call::join).hasCauseInstanceOf(PoolClosedException.class);
    }

    @Test
    void longTimeLimitMustKeepNoThreadWhenThePoolIsClosed() throws Exception {
        try (ProcessPool pool = openReady(builder(1).taskTimeout(Duration.ofHours(1)), 1)) {
            assertThat(pool.apply(Tasks::twice, 1)).isEqualTo(2);
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("poolmark-deadlines")));
    }

    @Test
    void deadlockMustRunIntoItsTimeLimit() throws Exception {
        try (ProcessPool pool = openLimited(2)) {
            CompletableFuture<Integer> culprit = pool.applyAsync(HangIT::deadlock);
            assertTimesOut(culprit);
            assertWhole(pool);
        }
    }

    private static int deadlock() throws InterruptedException {
        Object a = new Object();
        Object b = new Object();
        CountDownLatch bothHeld = new CountDownLatch(2);
        new Thread(() -> takeBoth(b, a, bothHeld)).start();
        return takeBoth(a, b, bothHeld);
    }

    private static int takeBoth(Object first, Object second, CountDownLatch bothHeld) {
        synchronized (first) {
            bothHeld.countDown();
            while (bothHeld.getCount() > 0) {
                Thread.onSpinWait();
            }
            synchronized (second) {
                return 0;
            }
        }
    }

    /** A system call that no interrupt of the JVM ends. */
    @Test
    void taskThatWaitsInTheOperatingSystemMustRunIntoItsTimeLimit(@TempDir Path folder) throws Exception {
        String pipe = folder.resolve("pipe").toString();
        assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
        try (ProcessPool pool = openLimited(1)) {
            assertTimesOut(pool.applyAsync(() -> Files.readString(Path.of(pipe)).length()));
            assertWhole(pool);
        }
    }

    @Test
    void valueThatHangsInTheWorkerMustRunIntoTheTimeLimit() throws Exception {
        Trap read = new Trap(Moment.READ_IN_WORKER, Blow.HANGS);
        Moment written = Moment.WRITTEN_IN_WORKER;
        try (ProcessPool pool = openLimited(2)) {
            List<CompletableFuture<?>> calls = new ArrayList<>();
            calls.add(pool.applyAsync(x -> 0, (Object) read));
            calls.add(pool.applyAsync(() -> read.hashCode()));
            calls.add(pool.<Object>applyAsync(() -> new Trap(written, Blow.HANGS)));
            calls.add(pool.applyAsync(() -> {
                throw new TrapException(new Trap(written, Blow.HANGS));
            }));
            calls.forEach(HangIT::assertTimesOut);
            assertWhole(pool);
        }
    }

    @Test
    void argumentThatHangsWhileItIsWrittenMustHoldUpItsCallerAlone() throws Exception {
        Trap.release = new CountDownLatch(1);
        try (ProcessPool pool = openReady(builder(1), 1)) {
            CompletableFuture<Integer> culprit = CompletableFuture.supplyAsync(
                    () -> pool.<Object, Integer>apply(x -> 5, new Trap(Moment.WRITTEN_HERE, Blow.HANGS)));
            assertWhole(pool);
            assertThat(culprit).isNotDone();
            Trap.release.countDown();
            assertThat(culprit.get(20, TimeUnit.SECONDS)).isEqualTo(5);
        }
    }

    @Test
    void resultThatHangsWhileItIsReadMustHoldUpItsWorkerAlone() throws Exception {
        Trap.release = new CountDownLatch(1);
        try (ProcessPool pool = openReady(builder(2), 2)) {
            List<CompletableFuture<?>> culprits = new ArrayList<>();
            culprits.add(pool.<Object>applyAsync(() -> new Trap(Moment.READ_HERE, Blow.HANGS)));
            assertThat(pool.map(Tasks::twice, upTo(40), 1)).hasSize(40);
            assertThat(culprits).noneMatch(CompletableFuture::isDone);
            Trap.release.countDown();
            assertThat(culprits.get(0).get(20, TimeUnit.SECONDS)).isInstanceOf(Trap.class);
            assertWhole(pool);
        } finally {
            Trap.release.countDown();
        }
    }

    @Test
    void resultThatHangsWhileItIsReadMustNotHoldUpWhatItsWorkerWasOfferedAhead() throws Exception {
        Trap.release = new CountDownLatch(1);
        try (ProcessPool pool = openReady(builder(2), 2)) {
            allOf(pool, 5_000); // short tasks: from now on the worker is offered many at a time
            CompletableFuture<Object> culprit = pool.<Object>applyAsync(() -> new Trap(Moment.READ_HERE, Blow.HANGS));
            allOf(pool, 500);
            assertThat(culprit).isNotDone();
            Trap.release.countDown();
            assertThat(culprit.get(20, TimeUnit.SECONDS)).isInstanceOf(Trap.class);
            assertWhole(pool);
        } finally {
            Trap.release.countDown();
        }
    }

    private static void allOf(ProcessPool pool, int tasks) throws Exception {
        CompletableFuture<?>[] calls = new CompletableFuture<?>[tasks];
        for (int i = 0; i < tasks; i++) {
            calls[i] = pool.applyAsync(Tasks::twice, i);
        }
        CompletableFuture.allOf(calls).get(20, TimeUnit.SECONDS);
    }

    @Test
    void shutdownHookThatHangsMustNotHoldUpClose() throws Exception {
        Job<Integer> hooked = () -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Tasks.spin(1)));
            return 5;
        };
        long begun = System.nanoTime();
        try (ProcessPool pool = openReady(builder(1).maxTasksPerWorker(1), 1);
                TaskProcess<Integer> process = process(hooked).start()) {
            assertThat(pool.apply(hooked)).isEqualTo(5);
            assertWhole(pool);
            assertThat(process.join()).isEqualTo(5);
        }
        assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos());
    }

    @Test
    void exitInAShutdownHookMustNotHoldUpThePool() throws Exception {
        Job<Integer> hooked = () -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.exit(7)));
            return 5;
        };
        try (ProcessPool pool = openReady(builder(1), 1)) {
            assertThat(pool.apply(hooked)).isEqualTo(5);
            assertThat(pool.apply(Tasks::twice, 1)).isEqualTo(2);
        }
        try (ProcessPool pool = openLimited(1)) {
            CompletableFuture<Integer> culprit = pool.applyAsync(() -> {
                hooked.call();
                System.exit(3);
                return 0;
            });
            assertTimesOut(culprit);
            assertWhole(pool);
        }
    }
}
