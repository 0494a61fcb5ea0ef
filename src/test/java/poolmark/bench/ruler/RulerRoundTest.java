// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.ruler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import poolmark.measure.stability.RulerReading;

class RulerRoundTest {

    private long now;

    @Test
    void everyRulerMustBeReadAtOnceAndThenWhenTheIntervalHasPassed() throws Exception {
        RulerRound round = new RulerRound(() -> now, Duration.ofSeconds(10));
        assertThat(round.readIfDue())
                .allSatisfy(reading -> assertThat(reading.nanos()).isPositive())
                .extracting(RulerReading::ruler)
                .containsExactly("cpu", "spawnEmptyJvm", "pipePingPong");
        now += Duration.ofSeconds(9).toNanos();
        assertThat(round.readIfDue()).isEmpty();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(round.readIfDue())
                .hasSize(3)
                .allSatisfy(reading -> assertThat(reading.atMillis()).isEqualTo(10_000));
    }

    @Test
    void rulersMustBeReadOutOfTurnWhenAskedFor() throws Exception {
        RulerRound round = new RulerRound(() -> now, Duration.ofSeconds(10));
        assertThat(round.readIfDue()).hasSize(3);
        assertThat(round.read()).hasSize(3);
    }
}
