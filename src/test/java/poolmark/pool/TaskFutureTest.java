// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import poolmark.pool.wire.Loan;

class TaskFutureTest {

    @Test
    void copyOfAnArgumentMustBeGoneBeforeItsCallerIsToldTheResult() {
        TaskFuture<Integer> future = TaskFuture.forUser();
        Loan copy = future.lend(new byte[] {1, 2});
        CompletableFuture<Boolean> wasGone = future.thenApply(x -> copy.isOver());
        future.succeed(1);
        assertThat(wasGone.join()).isTrue();
    }

    @Test
    void copyOfAnArgumentMustBeKeptForAWorkerThatStillReadsItWhenItsCallerCancels() {
        TaskFuture<Integer> future = TaskFuture.forUser();
        Loan copy = future.lend(new byte[] {1, 2});
        future.cancel(false);
        assertThat(copy.isOver()).isFalse();
    }

    @Test
    void arrayOfACallerWhoWaitsMustBeHisUntilHeTakesItBack() {
        TaskFuture<Integer> future = TaskFuture.forCaller();
        Loan lent = future.lend(new byte[] {1, 2});
        future.succeed(1);
        assertThat(lent.isOver()).isFalse();
        future.takeBackLent();
        assertThat(lent.isOver()).isTrue();
    }
}
