// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pool as an ordinary executor. */
abstract class ExecutorContract extends SharedPoolContract {

    private interface Call<T> extends Callable<T>, Serializable {}

    private interface Command extends Runnable, Serializable {}

    private static <T> Callable<T> call(Call<T> call) {
        return call;
    }

    private static Runnable command(Command command) {
        return command;
    }

    private static Callable<Integer> sleeping(int millis) {
        return call(() -> Tasks.sleep(millis));
    }

    private static Callable<Integer> failing(String message) {
        return call(() -> {
            throw new IOException(message);
        });
    }

    @Test
    void submitMustRunInAWorker() throws Exception {
        ExecutorService executor = pool.asExecutorService();
        assertThat(executor.submit(call(CurrentWorker::isWorker)).get(20, TimeUnit.SECONDS))
                .isTrue();
        assertThat(executor.submit(command(() -> {})).get(20, TimeUnit.SECONDS)).isNull();
        assertThat(executor.submit(command(() -> {}), "given").get(20, TimeUnit.SECONDS))
                .isEqualTo("given");
    }

    @Test
    void failureMustBeTheCauseOfExecutionException() {
        ExecutorService executor = pool.asExecutorService();
        Future<Integer> future = executor.submit(failing("x"));
        assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TaskFailedException.class)
                .hasRootCauseMessage("x");
        Future<String> withResult = executor.submit(
                command(() -> {
                    throw new IllegalStateException("y");
                }),
                "given");
        assertThatThrownBy(() -> withResult.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TaskFailedException.class)
                .hasRootCauseMessage("y");
    }

    @Test
    void executeMustRunOnce(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        pool.asExecutorService().execute(command(() -> {
            try {
                Tasks.mark(file, "ran");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }));
        Tasks.await(Path.of(file));
        pool.apply(Tasks::sleep, 100);
        assertThat(Tasks.marks(Path.of(file))).containsExactly("ran");
    }

    @Test
    void invokeAllMustReturnDoneFuturesInOrder() throws Exception {
        List<Future<Integer>> futures =
                pool.asExecutorService().invokeAll(List.of(sleeping(80), failing("b"), sleeping(1), sleeping(2)));
        assertThat(futures).allMatch(Future::isDone);
        assertThat(futures.get(0).get()).isEqualTo(80);
        assertThatThrownBy(() -> futures.get(1).get()).hasRootCauseMessage("b");
        assertThat(futures.get(2).get()).isEqualTo(1);
        assertThat(futures.get(3).get()).isEqualTo(2);
        assertThat(pool.asExecutorService().invokeAll(List.<Callable<Integer>>of()))
                .isEmpty();
    }

    @Test
    void invokeAnyMustReturnTheFirstResult() throws Exception {
        assertThat(pool.asExecutorService().invokeAny(List.of(failing("a"), sleeping(5), failing("b"))))
                .isEqualTo(5);
        assertThatThrownBy(() -> pool.asExecutorService().invokeAny(List.of(failing("a"), failing("b"))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TaskFailedException.class);
        assertThatThrownBy(() -> pool.asExecutorService().invokeAny(List.<Callable<Integer>>of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nullsMustBeRefused() {
        ExecutorService executor = pool.asExecutorService();
        Callable<Integer> noCall = null;
        Runnable noCommand = null;
        assertThatNullPointerException().isThrownBy(() -> executor.submit(noCall));
        assertThatNullPointerException().isThrownBy(() -> executor.submit(noCommand));
        assertThatNullPointerException().isThrownBy(() -> executor.execute(noCommand));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAll(null));
    }

    @Test
    void taskThatIsNotSerialisableMustBeRejectedWithItsClass() {
        ExecutorService executor = pool.asExecutorService();
        assertThatThrownBy(() -> executor.submit(() -> 1))
                .isInstanceOfAny(RejectedExecutionException.class, PoolException.class)
                .hasMessageContaining("serialisable");
        assertThat(pool.apply(Tasks::twice, 1)).isEqualTo(2);
    }

    @Test
    void executorMustShutDownAndTerminate() throws Exception {
        try (ProcessPool own = open(1)) {
            ExecutorService executor = own.asExecutorService();
            assertThat(executor.isShutdown()).isFalse();
            assertThat(executor.isTerminated()).isFalse();
            assertThat(executor.awaitTermination(10, TimeUnit.MILLISECONDS)).isFalse();
            Future<Integer> last = executor.submit(sleeping(100));
            executor.shutdown();
            assertThat(executor.isShutdown()).isTrue();
            assertThatThrownBy(() -> executor.submit(sleeping(1))).isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> executor.execute(command(() -> {})))
                    .isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> own.apply(Tasks::twice, 1)).isInstanceOf(PoolClosedException.class);
            assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            assertThat(executor.isTerminated()).isTrue();
            assertThat(last.get()).isEqualTo(100);
        }
    }

    @Test
    void invokeAllMustCancelWhatIsNotDoneInTime() throws Exception {
        try (ProcessPool own = openReady(builder(1), 1)) {
            List<Future<Integer>> futures = own.asExecutorService()
                    .invokeAll(List.of(sleeping(1), sleeping(60_000), sleeping(60_000)), 500, TimeUnit.MILLISECONDS);
            assertThat(futures).hasSize(3).allMatch(Future::isDone);
            assertThat(futures.get(0).get()).isEqualTo(1);
            assertThat(futures.get(1).isCancelled()).isTrue();
            assertThat(futures.get(2).isCancelled()).isTrue();
            assertThatThrownBy(() -> futures.get(1).get()).isInstanceOf(CancellationException.class);
            assertThat(own.apply(Tasks::twice, 1)).as("the pool goes on").isEqualTo(2);
            assertThatThrownBy(() ->
                            own.asExecutorService().invokeAny(List.of(sleeping(60_000)), 50, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(own.apply(Tasks::twice, 2)).isEqualTo(4);
        }
    }

    @Test
    void interruptMustEndEveryBlockingMethod() throws Exception {
        try (ProcessPool own = openReady(builder(1), 1)) {
            ExecutorService executor = own.asExecutorService();
            Callable<Integer> slow = sleeping(700);
            assertInterruptible(() -> executor.invokeAll(List.of(slow, slow)));
            assertInterruptible(() -> executor.invokeAny(List.of(slow, slow)));
            assertInterruptible(() -> executor.submit(slow).get());
            executor.shutdown();
            assertInterruptible(() -> executor.awaitTermination(20, TimeUnit.SECONDS));
            executor.shutdownNow();
            assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void assertInterruptible(Callable<?> call) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> thrown.set(catchThrowable(call::call)));
        caller.start();
        Thread.sleep(60);
        caller.interrupt();
        caller.join(10_000);
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void shutdownNowMustEndEverything() throws Exception {
        try (ProcessPool own = openReady(builder(1), 1)) {
            ExecutorService executor = own.asExecutorService();
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                futures.add(executor.submit(sleeping(60_000)));
            }
            executor.shutdownNow();
            assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            for (Future<Integer> future : futures) {
                assertThatThrownBy(() -> future.get(5, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(PoolClosedException.class);
            }
        }
    }
}
