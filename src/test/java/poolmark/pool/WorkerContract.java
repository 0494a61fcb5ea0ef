// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workers: names, numbers, initializer, replacement, time limits, cancelling. */
abstract class WorkerContract extends PoolContract {

    private long number(String name) {
        String start = startMethod().label() + "PoolWorker-";
        assertThat(name).startsWith(start);
        return Long.parseLong(name.substring(start.length()));
    }

    @Test
    void workersMustHaveDistinctNamesThatCountUpAndRealProcessIds() throws Exception {
        long last = 0;
        for (int round = 0; round < 2; round++) {
            try (ProcessPool pool = openReady(builder(2), 2)) {
                assertThat(pool.processes()).isEqualTo(2);
                List<WorkerInfo> workers = pool.workers();
                assertThat(workers).hasSize(2).allMatch(WorkerInfo::alive);
                for (WorkerInfo worker : workers) {
                    assertThat(number(worker.name())).isGreaterThan(last);
                    last = number(worker.name());
                    ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();
                    assertThat(process.parent()).contains(ProcessHandle.current());
                }
                assertThat(Set.copyOf(pool.map(x -> CurrentWorker.name() + " " + CurrentWorker.pid(), upTo(40), 1)))
                        .isSubsetOf(workers.stream()
                                .map(w -> w.name() + " " + w.pid())
                                .collect(Collectors.toSet()));
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(pool.workers().stream()
                                        .mapToLong(WorkerInfo::tasksCompleted)
                                        .sum())
                                .isEqualTo(40));
            }
        }
    }

    @Test
    void currentWorkerMustTellWhereItIs() throws Exception {
        assertThat(CurrentWorker.isWorker()).isFalse();
        assertThat(CurrentWorker.name()).isEqualTo("MainProcess");
        assertThat(CurrentWorker.pid()).isEqualTo(ProcessHandle.current().pid());
        try (ProcessPool pool = openReady(builder(1).workerNamePrefix("mine "), 1)) {
            WorkerInfo worker = pool.workers().get(0);
            assertThat(worker.name()).matches("mine \\d+");
            assertThat(pool.<String>apply(CurrentWorker::name)).isEqualTo(worker.name());
            assertThat(pool.<Long>apply(CurrentWorker::pid)).isEqualTo(worker.pid());
            assertThat(pool.<Long>apply(() -> ProcessHandle.current().pid())).isEqualTo(worker.pid());
            assertThat(pool.<Boolean>apply(CurrentWorker::isWorker)).isTrue();
        }
    }

    @Test
    void initializerMustRunOncePerWorkerBeforeItsFirstTask(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openReady(
                builder(2).initializer(() -> {
                    Tasks.mark(file, CurrentWorker.name());
                    System.setProperty("initialised", "by " + CurrentWorker.name());
                }),
                2)) {
            List<String> seen =
                    pool.map(x -> System.getProperty("initialised") + "," + CurrentWorker.name(), upTo(20), 1);
            assertThat(seen).allMatch(line -> line.startsWith("by " + line.substring(line.indexOf(',') + 1) + ","));
            assertThat(Tasks.marks(Path.of(file)))
                    .containsExactlyInAnyOrderElementsOf(
                            pool.workers().stream().map(WorkerInfo::name).toList());
        }
    }

    @Test
    void initializerMayBeAMethodReference() {
        try (ProcessPool pool =
                builder(1).initializer(WorkerContract::setProperty).open()) {
            assertThat(pool.<String>apply(() -> System.getProperty("set"))).isEqualTo("yes");
        }
    }

    private static String setProperty() {
        return System.setProperty("set", "yes");
    }

    @Test
    void workersMustBeReplacedAfterSoManyTasksAndNobodyWaits(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = builder(2)
                .maxTasksPerWorker(3)
                .initializer(() -> Tasks.mark(file, CurrentWorker.name()))
                .open()) {
            List<String> names = pool.map(x -> CurrentWorker.name(), upTo(24), 5);
            Map<String, Long> tasks = names.stream().collect(Collectors.groupingBy(n -> n, Collectors.counting()));
            assertThat(tasks.values()).as("tasks of each worker").allMatch(count -> count <= 3);
            assertThat(tasks.size()).isGreaterThanOrEqualTo(8);
            assertThat(pool.workers()).hasSize(2);
        }
        assertThat(Tasks.marks(Path.of(file))).as("each initialised once").doesNotHaveDuplicates();
    }

    @Test
    void poolThatIsClosedEarlyMustStillReplaceWorkersForWhatWasSubmitted() {
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        try (ProcessPool pool = builder(2).maxTasksPerWorker(1).open()) {
            upTo(10).forEach(x -> calls.add(pool.applyAsync(Tasks::twice, x)));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(calls.get(i)).isCompletedWithValue(2 * i);
        }
    }

    @Test
    void failingTaskMustCountForReplacement() {
        try (ProcessPool pool = builder(1).maxTasksPerWorker(1).open()) {
            Set<String> names = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                TaskFailedException failure = catchThrowableOfType(
                        TaskFailedException.class,
                        () -> pool.apply(() -> {
                            throw new IOException(CurrentWorker.name());
                        }));
                names.add(failure.getCause().getMessage());
            }
            assertThat(names).hasSize(3);
        }
    }

    @Test
    void taskThatRunsTooLongMustBeEndedAloneAndItsWorkerReplaced() throws Exception {
        try (ProcessPool pool = openReady(builder(2).taskTimeout(Duration.ofMillis(600)), 2)) {
            Set<Long> before = pool.workers().stream().map(WorkerInfo::pid).collect(Collectors.toSet());
            CompletableFuture<Integer> endless = pool.applyAsync(Tasks::spin, 1);
            List<CompletableFuture<Integer>> neighbours = new ArrayList<>();
            upTo(10).forEach(x -> neighbours.add(pool.applyAsync(Tasks::sleep, 50)));
            assertThatThrownBy(() -> endless.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TaskTimeoutException.class)
                    .hasMessageContaining("PoolWorker-")
                    .hasMessageContaining("pid");
            assertThat(neighbours).allSatisfy(call -> assertThat(call.join()).isEqualTo(50));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(pool.workers()).hasSize(2).allMatch(WorkerInfo::alive));
            assertThat(pool.map(Tasks::twice, upTo(8))).hasSize(8);
            assertThat(pool.workers()).extracting(WorkerInfo::pid).areAtMost(1, in(before));
        }
    }

    private static org.assertj.core.api.Condition<Long> in(Set<Long> pids) {
        return new org.assertj.core.api.Condition<>(pids::contains, "was there before");
    }

    @Test
    void timeLimitMustCountFromTheStartOfEachTask() throws Exception {
        try (ProcessPool pool = openReady(builder(1).taskTimeout(Duration.ofMillis(1000)), 1)) {
            // waits in the queue, and as a whole takes, far longer than the limit
            assertThat(pool.map(Tasks::sleep, List.of(300, 301, 302, 303, 304), 5))
                    .containsExactly(300, 301, 302, 303, 304);
        }
    }

    @Test
    void tasksOfAChunkAroundOneThatRunsTooLongMustKeepTheirResults(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openReady(builder(1).taskTimeout(Duration.ofMillis(500)), 1)) {
            TaskTimeoutException failure = catchThrowableOfType(
                    TaskTimeoutException.class,
                    () -> pool.map(
                            x -> {
                                Tasks.mark(file, "" + x);
                                return x == 2 ? Tasks.spin(x) : x;
                            },
                            upTo(6),
                            6));
            assertThat(failure).hasMessageContaining("task 2").hasNoSuppressedExceptions();
            assertThat(Tasks.marks(Path.of(file))).containsExactly("0", "1", "2", "3", "4", "5");
        }
    }

    @Test
    void cancelOfQueuedTaskMustDropItAndLeaveARunningOneAlone(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openReady(builder(1), 1)) {
            long pid = pool.workers().get(0).pid();
            CompletableFuture<String> running = pool.applyAsync(() -> {
                Thread.sleep(300);
                Tasks.mark(file, "running");
                return "ran";
            });
            CompletableFuture<String> queued = pool.applyAsync(() -> {
                Tasks.mark(file, "queued");
                return "ran";
            });
            CompletableFuture<List<Integer>> queuedMap = pool.mapAsync(
                    x -> {
                        Tasks.mark(file, "map");
                        return x;
                    },
                    upTo(10));
            Thread.sleep(60);
            assertThat(queued.cancel(false)).isTrue();
            assertThat(queuedMap.cancel(true)).isTrue();
            assertThat(running.cancel(false)).isTrue();
            assertThat(pool.apply(Tasks::twice, 1)).isEqualTo(2);
            assertThat(Tasks.marks(Path.of(file))).containsExactly("running");
            assertThat(pool.workers().get(0).pid()).as("the worker lives on").isEqualTo(pid);
        }
    }

    @Test
    void cancelTrueOfRunningTaskMustEndItAndReplaceItsWorker(@TempDir Path folder) throws Exception {
        Path begun = folder.resolve("begun");
        String file = begun.toString();
        try (ProcessPool pool = openReady(builder(1), 1)) {
            WorkerInfo worker = pool.workers().get(0);
            CompletableFuture<Integer> running = pool.applyAsync(() -> {
                Tasks.mark(file, "begun");
                return Tasks.spin(1);
            });
            Tasks.awaitMark(begun);
            CompletableFuture<Integer> queued = pool.applyAsync(Tasks::twice, 5);
            assertThat(running.cancel(true)).isTrue();
            assertThat(queued.get(20, TimeUnit.SECONDS)).isEqualTo(10);
            WorkerInfo next = pool.workers().get(0);
            assertThat(next.pid()).isNotEqualTo(worker.pid());
            assertThat(number(next.name())).as("a fresh number").isGreaterThan(number(worker.name()));
        }
    }

    @Test
    void cancelTrueOfAMapMustDropTheRestOfIt(@TempDir Path folder) throws Exception {
        Path marks = folder.resolve("marks");
        String file = marks.toString();
        try (ProcessPool pool = openReady(builder(2), 2)) {
            CompletableFuture<List<Integer>> map = pool.mapAsync(
                    x -> {
                        Tasks.mark(file, "" + x);
                        return Tasks.sleep(60_000);
                    },
                    upTo(20),
                    10);
            Tasks.awaitMark(marks);
            Thread.sleep(50);
            map.cancel(true);
            assertThat(pool.map(Tasks::twice, upTo(10))).hasSize(10);
            assertThat(Tasks.marks(marks).size()).isLessThanOrEqualTo(2);
        }
    }
}
