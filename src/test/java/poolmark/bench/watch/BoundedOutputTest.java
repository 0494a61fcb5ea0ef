// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedOutputTest {

    private static final int LIMIT = BoundedOutput.LIMIT_MEBIBYTES * 1_048_576;

    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private final AtomicInteger floods = new AtomicInteger();

    @Test
    void allMustPassUpToTheLimitAndNothingBeyondItAndTheFloodBeToldOnce() throws IOException {
        try (BoundedOutput bounded = new BoundedOutput(target, floods::incrementAndGet)) {
            bounded.write(new byte[LIMIT - 1]);
            bounded.write(1);
            assertThat(target.size()).isEqualTo(LIMIT);
            assertThat(floods).hasValue(0);
            bounded.write(1);
            bounded.write(new byte[1_000]);
        }
        assertThat(target.size()).isEqualTo(LIMIT);
        assertThat(floods).hasValue(1);
    }
}
