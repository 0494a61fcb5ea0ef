// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import poolmark.bench.chaos.Chaos;

@ExtendWith(NothingLeftBehind.class)
class ChaosIT {

    private static final int SECONDS = 6;

    @Test
    void everyCallTaskAndKillMustBeAccountedFor() throws Exception {
        ByteArrayOutputStream account = new ByteArrayOutputStream();
        boolean explained = Chaos.run(SECONDS, 20261123, new PrintStream(account, true, StandardCharsets.UTF_8));
        assertThat(explained).as(account.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
