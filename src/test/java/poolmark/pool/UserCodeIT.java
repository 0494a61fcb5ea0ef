// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import poolmark.pool.Trap.Blow;
import poolmark.pool.Trap.Moment;

/** Code of the user's that hangs in this process, on the threads that serve the workers: it must not keep a pool from its end. */
class UserCodeIT extends FaultCase {

    private final CountDownLatch blocked = new CountDownLatch(1);

    @BeforeEach
    void setTrap() {
        Trap.release = new CountDownLatch(1);
    }

    @AfterEach
    void releaseTrap() {
        Trap.release.countDown();
    }

    private static Trap hangHere() {
        return new Trap(Moment.READ_HERE, Blow.HANGS);
    }

    private static void awaitHanging() {
        await().atMost(LONG)
                .until(() -> Thread.getAllStackTraces().values().stream()
                        .anyMatch(frames -> List.of(frames).stream()
                                .anyMatch(frame -> frame.getClassName().equals(Trap.class.getName()))));
    }

    @Test
    void terminateMustEndTheCallWhoseResultHangsWhileItIsReadAndThePool() throws Exception {
        ProcessPool pool = openReady(builder(2), 2);
        CompletableFuture<Object> culprit = pool.<Object>applyAsync(UserCodeIT::hangHere);
        CompletableFuture<Integer> other = pool.applyAsync(Tasks::spin, 1);
        awaitHanging();
        pool.terminate();
        for (CompletableFuture<?> call : List.of(culprit, other)) {
            assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
        }
        assertThat(pool.join(Duration.ofSeconds(5))).isTrue();
        assertThatThrownBy(culprit::join)
                .as("worker and pid are named")
                .hasMessageContaining("SpawnPoolWorker-")
                .hasMessageContaining("pid");
    }

    @Test
    void terminateMustEndThePoolThoughTheCallerHimselfHangsInHisResult() throws Exception {
        ProcessPool pool = openReady(builder(1), 1);
        DamagedMemoryIT.share(pool); // from now on callers read their answers themselves
        CompletableFuture<Throwable> culprit =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> pool.<Object>apply(UserCodeIT::hangHere)));
        awaitHanging();
        pool.terminate();
        assertThat(pool.join(Duration.ofSeconds(5))).isTrue();
        Trap.release.countDown();
        assertThat(culprit.get(5, TimeUnit.SECONDS)).isInstanceOf(PoolClosedException.class);
    }

    @Test
    void cancelTrueOfACallWhoseResultHangsMustGiveThePoolANewWorker() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            CompletableFuture<Object> culprit = pool.<Object>applyAsync(UserCodeIT::hangHere);
            awaitHanging();
            CompletableFuture<Integer> queued = pool.applyAsync(Tasks::twice, 4);
            assertThat(culprit.cancel(true)).isTrue();
            assertThat(queued.get(20, TimeUnit.SECONDS)).isEqualTo(8);
            Trap.release.countDown();
            assertWhole(pool);
        }
    }

    @Test
    void mapWhoseResultHangsMustEndByTerminateWithEveryTaskToldOnce() throws Exception {
        ConcurrentLinkedQueue<TaskRecord> told = new ConcurrentLinkedQueue<>();
        ProcessPool pool = builder(1)
                .listener(new PoolListener() {
                    @Override
                    public void taskEnded(TaskRecord task) {
                        told.add(task);
                    }
                })
                .open();
        CompletableFuture<List<Object>> map =
                pool.mapAsync(x -> x == 1 ? hangHere() : (Object) x, List.of(0, 1, 2, 3), 4);
        awaitHanging();
        pool.terminate();
        assertThatThrownBy(() -> map.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
        assertThat(pool.join(Duration.ofSeconds(5))).isTrue();
        Trap.release.countDown();
        Thread.sleep(200); // what is rebuilt after all would be told by then
        assertThat(told).extracting(TaskRecord::number).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
        assertThat(told)
                .extracting(TaskRecord::outcome)
                .filteredOn(TaskRecord.Outcome.RETURNED::equals)
                .hasSize(1);
    }

    @Test
    void timeLimitMustEndTheCallWhoseResultHangsWhileItIsRead() throws Exception {
        try (ProcessPool pool = openReady(builder(1).taskTimeout(Duration.ofMillis(700)), 1)) {
            CompletableFuture<Object> culprit = pool.<Object>applyAsync(UserCodeIT::hangHere);
            assertThatThrownBy(() -> culprit.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(TaskTimeoutException.class);
            assertWhole(pool);
        }
    }

    @Test
    void terminateMustEndThePoolThoughTheConsumerOfOutputBlocks() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        ProcessPool pool = openReady(
                builder(1).output(line -> {
                    blocked.countDown();
                    awaitUnharmed(free);
                }),
                1);
        try {
            CompletableFuture<Integer> printer = pool.applyAsync(() -> {
                System.out.println("line");
                return Tasks.spin(1);
            });
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
            pool.terminate();
            assertThatThrownBy(() -> printer.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
            assertThat(pool.join(Duration.ofSeconds(5))).isTrue();
        } finally {
            free.countDown();
        }
    }

    /** A value of a task ends this process: that is its right, and must leave nothing behind. */
    @Test
    void exitWhileAResultIsReadMustEndTheParentAndAllItsWorkers() throws Exception {
        Program program = Program.run("", List.of(), Exits.class);
        assertThat(program.exitCode()).as(program.output()).isEqualTo(4);
        List<Long> workers = program.output()
                .lines()
                .filter(line -> line.startsWith("worker "))
                .map(line -> Long.valueOf(line.substring("worker ".length())))
                .toList();
        assertThat(workers).hasSize(2);
        Children.assertSoonGone(workers);
    }

    /** The program. */
    static final class Exits {

        private Exits() {}

        public static void main(String[] args) {
            ProcessPool pool = ProcessPool.open(2);
            pool.map(Tasks::sleep, List.of(50, 50), 1);
            pool.workers().forEach(worker -> System.out.println("worker " + worker.pid()));
            pool.applyAsync(Tasks::spin, 1);
            pool.<Object>apply(() -> new Trap(Moment.READ_HERE, Blow.EXITS));
        }
    }
}
