// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that do not come up, or whose initializer fails; and options that cannot be right. */
class StartUpIT extends FaultCase {

    /** No pool starts more than so many workers before it gives up; ten times as many where they are killed from outside. */
    private static final int ENOUGH_STARTS = 12;

    private static final class Starts implements PoolListener {
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public void workerEnded(WorkerInfo worker, boolean crashed) {
            ended.incrementAndGet();
        }
    }

    @Test
    void initializerThatThrowsMustBreakThePoolAtOnceWithItsCause(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        ProcessPool pool = builder(2)
                .initializer(() -> {
                    Tasks.mark(file, CurrentWorker.name());
                    throw new IOException("no database");
                })
                .open();
        CompletableFuture<List<Integer>> map = mapOrFailure(pool);
        assertThatThrownBy(() -> map.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InitializerFailedException.class)
                .hasRootCauseExactlyInstanceOf(IOException.class)
                .hasRootCauseMessage("no database")
                .hasMessageContaining("SpawnPoolWorker-")
                .hasMessageContaining("pid");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> pool.apply(Tasks::twice, 1))
                    .isInstanceOf(InitializerFailedException.class)
                    .hasRootCauseMessage("no database");
            assertThatThrownBy(() -> pool.map(Tasks::twice, upTo(3))).isInstanceOf(InitializerFailedException.class);
            assertThatThrownBy(() -> pool.imap(Tasks::twice, upTo(3)).toList())
                    .isInstanceOf(InitializerFailedException.class);
        }
        pool.close();
        Thread.sleep(200);
        assertThat(Tasks.marks(Path.of(file)).size()).isBetween(1, ENOUGH_STARTS);
    }

    /** The pool may have broken before the call. */
    private static CompletableFuture<List<Integer>> mapOrFailure(ProcessPool pool) {
        try {
            return pool.mapAsync(Tasks::twice, upTo(10));
        } catch (PoolException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Test
    void initializerThatFailsInALaterWorkerMustBreakThePoolToo(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        ProcessPool pool = openReady(
                builder(1).initializer(() -> {
                    if (!Tasks.marks(Path.of(file)).isEmpty()) {
                        throw new IllegalStateException("only once");
                    }
                    Tasks.mark(file, "first");
                }),
                1);
        assertThat(pool.apply(Tasks::twice, 1)).isEqualTo(2);
        assertThatThrownBy(() -> pool.apply(Tasks::signalSelf, 9)).isInstanceOf(WorkerCrashedException.class);
        assertThatThrownBy(() -> pool.apply(Tasks::twice, 1))
                .isInstanceOf(InitializerFailedException.class)
                .hasRootCauseMessage("only once");
        pool.close();
    }

    @Test
    void initializerThatExitsMustBreakThePoolAfterFewStarts(@TempDir Path folder) throws Exception {
        for (int code : new int[] {0, 5}) {
            String file = folder.resolve("marks" + code).toString();
            ProcessPool pool = builder(2)
                    .initializer(() -> {
                        Tasks.mark(file, CurrentWorker.name());
                        System.exit(code);
                    })
                    .open();
            CompletableFuture<List<Integer>> map = mapOrFailure(pool);
            assertThatThrownBy(() -> map.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(PoolException.class)
                    .hasMessageContaining("exit code " + code);
            assertThat(catchThrowable(() -> pool.apply(Tasks::twice, 1))).isInstanceOf(PoolException.class);
            pool.close();
            assertThat(Tasks.marks(Path.of(file)).size()).isBetween(1, ENOUGH_STARTS);
        }
    }

    @Test
    void initializerThatIsKilledMustBreakThePoolAfterABoundedNumberOfStarts() throws Exception {
        Starts starts = new Starts();
        ProcessPool pool = builder(2)
                .initializer(() -> Runtime.getRuntime().halt(137))
                .listener(starts)
                .open();
        CompletableFuture<List<Integer>> map = mapOrFailure(pool);
        assertThatThrownBy(() -> map.get(40, TimeUnit.SECONDS))
                .hasCauseInstanceOf(PoolException.class)
                .hasMessageContaining("137");
        pool.close();
        assertThat(starts.ended.get()).isBetween(1, 10 * ENOUGH_STARTS);
    }

    @Test
    void initializerThatIsKilledOnceMustBeTriedAgain(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = builder(1)
                .initializer(() -> {
                    boolean first = Tasks.marks(Path.of(file)).isEmpty();
                    Tasks.mark(file, "begun");
                    if (first) {
                        Tasks.signalSelf(9);
                    }
                })
                .open()) {
            assertThat(pool.apply(Tasks::twice, 1)).isEqualTo(2);
            assertThat(Tasks.marks(Path.of(file))).hasSize(2);
        }
    }

    @Test
    void initializerThatHangsMustNotHoldUpTerminate() throws Exception {
        ProcessPool pool = builder(1).initializer(() -> Tasks.spin(1)).open();
        CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, 1);
        Thread.sleep(300);
        assertThat(call).isNotDone();
        pool.terminate();
        assertThat(pool.join(LONG)).isTrue();
        assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
    }

    @Test
    void initializerThatCannotTravelMustBeRefusedByOpen() {
        Object captured = new Object();
        assertThatThrownBy(() -> builder(1).initializer(captured::hashCode).open())
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void workerKilledDuringStartUpMustBeReplaced() {
        for (int i = 0; i < 4; i++) {
            try (ProcessPool pool = open(1)) {
                CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, 4);
                killNow(pool.workers().get(0).pid());
                assertThat(call.join()).isEqualTo(8);
            }
        }
    }

    @Test
    void badJvmOptionMustFailCallsWithWhatTheJvmSaid() throws Exception {
        Starts starts = new Starts();
        List<WorkerOutput> heard = new ArrayList<>();
        ProcessPool pool = builder(2)
                .jvmArgs("-XX:NoSuchOptionAtAll")
                .listener(starts)
                .output(output -> {
                    synchronized (heard) {
                        heard.add(output);
                    }
                })
                .open();
        CompletableFuture<List<Integer>> map = mapOrFailure(pool);
        assertThatThrownBy(() -> map.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(PoolException.class)
                .hasMessageContaining("NoSuchOptionAtAll")
                .hasMessageContaining("exit code 1");
        assertThat(catchThrowable(() -> pool.apply(Tasks::twice, 1)))
                .isInstanceOf(PoolException.class)
                .hasMessageContaining("NoSuchOptionAtAll");
        pool.close();
        assertThat(starts.ended.get()).isBetween(1, ENOUGH_STARTS);
    }

    @Test
    void classPathWithoutTheLibraryMustFailCalls(@TempDir Path folder) throws Exception {
        ProcessPool pool = builder(1).classPath(folder).output(output -> {}).open();
        CompletableFuture<List<Integer>> map = mapOrFailure(pool);
        assertThatThrownBy(() -> map.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(PoolException.class)
                .hasMessageContaining("WorkerMain");
        pool.close();
    }

    @Test
    void badJvmOptionMustFailATaskProcess() {
        TaskProcess<Integer> process = process(() -> 1)
                .jvmArgs("-XX:NoSuchOptionAtAll")
                .output(output -> {})
                .start();
        assertThatThrownBy(process::join).isInstanceOf(PoolException.class).hasMessageContaining("NoSuchOptionAtAll");
        assertThat(process.exitCode()).hasValue(1);
    }

    @Test
    void whatTheJvmPrintsMustNotDisturbTheProtocol() throws Exception {
        ConcurrentLinkedQueue<WorkerOutput> heard = new ConcurrentLinkedQueue<>();
        ProcessPool.Builder builder = builder(1)
                .jvmArgs("-Xlog:class+load:stdout", "-Xlog:gc*:stdout", "-Xlog:safepoint:stderr", "-verbose:class")
                .output(heard::add);
        try (ProcessPool pool = openReady(builder, 1)) {
            pool.apply(() -> {
                System.gc();
                return 0;
            });
            assertWhole(pool);
        }
        try (ProcessPool pool = builder(1)
                .environment(Map.of("JAVA_TOOL_OPTIONS", "-Dpicked=up"))
                .output(heard::add)
                .open()) {
            assertThat(pool.<String>apply(() -> System.getProperty("picked"))).isEqualTo("up");
        }
    }

    @Test
    void environmentOptionsAndHeapMustReachTheWorkers() {
        try (ProcessPool pool = builder(1)
                .environment(Map.of("ONLY", "this one", "EMPTY", ""))
                .jvmArgs("-Dspaced=a b \"c\" 'd' $HOME *", "-Dempty=", "-Xss2m")
                .maxHeap("64m")
                .open()) {
            assertThat(pool.<Map<String, String>>apply(() -> new TreeMap<>(System.getenv())))
                    .containsEntry("ONLY", "this one")
                    .containsEntry("EMPTY", "")
                    .doesNotContainKeys("PATH", "HOME");
            assertThat(pool.<String>apply(() -> System.getProperty("spaced"))).isEqualTo("a b \"c\" 'd' $HOME *");
            assertThat(pool.<Long>apply(() -> Runtime.getRuntime().maxMemory())).isBetween(50L << 20, 64L << 20);
        }
    }

    @Test
    void badOptionsMustBeRefusedWithTheirValue() {
        for (int bad : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProcessPool.open(bad))
                    .withMessageContaining("" + bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProcessPool.builder().processes(bad))
                    .withMessageContaining("" + bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProcessPool.builder().maxTasksPerWorker(bad))
                    .withMessageContaining("" + bad);
        }
        for (Duration bad : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProcessPool.builder().taskTimeout(bad))
                    .withMessageContaining("" + bad);
        }
        for (String bad : List.of("", "0", "-1", "12x", "m", "1 g", "64m -Dx=y")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProcessPool.builder().maxHeap(bad))
                    .withMessageContaining(bad);
        }
    }

    @Test
    void nullOptionsMustBeRefused() {
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().initializer(null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().taskTimeout(null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().startMethod(null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().jvmArgs((String[]) null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().jvmArgs("-Da=b", null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().maxHeap(null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().environment(null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().output(null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().listener(null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().serialFilter(null));
        assertThatNullPointerException().isThrownBy(() -> ProcessPool.builder().workerNamePrefix(null));
    }
}
