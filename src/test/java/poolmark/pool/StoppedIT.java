// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that are stopped (SIGSTOP, a debugger, a frozen control group), where no time limit ends them. */
class StoppedIT extends FaultCase {

    private static final int SIGSTOP = 19;
    private static final int SIGCONT = 18;

    /** More than the shared memory takes at a time. */
    private static final int LARGE_BYTES = 64 << 20;

    private ProcessPool opened;

    /** A test that fails must not leave the next one a stopped worker. */
    @AfterEach
    void terminateWhatIsOpen() {
        if (opened != null) {
            opened.terminate();
        }
    }

    private ProcessPool openOne(boolean shared) throws Exception {
        opened = openReady(builder(1).jvmArgs("-Xmx512m"), 1);
        if (shared) {
            DamagedMemoryIT.share(opened);
        }
        return opened;
    }

    private static long pid(ProcessPool pool) {
        return pids(pool).iterator().next();
    }

    private static void assertClosesAtOnce(ProcessPool pool) {
        long begun = System.nanoTime();
        pool.terminate();
        pool.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void callToAStoppedWorkerMustWaitUntilItGoesOn() throws Exception {
        try (ProcessPool pool = openOne(false)) {
            long worker = pid(pool);
            Tasks.signal(worker, SIGSTOP);
            CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, 4);
            Thread.sleep(300);
            assertThat(call)
                    .as("nobody can tell a stopped worker from a slow one")
                    .isNotDone();
            Tasks.signal(worker, SIGCONT);
            assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(8);
            assertThat(pid(pool)).isEqualTo(worker);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelTrueMustEndTheTaskOfAStoppedWorkerAndReplaceIt(boolean shared) throws Exception {
        try (ProcessPool pool = openOne(shared)) {
            long worker = pid(pool);
            CompletableFuture<Integer> culprit = pool.applyAsync(Tasks::signalSelf, SIGSTOP);
            CompletableFuture<Integer> queued = pool.applyAsync(Tasks::twice, 4);
            Thread.sleep(300);
            assertThat(culprit.cancel(true)).isTrue();
            assertThatThrownBy(culprit::join).isInstanceOf(CancellationException.class);
            assertThat(queued.get(20, TimeUnit.SECONDS)).isEqualTo(8);
            assertThat(pid(pool)).isNotEqualTo(worker);
            assertWhole(pool);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void terminateMustEndTheCallsOfAStoppedWorkerAndCloseReturn(boolean shared) throws Exception {
        ProcessPool pool = openOne(shared);
        CompletableFuture<Integer> running = pool.applyAsync(Tasks::signalSelf, SIGSTOP);
        CompletableFuture<Integer> large =
                CompletableFuture.supplyAsync(() -> pool.apply(bytes -> bytes.length, new byte[LARGE_BYTES]));
        Thread.sleep(300);
        assertClosesAtOnce(pool);
        assertThatThrownBy(() -> running.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> large.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void interruptMustEndACallWhoseLargeArgumentGoesToAStoppedWorker(boolean shared) throws Exception {
        ProcessPool pool = openOne(shared);
        Tasks.signal(pid(pool), SIGSTOP);
        Caller caller = new Caller(() -> pool.apply(bytes -> bytes.length, new byte[LARGE_BYTES]));
        Thread.sleep(300);
        caller.assertEndsByAnInterrupt();
        Caller mapping = new Caller(() -> pool.map(bytes -> bytes.length, Arrays.asList(new byte[1 << 20])));
        Thread.sleep(100);
        mapping.assertEndsByAnInterrupt();
        assertClosesAtOnce(pool);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatACallerChangesAfterAnInterruptMustNotReachTheWorker(boolean shared, @TempDir Path folder)
            throws Exception {
        String seen = folder.resolve("seen").toString();
        byte[] argument = new byte[LARGE_BYTES];
        Arrays.fill(argument, (byte) 1);
        try (ProcessPool pool = openOne(shared)) {
            long worker = pid(pool);
            Tasks.signal(worker, SIGSTOP);
            Caller caller = new Caller(() -> pool.apply(bytes -> writeDifferentBytes(bytes, seen), argument));
            Thread.sleep(300);
            caller.assertEndsByAnInterrupt();
            Arrays.fill(argument, (byte) 2);
            Tasks.signal(worker, SIGCONT);
            await().atMost(LONG).until(() -> Files.exists(Path.of(seen)));
            assertThat(Files.readString(Path.of(seen))).isEqualTo("[1]");
        }
    }

    /** In a JVM whose heap holds the argument once. */
    @Test
    void callerWhoGoesWhereThereIsNoRoomForACopyMustCostAWorkerAndNotThePool() throws Exception {
        Program program = Program.run("", List.of("-Xmx128m"), NoRoomForACopy.class);
        assertThat(program.exitCode()).as(program.output()).isZero();
    }

    /** The program. */
    static final class NoRoomForACopy {

        private NoRoomForACopy() {}

        public static void main(String[] args) throws Exception {
            try (ProcessPool pool = ProcessPool.builder().processes(1).open()) {
                long worker = pool.apply(CurrentWorker::pid);
                DamagedMemoryIT.share(pool);
                Tasks.signal(worker, SIGSTOP);
                Caller caller = new Caller(() -> pool.apply(bytes -> bytes.length, new byte[LARGE_BYTES]));
                Thread.sleep(300);
                caller.assertEndsByAnInterrupt();
                Tasks.signal(worker, SIGCONT);
                assertThat(pool.apply(Tasks::twice, 4)).isEqualTo(8);
                assertThat(pool.workers().get(0).name()).as("one worker later").endsWith("-2");
            }
        }
    }

    private static boolean writeDifferentBytes(byte[] bytes, String file) throws IOException {
        Set<Byte> different = new TreeSet<>();
        for (byte each : bytes) {
            different.add(each);
        }
        Path part = Path.of(file + ".part");
        Files.writeString(part, different.toString());
        Files.move(part, Path.of(file));
        return true;
    }

    /** In a JVM whose callers look for their answers so long that they read them themselves. */
    @Test
    void interruptMustEndACallWhoseLargeAnswerStopsInTheMiddle() throws Exception {
        Program program = Program.run("", List.of("-Dpoolmark.spin=2000000"), MiddleOfAnAnswer.class);
        assertThat(program.exitCode()).as(program.output()).isZero();
    }

    @Test
    void terminateMustEndACallWhoseLargeAnswerStopsInTheMiddle() throws Exception {
        ProcessPool pool = openOne(true);
        Caller caller = new Caller(() -> pool.apply(StoppedIT::stopInTheMiddleOfTheAnswer));
        long worker = pid(pool);
        await().atMost(LONG).until(() -> isStopped(worker));
        assertClosesAtOnce(pool);
        assertThat(caller.failure()).isInstanceOf(PoolClosedException.class);
    }

    @Test
    void callWhoseLargeAnswerStoppedInTheMiddleMustGetItWhenItsWorkerGoesOn() throws Exception {
        try (ProcessPool pool = openOne(true)) {
            long worker = pid(pool);
            CompletableFuture<byte[]> call =
                    CompletableFuture.supplyAsync(() -> pool.apply(StoppedIT::stopInTheMiddleOfTheAnswer));
            await().atMost(LONG).until(() -> isStopped(worker));
            Tasks.signal(worker, SIGCONT);
            assertThat(call.get(20, TimeUnit.SECONDS)).hasSize(LARGE_BYTES);
            assertThat(pool.apply(Tasks::twice, 4)).isEqualTo(8);
        }
    }

    /** The one who stops it is there before and has but to be told, as the whole answer takes some tens of milliseconds. */
    private static byte[] stopInTheMiddleOfTheAnswer() throws IOException {
        Process killer =
                new ProcessBuilder("sh", "-c", "read go; kill -" + SIGSTOP + " " + CurrentWorker.pid()).start();
        long before = SharedWords.get(SharedWords.ANSWERS_WRITTEN);
        Thread stopper = new Thread(() -> {
            while (SharedWords.get(SharedWords.ANSWERS_WRITTEN) < before + (1 << 20)) {
                Thread.onSpinWait();
            }
            try {
                killer.getOutputStream().write('\n');
                killer.getOutputStream().flush();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        stopper.setDaemon(true);
        stopper.start();
        return new byte[LARGE_BYTES];
    }

    /** The program. */
    static final class MiddleOfAnAnswer {

        private MiddleOfAnAnswer() {}

        public static void main(String[] args) throws Exception {
            ProcessPool pool = ProcessPool.open(1);
            pool.map(Tasks::sleep, List.of(5, 5, 5, 5, 5, 5), 1);
            long worker = pid(pool);
            while (!SharedWords.isMapped(worker)) {
                Thread.sleep(5);
                pool.map(Tasks::twice, List.of(1, 2, 3, 4), 1);
            }
            for (int i = 0; i < 2_000; i++) {
                pool.apply(Tasks::twice, i); // until this thread is quicker to look for answers than the pool's own
            }
            Thread.sleep(500);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread caller = new Thread(() ->
                    failure.set(Program.failureOf(() -> pool.<byte[]>apply(StoppedIT::stopInTheMiddleOfTheAnswer))));
            caller.setDaemon(true);
            caller.start();
            while (!isStopped(worker)) {
                Thread.sleep(5);
            }
            Thread.sleep(100);
            caller.interrupt();
            caller.join(2_000);
            Program.check(failure.get() instanceof CallInterruptedException, "it ended by " + failure.get());
            pool.terminate();
            pool.close();
        }
    }

    /** A thread in a blocking call. */
    private static final class Caller {

        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final AtomicBoolean flag = new AtomicBoolean();
        private final Thread thread;

        Caller(Runnable call) {
            thread = new Thread(() -> {
                failure.set(catchThrowable(call::run));
                flag.set(Thread.currentThread().isInterrupted());
            });
            thread.setDaemon(true);
            thread.start();
        }

        Throwable failure() throws InterruptedException {
            thread.join(5_000);
            return failure.get();
        }

        void assertEndsByAnInterrupt() throws InterruptedException {
            assertThat(failure.get()).as("it waits").isNull();
            thread.interrupt();
            thread.join(2_000);
            assertThat(failure.get()).isInstanceOf(CallInterruptedException.class);
            assertThat(flag).as("interrupt flag").isTrue();
        }
    }
}
