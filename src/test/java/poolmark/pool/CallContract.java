// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code apply} and {@code applyAsync}: results, failures, callbacks. */
abstract class CallContract extends SharedPoolContract {

    @Test
    void applyMustReturnTheResultOfATaskOrAJob() {
        assertThat(pool.apply(Tasks::twice, 21)).isEqualTo(42);
        assertThat(pool.<Integer>apply(() -> 42)).isEqualTo(42);
        assertThat(pool.<Object, Object>apply(x -> x, null)).isNull();
        assertThat(pool.<Object>apply(() -> null)).isNull();
    }

    @Test
    void applyMustWaitForItsOwnTaskAlone() {
        CompletableFuture<Integer> slow = pool.applyAsync(Tasks::sleep, 800);
        assertThat(pool.apply(Tasks::twice, 1)).isEqualTo(2);
        assertThat(slow).isNotDone();
        assertThat(slow.join()).isEqualTo(800);
    }

    @Test
    void applyAsyncMustReturnBeforeTheTaskHasRunAndDeliverItsResult() throws Exception {
        CompletableFuture<Integer> task = pool.applyAsync(Tasks::sleep, 300);
        CompletableFuture<String> job = pool.applyAsync(() -> "done");
        assertThat(task).isNotDone();
        assertThat(task.get(20, TimeUnit.SECONDS)).isEqualTo(300);
        assertThat(job.get(20, TimeUnit.SECONDS)).isEqualTo("done");
    }

