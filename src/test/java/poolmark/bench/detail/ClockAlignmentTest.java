// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import poolmark.bench.detail.ClockAlignment.Exchange;

class ClockAlignmentTest {

    @Test
    void narrowestBoundsMustCount() {
        // the worker's clock is 1000 behind: sent at 5000, begun at 4010 of its own, that is 5010
        Exchange slowThere = new Exchange(5_000, 4_200, 4_300, 5_310);
        Exchange slowBack = new Exchange(6_000, 5_020, 5_030, 6_500);
        assertThat(ClockAlignment.of(List.of(slowThere))).isEqualTo(new ClockAlignment(905, 105));
        assertThat(ClockAlignment.of(List.of(slowThere, slowBack))).isEqualTo(new ClockAlignment(995, 15));
    }

    @Test
    void trueOffsetMustBeWithinTheErrorWhateverTheDelays() {
        Random random = new Random(4);
        for (int run = 0; run < 1_000; run++) {
            long offset = random.nextInt(2_000_000) - 1_000_000L;
            List<Exchange> exchanges = new ArrayList<>();
            for (int task = 0; task <= random.nextInt(10); task++) {
                long sent = random.nextInt(1_000_000);
                long started = sent + random.nextInt(500);
                long ended = started + random.nextInt(5_000);
                long received = ended + random.nextInt(500);
                exchanges.add(new Exchange(sent, started - offset, ended - offset, received));
            }
            ClockAlignment found = ClockAlignment.of(exchanges);
            assertThat(Math.abs(found.offsetNanos() - offset)).isLessThanOrEqualTo(found.errorNanos());
        }
    }
}
