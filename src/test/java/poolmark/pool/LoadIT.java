// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads, many pools, pools in pools, and workers that are killed all the while. */
class LoadIT extends FaultCase {

    @Test
    void taskMayOpenAPoolOfItsOwn() {
        try (ProcessPool pool = open(2)) {
            List<Integer> sums = pool.map(
                    n -> {
                        try (ProcessPool inner = ProcessPool.open(1)) {
                            return inner.map(Tasks::twice, upTo(n)).stream()
                                    .mapToInt(x -> x)
                                    .sum();
                        }
                    },
                    List.of(1, 2, 3, 4),
                    1);
            assertThat(sums).containsExactly(0, 2, 6, 12);
            assertThat(pool.<List<String>>apply(() -> {
                        try (ProcessPool inner = ProcessPool.open(1);
                                TaskProcess<String> process = TaskProcess.start(CurrentWorker::name)) {
                            return List.of(inner.apply(CurrentWorker::name), process.join());
                        }
                    }))
                    .allMatch(name -> name.startsWith("Spawn"));
        }
    }

    @Test
    void severalPoolsMustWorkAtTheSameTime() {
        try (ProcessPool a = builder(1)
                        .initializer(() -> System.setProperty("pool", "a"))
                        .open();
                ProcessPool b = builder(1)
                        .initializer(() -> System.setProperty("pool", "b"))
                        .open()) {
            CompletableFuture<List<String>> ofA = a.mapAsync(x -> System.getProperty("pool") + x, upTo(50), 1);
            CompletableFuture<List<String>> ofB = b.mapAsync(x -> System.getProperty("pool") + x, upTo(50), 1);
            assertThat(ofA.join()).isEqualTo(upTo(50).stream().map(x -> "a" + x).toList());
            assertThat(ofB.join()).isEqualTo(upTo(50).stream().map(x -> "b" + x).toList());
        }
    }

