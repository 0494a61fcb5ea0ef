// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StandardErrorTest {

    /** A stream at which the heap is full for a while. */
    private static final class Full extends ByteArrayInputStream {

        private final AtomicInteger looks = new AtomicInteger();

        private Full(String text) {
            super(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public synchronized int available() {
            if (looks.incrementAndGet() < 3) {
                throw new OutOfMemoryError("as if");
            }
            return super.available();
        }
    }

    @Test
    void linesMustBeReadOnWhenTheHeapWasFullAtFirst() {
        List<String> lines = new CopyOnWriteArrayList<>();
        StandardError errors = new StandardError(lines::add);
        errors.open(new Full("one\ntwo\n"));
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> lines.size() == 2);
        } finally {
            errors.close();
        }
        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void lineThatTheHeapHasNoRoomForMustNotGrowOn() {
        List<String> lines = new CopyOnWriteArrayList<>();
        AtomicInteger taken = new AtomicInteger();
        StandardError errors = new StandardError(line -> {
            if (taken.incrementAndGet() == 1) {
                throw new OutOfMemoryError("as if");
            }
            lines.add(line);
        });
        errors.open(new ByteArrayInputStream("x".repeat(300_000).getBytes(StandardCharsets.US_ASCII)));
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> lines.size() >= 3);
        } finally {
            errors.close();
        }
        assertThat(lines).allMatch(line -> line.length() <= 1 << 16);
    }
}
