// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
class WaitersFutureTest {

    private static final int MEETINGS = 20_000;

    private final WaitersFuture<Integer> future = new WaitersFuture<>();
    private final AtomicReference<Object> outcome = new AtomicReference<>();
    private final AtomicReference<Thread> completer = new AtomicReference<>();
    private final Thread waiter = new Thread(this::awaitOutcome);

    private void awaitOutcome() {
        try {
            outcome.set(future.get());
        } catch (InterruptedException | ExecutionException | CancellationException e) {
            outcome.set(e);
        }
    }

    /** What others have completed before is none of these tests' business. */
    @BeforeEach
    void beginToCount() throws InterruptedException {
        WaitersFuture<Integer> other = new WaitersFuture<>();
        Thread first = new Thread(other::join);
        first.start();
        await().until(() -> first.getState() == Thread.State.TIMED_WAITING);
        other.completeSoon(() -> other.complete(0));
        first.join();
    }

    private void startWaiter() {
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
    }

    private void complete() {
        completer.set(Thread.currentThread());
        future.complete(1);
    }

    @AfterEach
    void endWaiter() throws InterruptedException {
        waiter.interrupt();
        waiter.join();
        assertThat(future.getNumberOfDependents()).isZero();
    }

    @Test
    void whoWaitsMustCompleteItHimself() {
        startWaiter();
        future.completeSoon(this::complete);
        await().until(() -> outcome.get() != null);
        assertThat(outcome).hasValue(1);
        assertThat(completer).hasValue(waiter);
    }

