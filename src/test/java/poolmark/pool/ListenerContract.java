// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import poolmark.pool.TaskRecord.Outcome;

/** What a {@link PoolListener} hears. */
abstract class ListenerContract extends PoolContract {

    private static final class Notebook implements PoolListener {
        private final Queue<TaskRecord> tasks = new ConcurrentLinkedQueue<>();
        private final Queue<WorkerInfo> ready = new ConcurrentLinkedQueue<>();
        private final Queue<WorkerInfo> ended = new ConcurrentLinkedQueue<>();
        private final Queue<WorkerInfo> crashed = new ConcurrentLinkedQueue<>();

        @Override
        public void taskEnded(TaskRecord task) {
            tasks.add(task);
        }

        @Override
        public void workerReady(WorkerInfo worker) {
            ready.add(worker);
        }

        @Override
        public void workerEnded(WorkerInfo worker, boolean wasCrash) {
            (wasCrash ? crashed : ended).add(worker);
        }

        List<TaskRecord> inOrder() {
            return tasks.stream()
                    .sorted(Comparator.comparingLong(TaskRecord::number))
                    .toList();
        }

        Map<Outcome, Long> outcomes() {
            return tasks.stream().collect(Collectors.groupingBy(TaskRecord::outcome, Collectors.counting()));
        }
    }

    @Test
    void everyTaskMustBeToldOnceBeforeItsCallerHasTheResult() {
        Notebook notebook = new Notebook();
        long before = System.nanoTime();
        try (ProcessPool pool = builder(2).listener(notebook).open()) {
            pool.map(Tasks::sleep, List.of(300, 6, 7, 8, 9, 10, 11, 12, 13, 14));
            long after = System.nanoTime();
            List<TaskRecord> tasks = notebook.inOrder();
            assertThat(tasks)
                    .extracting(TaskRecord::number)
                    .containsExactlyElementsOf(LongStream.range(0, 10).boxed().toList());
            for (TaskRecord task : tasks) {
                assertThat(task.outcome()).isEqualTo(Outcome.RETURNED);
                assertThat(task.queuedNanos()).isBetween(before, task.startedNanos());
                assertThat(task.startedNanos()).isLessThanOrEqualTo(task.endedNanos());
                assertThat(task.endedNanos()).isLessThanOrEqualTo(after);
                assertThat(task.cpuNanos().orElseThrow()).isBetween(0L, after - before);
            }
            List<String> workers =
                    pool.workers().stream().map(w -> w.name() + w.pid()).toList();
            assertThat(tasks).extracting(t -> t.worker() + t.pid()).isSubsetOf(workers);
            pool.apply(Tasks::twice, 1);
            assertThat(notebook.tasks).hasSize(11).anyMatch(task -> task.number() == 10);
        }
        assertThat(notebook.ready).hasSize(2);
        assertThat(notebook.ended).hasSize(2).noneMatch(WorkerInfo::alive);
        assertThat(notebook.ended.stream().mapToLong(WorkerInfo::tasksCompleted).sum())
                .isEqualTo(11);
        assertThat(notebook.crashed).isEmpty();
    }

