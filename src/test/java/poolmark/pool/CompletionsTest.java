// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CompletionsTest {

    @Test
    void futureMustBeCompletedWhenTheHeapWasFullAtFirst() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        AtomicInteger attempts = new AtomicInteger();
        Completions.add(future, () -> {
            if (attempts.incrementAndGet() < 3) {
                throw new OutOfMemoryError("as if");
            }
            future.complete(1);
        });
        assertThat(future.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(1);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void thoseWhoWaitMustBeToldThoughTheHeapWasFullWhileTheFirstOfThemWas() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        CompletableFuture<Integer> told = new CompletableFuture<>();
        AtomicInteger attempts = new AtomicInteger();
        Completions.add(future, () -> {
            future.complete(1);
            if (attempts.incrementAndGet() == 1) {
                throw new OutOfMemoryError("as if");
            }
            told.complete(2);
        });
        assertThat(told.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(2);
    }
}
