// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TurnTest {

    private final List<Turn> taken = new ArrayList<>();

    private Turn take() {
        Turn turn = new Turn();
        turn.await();
        taken.add(turn);
        return turn;
    }

    private void takeAll() {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            take();
        }
    }

    @AfterEach
    void endAll() {
        taken.forEach(Turn::end);
    }

    @Test
    void nobodyMustWaitForEverForTheTurnOfOneThatHangs() {
        takeAll();
        take();
    }

    @Test
    void whoIsHurriedMustNotWaitAndKeepNoInterrupt() throws InterruptedException {
        takeAll();
        Turn next = new Turn();
        boolean[] interrupted = {true};
        Thread waiting = new Thread(() -> {
            next.await();
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        waiting.start();
        next.hurry();
        waiting.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(waiting.isAlive()).isFalse();
        assertThat(interrupted[0]).isFalse();
        next.hurry();
        next.end();
    }

    @Test
    void turnThatIsEndedTwiceMustBeGivenBackOnce() {
        takeAll();
        taken.get(0).end();
        taken.get(0).end();
        long begin = System.nanoTime();
        take();
        take(); // waits in vain: only one was free
        assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
    }
}