    @Test
    void cpuTimeMustBeThatOfTheTask() {
        Notebook notebook = new Notebook();
        try (ProcessPool pool = builder(1).listener(notebook).open()) {
            pool.map(
                    burn -> {
                        long end = System.nanoTime() + 300_000_000;
                        while (burn && System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                        Thread.sleep(burn ? 0 : 300);
                        return 0;
                    },
                    List.of(true, false));
        }
        List<TaskRecord> tasks = notebook.inOrder();
        long burnt = tasks.get(0).cpuNanos().orElseThrow();
        long slept = tasks.get(1).cpuNanos().orElseThrow();
        assertThat(burnt)
                .isGreaterThan(3 * slept)
                .isLessThan(tasks.get(0).endedNanos() - tasks.get(0).startedNanos());
    }

    @Test
    void cpuTimeMustBeEmptyForAListenerThatDoesNotWantIt() {
        Notebook notebook = new Notebook();
        PoolListener thrifty = new PoolListener() {
            @Override
            public void taskEnded(TaskRecord task) {
                notebook.taskEnded(task);
            }

            @Override
            public boolean measuresCpu() {
                return false;
            }
        };
        try (ProcessPool pool = builder(1).listener(thrifty).open()) {
            pool.apply(Tasks::twice, 1);
        }
        assertThat(notebook.tasks)
                .singleElement()
                .satisfies(task -> assertThat(task.cpuNanos()).isEmpty());
    }

    @Test
    void everyOutcomeMustBeToldOnce() throws Exception {
        Notebook notebook = new Notebook();
        ProcessPool pool = openWith(notebook, builder(1).taskTimeout(Duration.ofSeconds(1)));
        catchThrowable(() -> pool.apply(Tasks::thrower, "x"));
        catchThrowable(() -> pool.apply(Tasks::signalSelf, 9));
        catchThrowable(() -> pool.apply(Tasks::spin, 1));
        catchThrowable(() -> pool.apply(() -> new Object()));
        CompletableFuture<Integer> running = pool.applyAsync(Tasks::sleep, 60_000);
        CompletableFuture<Integer> queued = pool.applyAsync(Tasks::sleep, 60_000);
        await().atMost(LONG).until(() -> notebook.ready.size() == 3);
        Thread.sleep(100);
        queued.cancel(false);
        running.cancel(true);
        await().atMost(LONG).until(() -> notebook.ready.size() == 4);
        CompletableFuture<Integer> last = pool.applyAsync(Tasks::spin, 1);
        pool.terminate();
        pool.join();
        assertThatThrownBy(() -> last.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
        assertThat(notebook.outcomes())
                .isEqualTo(Map.of(
                        Outcome.FAILED, 1L,
                        Outcome.CRASHED, 1L,
                        Outcome.TIMED_OUT, 1L,
                        Outcome.NOT_SERIALIZABLE, 1L,
                        Outcome.CANCELLED, 2L,
                        Outcome.ABANDONED, 1L));
        assertThat(notebook.inOrder()).extracting(TaskRecord::number).doesNotHaveDuplicates();
        assertThat(notebook.tasks).allSatisfy(task -> {
            assertThat(task.startedNanos()).isBetween(task.queuedNanos(), task.endedNanos());
            assertThat(task.worker().isEmpty()).isEqualTo(task.pid() == 0);
        });
        assertThat(notebook.crashed).hasSize(1);
    }

    private static ProcessPool openWith(Notebook notebook, ProcessPool.Builder builder) {
        ProcessPool pool = builder.listener(notebook).open();
        await().atMost(LONG).until(() -> notebook.ready.size() == pool.processes());
        return pool;
    }

    @Test
    void taskWhoseArgumentCannotTravelMustBeToldToo() {
        Notebook notebook = new Notebook();
        try (ProcessPool pool = builder(1).listener(notebook).open()) {
            Throwable failure = catchThrowable(() -> pool.<Object, Object>map(x -> x, List.of(1, new Object(), 3), 3));
            assertThat(failure).isInstanceOf(NotSerializableTaskException.class);
        }
        assertThat(notebook.outcomes()).isEqualTo(Map.of(Outcome.RETURNED, 2L, Outcome.NOT_SERIALIZABLE, 1L));
    }

    /** None of these is a RuntimeException or an Error, and Java's compiler would not let a listener declare it. */
    @Test
    void listenerThatThrowsACheckedExceptionMustHarmNobody() throws Exception {
        PoolListener rude = new PoolListener() {
            @Override
            public void taskEnded(TaskRecord task) {
                Tasks.<RuntimeException>throwUnseen(new IOException("task"));
            }

            @Override
            public void workerReady(WorkerInfo worker) {
                Tasks.<RuntimeException>throwUnseen(new IOException("ready"));
            }

            @Override
            public void workerEnded(WorkerInfo worker, boolean crashed) {
                Tasks.<RuntimeException>throwUnseen(new IOException("ended"));
            }
        };
        ProcessPool pool = builder(1).listener(rude).open();
        try {
            assertThat(pool.mapAsync(Tasks::twice, upTo(5)).get(10, TimeUnit.SECONDS))
                    .hasSize(5);
            pool.shutdown();
            assertThat(pool.join(LONG)).isTrue();
        } finally {
            pool.terminate();
        }
    }

    @Test
    void listenerThatThrowsMustHarmNobody() {
        PoolListener rude = new PoolListener() {
            @Override
            public void taskEnded(TaskRecord task) {
                throw new IllegalStateException("task");
            }

            @Override
            public void workerReady(WorkerInfo worker) {
                throw new AssertionError("ready");
            }

            @Override
            public void workerEnded(WorkerInfo worker, boolean crashed) {
                throw new IllegalStateException("ended");
            }
        };
        try (ProcessPool pool = builder(1).listener(rude).open()) {
            assertThat(pool.map(Tasks::twice, upTo(5))).hasSize(5);
            assertThatThrownBy(() -> pool.apply(() -> {
                        throw new IOException("x");
                    }))
                    .isInstanceOf(TaskFailedException.class);
            assertThatThrownBy(() -> pool.apply(Tasks::signalSelf, 9)).isInstanceOf(WorkerCrashedException.class);
            assertThat(pool.map(Tasks::twice, upTo(5))).hasSize(5);
        }
    }
}
