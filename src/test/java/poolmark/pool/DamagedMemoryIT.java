// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poolmark.pool.wire.Frame;

/** A worker that writes into shared memory what cannot be is ended, with the reason; this process and its calls go on. */
@Timeout(60)
class DamagedMemoryIT extends FaultCase {

    private ProcessPool pool;

    @BeforeEach
    void openSharedPool() throws Exception {
        pool = openReady(builder(1), 1);
        share(pool);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    static void share(ProcessPool pool) {
        pool.map(Tasks::sleep, Collections.nCopies(4 * pool.processes(), 10), 1);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(pids(pool))
                        .allSatisfy(pid -> assertThat(SharedWords.isMapped(pid)).isTrue()));
        pool.map(Tasks::sleep, Collections.nCopies(4 * pool.processes(), 10), 1);
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        ExecutionException failure =
                Assertions.catchThrowableOfType(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS));
        assertThat(failure).isNotNull().hasCauseInstanceOf(WorkerCrashedException.class);
        return failure.getCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNSHARED", "SHARED", "SWITCH", "RUN"})
    void frameThatHasNoPlaceThereMustEndTheWorkerAndNotThisProcess(String kind) {
        Frame.Kind unasked = Frame.Kind.valueOf(kind);
        CompletableFuture<Integer> culprit = pool.applyAsync(() -> {
            SharedWords.answer(SharedWords.frame(unasked));
            SharedWords.call();
            return 1;
        });
        assertThat(failureOf(culprit)).hasMessageContaining("given up by its parent");
        assertWhole(pool);
    }

    @Test
    void answersThatCannotBeMustEndTheWorker() {
        for (long written : List.of(-1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40)) {
            CompletableFuture<Integer> culprit = pool.applyAsync(() -> {
                SharedWords.put(SharedWords.ANSWERS_WRITTEN, written);
                SharedWords.call();
                return 1;
            });
            assertThat(failureOf(culprit)).hasMessageContaining("given up by its parent");
            share(pool);
        }
    }

    @Test
    void asidesThatCannotBeMustEndTheWorker() {
        for (long written : List.of(-1L, Long.MIN_VALUE, 1L << 16)) {
            CompletableFuture<Integer> culprit = pool.applyAsync(() -> {
                SharedWords.put(SharedWords.ASIDES_WRITTEN, written);
                SharedWords.call();
                return 1;
            });
            assertThat(failureOf(culprit)).hasMessageContaining("given up by its parent");
            share(pool);
        }
    }

    @Test
    void callerWhoReadsADamagedAnswerMustEndTheWorker() {
        for (int i = 0; i < 10; i++) {
            Throwable failure = Assertions.catchThrowable(() -> pool.apply(() -> {
                SharedWords.answer(new byte[] {0, 0, 0, 0, 99, 0, 0, 0, 0, (byte) Frame.Kind.RESULT.ordinal()});
                SharedWords.call();
                return 1;
            }));
            assertThat(failure).isInstanceOf(WorkerCrashedException.class).hasMessageContaining("kind 99 is unknown");
            share(pool);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1 << 20, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, 1L << 31})
    void requestsThatCannotHaveBeenReadMustLoseNoCall(long read) {
        pool.apply(() -> {
            new Thread(() -> {
                        try {
                            Thread.sleep(200);
                        } catch (InterruptedException e) {
                            return;
                        }
                        SharedWords.put(SharedWords.REQUESTS_READ, read);
                    })
                    .start();
            return 1;
        });
        await().pollDelay(300, TimeUnit.MILLISECONDS).until(() -> true);
        byte[] large = new byte[1 << 20];
        assertThat(pool.applyAsync(bytes -> bytes.length, large))
                .as("be it by this worker, which may have mended the word by reading on, or by the next")
                .succeedsWithin(LONG)
                .isEqualTo(large.length);
        assertWhole(pool);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 62, 0x7FFF_FFFFL, 0x7FFF_FFFF_0000_0000L})
    void claimsThatCannotBeMustEndTheWorkerAndLeaveNoCallWithoutAnEnd(long claims) throws Exception {
        long worker = pids(pool).iterator().next();
        pool.apply(() -> {
            SharedWords.put(SharedWords.REQUESTS_CLAIMS, claims);
            return 1;
        });
        CompletableFuture<Integer> next = pool.applyAsync(Tasks::twice, 4);
        await().atMost(LONG).until(next::isDone);
        if (next.isCompletedExceptionally()) {
            // a worker that takes what was never sent may say that it has begun with it, and is believed
            assertThat(failureOf(next)).hasMessageContaining("given up by its parent");
        } else {
            assertThat(next.join()).isEqualTo(8);
        }
        await().untilAsserted(() -> assertThat(pids(pool)).doesNotContain(worker));
        assertWhole(pool);
    }
}