    @Test
    void moreCallsThanWorkersMustAllBeDone() {
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        upTo(200).forEach(x -> calls.add(pool.applyAsync(Tasks::twice, x)));
        CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])).join();
        for (int i = 0; i < 200; i++) {
            assertThat(calls.get(i).join()).isEqualTo(2 * i);
        }
    }

    /** Of one worker, as what several write down need not come in the order in which they began. */
    @Test
    void callsMustBeBegunInTheOrderOfSubmission(@TempDir Path folder) throws IOException {
        String file = folder.resolve("marks").toString();
        try (ProcessPool one = open(1)) {
            for (int i = 0; i < 20; i++) {
                int number = i;
                one.applyAsync(() -> {
                    Tasks.mark(file, "" + number);
                    return 0;
                });
            }
        }
        assertThat(Tasks.marks(Path.of(file)))
                .isEqualTo(upTo(20).stream().map(String::valueOf).toList());
    }

    @Test
    void failureMustCarryTheOriginalExceptionAndItsRemoteTrace() {
        TaskFailedException failure =
                catchThrowableOfType(TaskFailedException.class, () -> pool.apply(Tasks::thrower, "on purpose"));
        assertThat(failure.getCause()).isExactlyInstanceOf(IOException.class).hasMessage("on purpose");
        assertThat(failure.getCause().getStackTrace())
                .as("remote trace")
                .anyMatch(frame -> frame.getMethodName().equals("thrower"));
        assertThat(failure.getStackTrace())
                .as("trace of the caller")
                .anyMatch(frame -> frame.getMethodName().startsWith("failureMustCarry")
                        || frame.getMethodName().startsWith("lambda$failureMustCarry"));
        assertThat(failure.getMessage())
                .contains("on purpose", startMethod().label() + "PoolWorker-")
                .matches("(?s).*pid \\d+.*");
    }

    @Test
    void everyKindOfThrowableMustComeBack() {
        assertThatThrownBy(() -> pool.apply(() -> {
                    throw new AssertionError("error");
                }))
                .isInstanceOf(TaskFailedException.class)
                .hasCauseExactlyInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> pool.apply(() -> {
                    throw new IllegalStateException("outer", new IOException("inner"));
                }))
                .isInstanceOf(TaskFailedException.class)
                .hasCauseExactlyInstanceOf(IllegalStateException.class)
                .hasRootCauseExactlyInstanceOf(IOException.class)
                .hasRootCauseMessage("inner");
        assertThatThrownBy(() -> pool.apply(() -> {
                    throw new InterruptedException("thrown, not interrupted");
                }))
                .isInstanceOf(TaskFailedException.class)
                .hasCauseExactlyInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> pool.apply((Integer x) -> 1 / x, 0))
                .isInstanceOf(TaskFailedException.class)
                .hasCauseExactlyInstanceOf(ArithmeticException.class);
    }

    @Test
    void failureMustComeThroughFuturesAsTheirCause() {
        CompletableFuture<String> call = pool.applyAsync(Tasks::thrower, "x");
        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TaskFailedException.class);
        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TaskFailedException.class);
        assertThat(call).isCompletedExceptionally();
    }

    @Test
    void nullTasksMustBeRefused() {
        Task<Integer, Integer> noTask = null;
        Job<Integer> noJob = null;
        assertThatNullPointerException().isThrownBy(() -> pool.apply(noTask, 1));
        assertThatNullPointerException().isThrownBy(() -> pool.apply(noJob));
        assertThatNullPointerException().isThrownBy(() -> pool.applyAsync(noTask, 1));
        assertThatNullPointerException().isThrownBy(() -> pool.applyAsync(noJob));
    }

    @Test
    void callbackMustHearTheResultOrTheFailureOnce() throws Exception {
        List<Object> heard = new ArrayList<>();
        pool.applyAsync(Tasks::twice, 4).thenAccept(heard::add).get(20, TimeUnit.SECONDS);
        pool.applyAsync(Tasks::thrower, "no")
                .handle((value, failure) -> heard.add(failure.getClass().getSimpleName()))
                .get(20, TimeUnit.SECONDS);
        assertThat(heard).containsExactly(8, "TaskFailedException");
    }

    @Test
    void callbackThatThrowsMustHarmNobody() {
        for (int i = 0; i < 10; i++) {
            CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, i);
            CompletableFuture<Void> after = call.thenAccept(x -> {
                throw new IllegalStateException("callback");
            });
            assertThat(call.join()).isEqualTo(2 * i);
            assertThatThrownBy(after::join).hasRootCauseMessage("callback");
        }
        assertThat(pool.map(Tasks::twice, upTo(20))).hasSize(20);
        assertThat(pool.workers()).allMatch(WorkerInfo::alive);
    }

    @Test
    void callbackThatBlocksMustNotHoldUpOthers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<Void>> blocked = new ArrayList<>();
        for (int i = 0; i < 2 * WORKERS; i++) {
            blocked.add(pool.applyAsync(Tasks::sleep, 30).thenAccept(x -> await(release)));
        }
        Thread.sleep(100);
        assertThat(pool.map(Tasks::twice, upTo(50))).hasSize(50);
        release.countDown();
        for (CompletableFuture<Void> each : blocked) {
            each.get(20, TimeUnit.SECONDS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void callbackMaySubmitAndWaitForMore() throws Exception {
        int sum = pool.applyAsync(Tasks::sleep, 20)
                .thenApply(x -> pool.apply(Tasks::twice, x))
                .thenCompose(x -> pool.applyAsync(Tasks::twice, x))
                .get(20, TimeUnit.SECONDS);
        assertThat(sum).isEqualTo(80);
    }

    /** The thread that serves a worker would be held up, and a callback that closes the pool would wait for itself. */
    @Test
    void callbackMaySubmitMoreWhenAWorkerHasDied() throws Exception {
        CompletableFuture<Integer> afterwards = pool.applyAsync(Tasks::signalSelf, 9)
                .handle((value, failure) -> pool.apply(Tasks::twice, failure == null ? 0 : 21));
        assertThat(afterwards.get(20, TimeUnit.SECONDS)).isEqualTo(42);
    }

    @Test
    void callbackMustNotRunOnTheThreadOfAWorkerThoughSomebodyPollsTheFuture() throws Exception {
        AtomicReference<String> culprit = new AtomicReference<>();
        AtomicReference<CompletableFuture<?>> polled = new AtomicReference<>(new CompletableFuture<>());
        CompletableFuture<Object> never = new CompletableFuture<>();
        AtomicBoolean stop = new AtomicBoolean();
        Thread poller = new Thread(() -> {
            while (!stop.get()) {
                try {
                    polled.get().get(0, TimeUnit.NANOSECONDS);
                } catch (Exception e) {
                    // asks again
                }
            }
        });
        poller.start();
        try {
            for (int i = 0; i < 1500; i++) {
                CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, i);
                CompletableFuture<Void> seen = CompletableFuture.anyOf(call, never)
                        .thenAccept(x -> {
                            String thread = Thread.currentThread().getName();
                            if (thread.contains("Worker-")) {
                                culprit.set(thread);
                            }
                        });
                polled.set(call);
                seen.get(20, TimeUnit.SECONDS);
            }
        } finally {
            stop.set(true);
            poller.join();
        }
        assertThat(culprit.get()).as("thread that ran a callback").isNull();
    }

    @Test
    void futureMayBeTimedOutWithoutHarm() {
        CompletableFuture<Integer> call = pool.applyAsync(Tasks::sleep, 300);
        assertThat(call.completeOnTimeout(-1, 20, TimeUnit.MILLISECONDS).join()).isEqualTo(-1);
        assertThat(pool.map(Tasks::twice, upTo(8))).hasSize(8);
    }

    @Test
    void interruptFlagThatATaskLeavesMustNotBeSeenByTheNext() {
        assertThat(pool.map(
                        x -> {
                            boolean seen = Thread.currentThread().isInterrupted();
                            Thread.currentThread().interrupt();
                            return seen;
                        },
                        upTo(12),
                        3))
                .containsOnly(false);
    }

    @Test
    void cancelledFutureMustSaySo() {
        CompletableFuture<Integer> call = pool.applyAsync(Tasks::sleep, 50);
        assertThat(call.cancel(false)).isTrue();
        assertThat(call).isCancelled();
        assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
        assertThat(pool.apply(Tasks::twice, 2)).isEqualTo(4);
    }

    @Test
    void cancelMustBeFalseOnceDone() {
        CompletableFuture<Integer> call = pool.applyAsync(Tasks::twice, 1);
        call.join();
        assertThat(call.cancel(true)).isFalse();
        assertThat(call.join()).isEqualTo(2);
        assertThat(pool.workers()).allMatch(WorkerInfo::alive);
    }
}
