// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all parts of the contract have in common: each is run for every start method, and nothing may hang or leak. */
@ExtendWith(NothingLeftBehind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class PoolContract {

    /** Longer than anything takes that works. */
    static final Duration LONG = Duration.ofSeconds(20);

    abstract StartMethod startMethod();

    @BeforeAll
    void excuseTheShelf() {
        if (startMethod() == StartMethod.STANDBY) {
            NothingLeftBehind.useShelf();
        }
    }

    ProcessPool.Builder builder(int processes) {
        return ProcessPool.builder().processes(processes).startMethod(startMethod());
    }

    ProcessPool open(int processes) {
        return builder(processes).open();
    }

    <R> TaskProcess.Builder<R> process(Job<? extends R> job) {
        return TaskProcess.<R>builder(job).startMethod(startMethod());
    }

    /** A pool all of whose workers are up. */
    static ProcessPool openReady(ProcessPool.Builder builder, int processes) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(processes);
        PoolListener listener = new PoolListener() {
            @Override
            public void workerReady(WorkerInfo worker) {
                ready.countDown();
            }

            @Override
            public boolean measuresCpu() {
                return false;
            }
        };
        ProcessPool pool = builder.processes(processes).listener(listener).open();
        assertThat(ready.await(20, TimeUnit.SECONDS)).isTrue();
        return pool;
    }

    static List<Integer> upTo(int n) {
        return IntStream.range(0, n).boxed().toList();
    }
}
