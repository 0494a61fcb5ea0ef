// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that are never ready: whoever waits for them must not wait for ever. */
class StartTimeoutIT extends FaultCase {

    private static final Duration LIMIT = Duration.ofMillis(2_500);
    private static final int SIGSTOP = 19;

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void initializerThatHangsMustBreakThePoolWhenItsTimeIsOver(StartMethod method) throws Exception {
        if (method == StartMethod.STANDBY) {
            NothingLeftBehind.useShelf();
        }
        ProcessPool pool = builder(2)
                .startMethod(method)
                .initializer(() -> Tasks.spin(1))
                .startTimeout(LIMIT)
                .open();
        CompletableFuture<Integer> waiting = pool.applyAsync(Tasks::twice, 1);
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(InitializerFailedException.class)
                .hasMessageContaining("does not end in " + method.label() + "PoolWorker-")
                .hasMessageContaining("pid")
                .hasMessageContaining("2.500 s (startTimeout)")
                .hasMessageContaining("s of CPU time");
        assertThatThrownBy(() -> pool.apply(Tasks::twice, 1)).isInstanceOf(InitializerFailedException.class);
        pool.close();
    }

    @Test
    void initializerThatHangsInALaterWorkerMustBreakThePoolToo(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        ProcessPool pool = openReady(
                builder(1)
                        .initializer(() -> {
                            if (!Tasks.marks(Path.of(file)).isEmpty()) {
                                Tasks.sleep(60_000);
                            }
                            Tasks.mark(file, "first");
                        })
                        .startTimeout(LIMIT),
                1);
        assertThatThrownBy(() -> pool.apply(Tasks::signalSelf, 9)).isInstanceOf(WorkerCrashedException.class);
        assertThatThrownBy(() -> pool.applyAsync(Tasks::twice, 1).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(InitializerFailedException.class);
        pool.close();
    }

    /** It is stopped before its JVM is up: that says nothing of the next. */
    @Test
    void workerThatIsStoppedWhileItStartsMustBeReplaced(@TempDir Path folder) throws Exception {
        Path options = pipe(folder);
        CountDownLatch ended = new CountDownLatch(1);
        try (ProcessPool pool = builder(1)
                .jvmArgs("@" + options) // the launcher waits there for whoever writes them
                .startTimeout(LIMIT)
                .listener(new PoolListener() {
                    @Override
                    public void workerEnded(WorkerInfo worker, boolean crashed) {
                        ended.countDown();
                    }
                })
                .open()) {
            CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, 4);
            Tasks.signal(pool.workers().get(0).pid(), SIGSTOP);
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            Files.writeString(options, "-Dsecond=true");
            assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(8);
            assertThat(pool.<String>apply(() -> System.getProperty("second"))).isEqualTo("true");
        }
    }

    private static Path pipe(Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    @Test
    void jvmThatNeverComesUpMustBreakThePoolAfterThreeStarts(@TempDir Path folder) throws Exception {
        AtomicInteger starts = new AtomicInteger();
        ProcessPool pool = builder(1)
                .jvmArgs("@" + pipe(folder)) // the launcher waits there for its options, for ever
                .startTimeout(Duration.ofMillis(300))
                .listener(new PoolListener() {
                    @Override
                    public void workerEnded(WorkerInfo worker, boolean crashed) {
                        starts.incrementAndGet();
                    }
                })
                .open();
        Throwable failure =
                catchThrowable(() -> pool.applyAsync(Tasks::twice, 1).get(20, TimeUnit.SECONDS));
        assertThat(failure)
                .hasCauseInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("given up by its parent: it was not ready after 0.300 s (startTimeout)");
        pool.close();
        assertThat(starts).hasValue(3);
    }

    @Test
    void slowInitializerMustHaveItsTimeAndLeaveNoThreadBehind() throws Exception {
        try (ProcessPool pool = builder(1)
                .initializer(() -> Tasks.sleep(700))
                .startTimeout(Duration.ofHours(1))
                .open()) {
            assertThat(pool.apply(Tasks::twice, 4)).isEqualTo(8);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("poolmark-deadlines")));
        }
    }

    @Test
    void timeLimitOfTheStartMustNotConcernAWorkerThatIsReady() throws Exception {
        try (ProcessPool pool = openReady(builder(1).startTimeout(LIMIT), 1)) {
            long worker = pids(pool).iterator().next();
            assertThat(pool.apply(Tasks::sleep, 3_000)).isEqualTo(3_000);
            assertThat(pids(pool)).containsExactly(worker);
        }
    }

    /** As in CPython's test of a start that fails half-way: nobody may be left of those that were up. */
    @Test
    void initializerThatFailsInTheFourthOfFiveWorkersMustLeaveNoneAlive(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("marks");
        String marks = file.toString();
        ProcessPool pool = builder(5)
                .initializer(() -> {
                    Tasks.mark(marks, CurrentWorker.name());
                    if (Tasks.marks(Path.of(marks)).size() >= 4) {
                        throw new IOException("the fourth");
                    }
                })
                .open();
        await().atMost(LONG).until(pool::isClosed);
        assertThat(pool.join(LONG)).isTrue();
        assertThat(pool.workers()).noneMatch(WorkerInfo::alive);
        assertThatThrownBy(() -> pool.apply(Tasks::twice, 1))
                .isInstanceOf(InitializerFailedException.class)
                .hasRootCauseMessage("the fourth");
        assertThat(Tasks.marks(file)).hasSizeBetween(4, 5);
    }

    @Test
    void badLimitsMustBeRefusedWithTheirValue() {
        for (Duration bad : new Duration[] {Duration.ZERO, Duration.ofNanos(-1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProcessPool.builder().startTimeout(bad))
                    .withMessageContaining("startTimeout")
                    .withMessageContaining("" + bad);
        }
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().startTimeout(null));
    }
}
