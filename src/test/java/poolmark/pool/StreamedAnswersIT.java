// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many quick tasks in one chunk, whose short results come through shared memory without a call for each. */
@Timeout(120)
class StreamedAnswersIT extends FaultCase {

    private static final int MANY = 20_000;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private ProcessPool pool;

    @BeforeEach
    void openSharedPool() throws Exception {
        lines.clear();
        pool = openReady(builder(1).output(output -> lines.add(output.line())), 1);
        DamagedMemoryIT.share(pool);
        pool.map(Tasks::twice, upTo(MANY), MANY);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void crashAmongThemMustCostTheOneTaskAloneAndRunNoneTwice(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("marks");
        String marks = file.toString();
        Task<Integer, Integer> task = x -> {
            Tasks.mark(marks, "" + x);
            if (x == 1_777) {
                Runtime.getRuntime().halt(9);
            }
            return x;
        };
        Throwable failure = catchThrowable(() -> pool.map(task, upTo(3_000), 3_000));
        assertThat(failure).isInstanceOf(WorkerCrashedException.class).hasNoSuppressedExceptions();
        assertThat(failure).hasMessageContaining("task 1777");
        assertThat(Tasks.marks(file)).hasSize(3_000).doesNotHaveDuplicates();
        assertWhole(pool);
    }

    @Test
    void killFromOutsideMustCostAtMostOneTask() throws Exception {
        for (int round = 0; round < 5; round++) {
            var results = pool.mapAsync(
                    x -> {
                        Thread.onSpinWait();
                        return 2 * x;
                    },
                    upTo(300_000),
                    100_000);
            Thread.sleep(round);
            killNow(pids(pool).iterator().next());
            Throwable failure = catchThrowable(results::join);
            if (failure == null) {
                assertThat(results.join().get(299_999)).isEqualTo(599_998);
            } else {
                assertThat(failure).hasCauseInstanceOf(WorkerCrashedException.class);
                assertThat(failure.getCause()).hasNoSuppressedExceptions();
            }
            assertWhole(pool);
            DamagedMemoryIT.share(pool);
        }
    }

    /** An answer that filled the memory without having woken anybody, as another task was there already, waited for ever. */
    @Test
    void answersLargerThanTheMemoryMustArriveWhereAnotherTaskWaits() throws Exception {
        Task<Integer, int[]> task = x -> {
            Thread.sleep(1);
            return new int[100_000];
        };
        assertThat(pool.mapAsync(task, upTo(200), 1).get(60, TimeUnit.SECONDS))
                .allMatch(array -> array.length == 100_000);
    }

    @Test
    void resultsBeforeALongTaskMustNotWaitForIt(@TempDir Path folder) throws Exception {
        for (int round = 0; round < 5; round++) {
            String go = folder.resolve("go" + round).toString();
            Task<Integer, Integer> task = x -> {
                if (x == MANY / 2) {
                    Tasks.await(Path.of(go));
                }
                return x;
            };
            try (Stream<Integer> results = pool.imap(task, upTo(MANY), MANY)) {
                Iterator<Integer> next = results.iterator();
                for (int i = 0; i < MANY / 2; i++) {
                    assertThat(next.next()).isEqualTo(i);
                }
                Files.createFile(Path.of(go));
                for (int i = MANY / 2; i < MANY; i++) {
                    assertThat(next.next()).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void shortAndLongResultsAndFailuresMustKeepTheirPlaces() {
        Task<Integer, Object> task = x -> switch (x % 5) {
            case 0 -> "x".repeat(x % 300);
            case 1 -> new byte[x % 3 == 0 ? 100_000 : 126];
            case 2 -> List.of(x);
            case 3 -> null;
            default -> x;
        };
        List<Object> results = pool.map(task, upTo(5_000), 5_000);
        for (int i = 0; i < 5_000; i++) {
            Object result = results.get(i);
            switch (i % 5) {
                case 0 -> assertThat(result).isEqualTo("x".repeat(i % 300));
                case 1 -> assertThat((byte[]) result).hasSize(i % 3 == 0 ? 100_000 : 126);
                case 2 -> assertThat(result).isEqualTo(List.of(i));
                case 3 -> assertThat(result).isNull();
                default -> assertThat(result).isEqualTo(i);
            }
        }
        Throwable failure = catchThrowable(() -> pool.map(
                x -> {
                    if (x % 1_000 == 999) {
                        throw new IllegalStateException("on purpose: " + x);
                    }
                    return x;
                },
                upTo(5_000),
                5_000));
        assertThat(failure).isInstanceOf(TaskFailedException.class).hasRootCauseMessage("on purpose: 999");
        assertThat(failure.getSuppressed()).hasSize(4);
    }

    @Test
    void linesOfATasksOwnThreadsMustComeInTheirOrderAndBeforeItsResult() {
        for (int i = 0; i < 500; i++) {
            String number = "" + i;
            lines.clear();
            pool.apply(() -> {
                System.out.println(number + " begins");
                Thread other = new Thread(() -> System.out.println(number + " elsewhere"));
                other.start();
                other.join();
                System.out.println(number + " ends");
                return 1;
            });
            assertThat(lines).containsExactly(number + " begins", number + " elsewhere", number + " ends");
        }
    }

    @Test
    void manyThatPrintMustKeepEveryLine() {
        List<Integer> results = pool.map(
                x -> {
                    System.out.println("line " + x);
                    return x;
                },
                upTo(MANY),
                MANY);
        assertThat(results).hasSize(MANY);
        assertThat(lines)
                .isEqualTo(IntStream.range(0, MANY).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void largeResultMustNotBeTornByALineOfAnotherThreadBeforeMemoryIsShared() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (ProcessPool young = openReady(builder(1).output(output -> lines.add(output.line())), 1)) {
                Job<byte[]> chatty = () -> {
                    Thread printer = new Thread(() -> {
                        for (int i = 0; i < 2_000; i++) {
                            System.out.println("line");
                        }
                    });
                    printer.start();
                    return new byte[1 << 20];
                };
                List<CompletableFuture<byte[]>> results = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    results.add(young.applyAsync(chatty));
                }
                for (CompletableFuture<byte[]> result : results) {
                    assertThat(result.get(60, TimeUnit.SECONDS)).hasSize(1 << 20);
                }
                assertThat(young.workers().get(0).tasksCompleted()).isEqualTo(8);
            }
        }
    }

    @Test
    void largeBytesMustBeTheCallersAsTheyWereAndTheTasksOwn() {
        byte[] sent = new byte[3 << 20];
        Arrays.fill(sent, (byte) 5);
        var first = pool.applyAsync(
                bytes -> {
                    Thread.sleep(20);
                    return bytes;
                },
                sent);
        var second = pool.applyAsync(
                bytes -> {
                    bytes[0]++;
                    return bytes;
                },
                sent);
        Arrays.fill(sent, (byte) 6);
        byte[] expected = new byte[3 << 20];
        Arrays.fill(expected, (byte) 5);
        assertThat(Arrays.equals(first.join(), expected)).isTrue();
        expected[0] = 6;
        assertThat(Arrays.equals(second.join(), expected)).isTrue();
        for (int length : new int[] {65_535, 65_536, 65_537, (1 << 18) - 64, 1 << 20, 9_000_001}) {
            byte[] odd = new byte[length];
            odd[length - 1] = 1;
            assertThat(Arrays.equals(pool.apply(bytes -> bytes, odd), odd)).isTrue();
        }
    }
}
