// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TerminalInterruptTest {

    /** A worker that is about to end by a signal took its first task, 36 ms before it was gone, and the task was lost. */
    @Test
    @Timeout(20)
    void signalThatIsBeingHandledMustBeWaitedForBeforeAWorkerBegins() throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        Thread handler = new Thread(system(), () -> awaitQuietly(handled), "SIGINT handler");
        Thread worker = new Thread(TerminalInterrupt::letEarlierOneEnd);
        handler.start();
        try {
            worker.start();
            worker.join(200);
            assertThat(worker.isAlive()).isTrue();
        } finally {
            handled.countDown();
        }
        worker.join();
        handler.join();
    }

    @Test
    @Timeout(20)
    void nothingMustBeWaitedForWhereNoSignalCame() {
        TerminalInterrupt.letEarlierOneEnd();
    }

    private static ThreadGroup system() {
        return Thread.currentThread().getThreadGroup().getParent();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