    @Test
    void futureOfManyMustBeCompletedOnAThreadOfTheLibrarysOwn() {
        startWaiter();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Integer> other = new CompletableFuture<>();
            Completions.add(other, () -> other.complete(2));
            other.join();
        }
        future.completeSoon(this::complete);
        await().until(() -> outcome.get() != null);
        assertThat(outcome).hasValue(1);
        assertThat(completer.get()).isNotIn(waiter, Thread.currentThread());
    }

    @Test
    void callbackMustRunNeitherOnTheThreadThatWaitsNorOnTheOneThatBringsTheResult() {
        CompletableFuture<Thread> callback = future.thenApply(value -> Thread.currentThread());
        startWaiter();
        future.completeSoon(this::complete);
        assertThat(callback.join()).isNotIn(waiter, Thread.currentThread());
        await().until(() -> outcome.get() != null);
        assertThat(outcome).hasValue(1);
    }

    @Test
    void futureMustBeCompletedWhereWhoWaitedHasGone() throws InterruptedException {
        startWaiter();
        waiter.interrupt();
        waiter.join();
        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        future.completeSoon(this::complete);
        assertThat(future.join()).isEqualTo(1);
    }

    @Test
    void whoWaitsMustHearOfWhatOthersDoWithIt() {
        startWaiter();
        future.completeExceptionally(new IllegalStateException("another's"));
        await().until(() -> outcome.get() != null);
        assertThat(outcome.get())
                .isInstanceOfSatisfying(
                        ExecutionException.class, e -> assertThat(e).hasMessageContaining("another's"));
    }

    @Test
    void whoWaitsMustHearOfACancellation() {
        startWaiter();
        future.cancel(false);
        await().until(() -> outcome.get() != null);
        assertThat(outcome.get()).isInstanceOf(CancellationException.class);
    }

    @Test
    void whoWaitsMustHearOfWhatIsCompletedBehindItsBack() {
        startWaiter();
        future.completeAsync(() -> 3);
        await().until(() -> outcome.get() != null);
        assertThat(outcome).hasValue(3);
    }

    @Test
    void secondWhoWaitsMustHearOfItAsWell() throws InterruptedException {
        startWaiter();
        Thread second = new Thread(() -> completer.set(future.join() == 1 ? Thread.currentThread() : null));
        second.start();
        await().until(() -> second.getState() == Thread.State.WAITING);
        future.completeSoon(() -> future.complete(1));
        second.join();
        assertThat(completer).hasValue(second);
        await().until(() -> outcome.get() != null);
    }

    @Test
    void timeMustRunOutAndTheResultStillCome() throws Exception {
        assertThatThrownBy(() -> future.get(10, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> future.get(0, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        future.completeSoon(this::complete);
        assertThat(future.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void timeMustBeMeasuredFromTheBeginningAndNeverBeForEver() {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 5 && shortest > TimeUnit.MILLISECONDS.toNanos(1_900); i++) { // the machine may be busy
            long begin = System.nanoTime();
            assertThatThrownBy(() -> future.get(1_100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            shortest = Math.min(shortest, System.nanoTime() - begin);
        }
        assertThat(shortest).as("not two of the looks").isLessThan(TimeUnit.MILLISECONDS.toNanos(1_900));
        assertThatThrownBy(() -> future.get(Long.MIN_VALUE, TimeUnit.DAYS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void nothingMustBeLeftOfOneThatIsCancelledWhileItsResultComes() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            WaitersFuture<Integer> one = new WaitersFuture<>();
            Thread waits = new Thread(() -> assertThatThrownBy(one::join).isInstanceOf(CancellationException.class));
            waits.start();
            while (waits.getState() == Thread.State.NEW || waits.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            one.cancel(false);
            one.completeSoon(() -> one.complete(1));
            waits.join();
            while (Completions.isUnsettled(one)) { // until the test's time is over
                Thread.onSpinWait();
            }
        }
    }

    /** Who waits has no thread of his own there, and those who have one may wait for him. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadMustNotHaveToCompleteWhatOthersWaitFor() throws Exception {
        Thread virtual = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable)
                        this::awaitOutcome);
        await().until(() -> virtual.getState() == Thread.State.WAITING);
        future.completeSoon(this::complete);
        virtual.join();
        assertThat(outcome).hasValue(1);
        assertThat(completer.get()).isNotIn(virtual, Thread.currentThread());
    }

    @Test
    void joinMustKeepAnInterruptAndWaitOn() throws InterruptedException {
        Thread joiner = new Thread(() -> {
            int value = future.join();
            outcome.set(value + " " + Thread.currentThread().isInterrupted());
        });
        joiner.start();
        await().until(() -> joiner.getState() == Thread.State.TIMED_WAITING);
        joiner.interrupt();
        await().until(() -> !joiner.isInterrupted());
        future.completeSoon(this::complete);
        joiner.join();
        assertThat(outcome).hasValue("1 true");
    }

    @Test
    void threadOfAForkJoinPoolMustBeGivenTheResult() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            var waiting = pool.submit(() -> future.join());
            future.completeSoon(this::complete);
            assertThat(waiting.get()).isEqualTo(1);
        } finally {
            pool.shutdown();
        }
    }

    /** However the two meet: before, while and after the result comes. */
    @Test
    void resultMustNeverBeMissed() throws InterruptedException {
        @SuppressWarnings({"unchecked", "rawtypes"})
        WaitersFuture<Integer>[] futures = new WaitersFuture[MEETINGS];
        for (int i = 0; i < MEETINGS; i++) {
            futures[i] = new WaitersFuture<>();
        }
        Thread bringer = new Thread(() -> {
            for (int i = 0; i < MEETINGS; i++) {
                int value = i;
                futures[i].completeSoon(() -> futures[value].complete(value));
                if (i % 7 == 0) {
                    Thread.yield();
                }
            }
        });
        bringer.start();
        for (int i = 0; i < MEETINGS; i++) {
            if (i % 3 == 0) {
                try {
                    assertThat(futures[i].get(1, TimeUnit.MICROSECONDS)).isEqualTo(i);
                } catch (ExecutionException | TimeoutException e) {
                    assertThat(e).isInstanceOf(TimeoutException.class);
                }
            }
            assertThat(futures[i].join()).isEqualTo(i);
        }
        bringer.join();
        Completions.awaitDone();
    }
}