    @Test
    void manyThreadsMayUseOnePool() throws Exception {
        try (ProcessPool pool = openReady(builder(2), 2)) {
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int number = i;
                threads.add(new Thread(() -> {
                    Throwable failure = catchThrowable(() -> useAll(pool, number));
                    if (failure != null) {
                        failures.add(failure);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join(40_000);
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(failures).isEmpty();
        }
    }

    private static void useAll(ProcessPool pool, int number) {
        for (int round = 0; round < 10; round++) {
            int captured = number * 1000 + round;
            assertThat(pool.<Integer, Integer>apply(x -> x + captured, 1)).isEqualTo(captured + 1);
            assertThat(pool.map(x -> x + captured, upTo(10), 3))
                    .isEqualTo(upTo(10).stream().map(x -> x + captured).toList());
            assertThat(pool.imap(x -> x + captured, upTo(5)).toList())
                    .isEqualTo(upTo(5).stream().map(x -> x + captured).toList());
            assertThat(pool.<Integer>applyAsync(() -> captured).join()).isEqualTo(captured);
            assertThat(catchThrowable(() -> pool.apply(Tasks::thrower, "" + captured)))
                    .hasRootCauseMessage("" + captured);
        }
    }

    /** Kills a worker at random every few milliseconds, for as long as it is open. */
    private static final class Killer implements AutoCloseable {
        private final AtomicBoolean stop = new AtomicBoolean();
        private final AtomicInteger kills = new AtomicInteger();
        private final Thread thread;

        Killer(ProcessPool pool, long seed) {
            Random random = new Random(seed);
            thread = new Thread(() -> {
                while (!stop.get()) {
                    List<WorkerInfo> workers = pool.workers();
                    if (!workers.isEmpty()) {
                        WorkerInfo victim = workers.get(random.nextInt(workers.size()));
                        if (victim.tasksCompleted() > 0 || random.nextInt(4) == 0) {
                            killNow(victim.pid());
                            kills.incrementAndGet();
                        }
                    }
                    try {
                        Thread.sleep(20 + random.nextInt(60));
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            thread.start();
        }

        @Override
        public void close() {
            stop.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noTaskMustRunTwiceAndNoneBeLostWhileWorkersAreKilled(StartMethod method, @TempDir Path folder)
            throws Exception {
        if (method == StartMethod.STANDBY) {
            NothingLeftBehind.useShelf();
        }
        String file = folder.resolve("marks").toString();
        Map<Integer, String> outcomes = new ConcurrentHashMap<>();
        int kills;
        try (ProcessPool pool = openReady(ProcessPool.builder().startMethod(method), 2)) {
            Killer killer = new Killer(pool, 42);
            List<Thread> callers = new ArrayList<>();
            try (killer) {
                for (int caller = 0; caller < 3; caller++) {
                    int first = caller * 1_000_000;
                    Thread thread = new Thread(
                            () -> callUntil(System.nanoTime() + 1_200_000_000L, pool, first, file, outcomes));
                    callers.add(thread);
                    thread.start();
                }
                for (Thread caller : callers) {
                    caller.join(40_000);
                    assertThat(caller.isAlive()).as("a call hangs").isFalse();
                }
            }
            kills = killer.kills.get();
            assertWhole(pool);
        }
        Map<Integer, Long> marks = Tasks.marks(Path.of(file)).stream()
                .map(Integer::valueOf)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        Map<String, Long> kinds =
                outcomes.values().stream().collect(Collectors.groupingBy(o -> o, Collectors.counting()));
        System.out.printf("%s: %d tasks, %d kills, %s%n", method, outcomes.size(), kills, kinds);
        assertThat(kills).isGreaterThan(5);
        assertThat(marks.values()).as("runs of each task").containsOnly(1L);
        outcomes.forEach((number, outcome) -> {
            if (outcome.equals("returned")) {
                assertThat(marks).as("a result without a run").containsKey(number);
            }
        });
        assertThat(kinds.keySet()).isSubsetOf(Set.of("returned", "WorkerCrashedException"));
        assertThat(kinds.getOrDefault("WorkerCrashedException", 0L))
                .as("a kill fails at most the task that was running")
                .isLessThanOrEqualTo(kills);
    }

    /** Calls in turn in every way; remembers of each task what its caller was told. */
    private static void callUntil(
            long deadline, ProcessPool pool, int first, String file, Map<Integer, String> outcomes) {
        Task<Integer, Integer> task = number -> {
            Tasks.mark(file, "" + number);
            Thread.sleep(number % 4);
            return number;
        };
        int next = first;
        while (System.nanoTime() < deadline) {
            List<Integer> items = IntStream.range(next, next + 20).boxed().toList();
            List<CompletableFuture<Integer>> calls = new ArrayList<>();
            items.forEach(item -> calls.add(pool.applyAsync(task, item)));
            items.forEach(item -> outcomes.put(item, outcome(item, calls.get(item - items.get(0)))));
            next += 20;
            Iterator<Integer> results = pool.imap(
                            task, IntStream.range(next, next + 20).boxed().toList(), 7)
                    .iterator();
            for (int item = next; item < next + 20; item++) {
                int expected = item;
                outcomes.put(
                        item, outcome(item, () -> assertThat(results.next()).isEqualTo(expected)));
            }
            next += 20;
        }
    }

    private static String outcome(int item, CompletableFuture<Integer> call) {
        return outcome(item, () -> {
            try {
                assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo(item);
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String outcome(int item, Runnable call) {
        Throwable failure = catchThrowable(call::run);
        if (failure == null) {
            return "returned";
        }
        Throwable told = failure instanceof CompletionException ? failure.getCause() : failure;
        return told.getClass().getSimpleName() + (told instanceof PoolException ? "" : " of " + item + ": " + told);
    }

    @Test
    void shortLivesOfWorkersMustLoseNothingWhileTheyAreKilled(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        int returned = 0;
        int kills;
        try (ProcessPool pool = openReady(builder(2).maxTasksPerWorker(3), 2)) {
            Killer killer = new Killer(pool, 7);
            try (killer) {
                for (int round = 0; round < 12; round++) {
                    int from = round * 100;
                    Throwable failure = catchThrowable(() -> pool.map(
                            x -> {
                                Tasks.mark(file, "" + (from + x));
                                return x;
                            },
                            upTo(4),
                            2));
                    assertThat(failure)
                            .satisfiesAnyOf(
                                    f -> assertThat(f).isNull(),
                                    f -> assertThat(f).isInstanceOf(WorkerCrashedException.class));
                    returned += failure == null ? 4 : 3 - failure.getSuppressed().length;
                }
            }
            kills = killer.kills.get();
        }
        List<String> marks = Tasks.marks(Path.of(file));
        assertThat(marks).doesNotHaveDuplicates().hasSizeBetween(returned, 48);
        assertThat(48 - returned).isLessThanOrEqualTo(kills);
    }

    @Test
    void manyShortLivesOfPoolsMustLeaveNothing() {
        // as many as the time allows; the fixture looks for what they leave
        for (int i = 0; i < 15; i++) {
            try (ProcessPool pool = open(1)) {
                assertThat(pool.apply(Tasks::twice, i)).isEqualTo(2 * i);
            }
        }
    }
}
