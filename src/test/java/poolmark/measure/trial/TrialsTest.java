// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import poolmark.clock.ClockFacts;
import poolmark.clock.CpuClock;

/** On the machine at hand, loaded or not: bounds that hold on every one. */
class TrialsTest {

    @Test
    void fullTrialsMustEndInTimeAndFillEverything() {
        CpuClock cpu = CpuClock.best();
        Trials trials = Trials.full(ClockFacts.of(cpu), cpu::parentNanos, 2);
        assertThat(trials.nanos()).isBetween(2_000_000_000L, 60_000_000_000L);
        assertThat(trials.clocks().cpuClocks()).hasSizeGreaterThanOrEqualTo(2).allSatisfy(clock -> {
            assertThat(clock.resolutionNanos()).isPositive();
            assertThat(clock.measuredNanos()).isGreaterThan(200_000_000L);
        });
        assertThat(trials.clocks().backwards()).isZero();
        assertThat(trials.scaling().steps()).extracting(Scaling.Step::threads).containsExactly(1, 2);
        assertThat(trials.scaling().last().delivered()).isBetween(0.2, 4.0);
        HandOver handOver = trials.handOver();
        assertThat(handOver.lowNanos()).isPositive();
        assertThat(handOver.medianNanos()).isBetween(handOver.lowNanos(), handOver.highNanos());
        assertThat(trials.wakeUp().medianNanos()).isBetween(0L, 1_000_000_000L);
        assertThat(trials.wakeUp().p99Nanos())
                .isGreaterThanOrEqualTo(trials.wakeUp().medianNanos());
        assertThat(trials.spread().rounds()).isGreaterThan(7);
        assertThat(trials.spread().waitedPart()).isBetween(0.0, 1.0);
    }

    @Test
    void spreadMustBeThatOfTheTimes() {
        Spread spread = Spread.of(new long[] {100, 100, 100, 110, 110, 110, 110, 300}, 0.25);
        assertThat(spread.medianNanos()).isEqualTo(110);
        assertThat(spread.halfQuartilePart()).isCloseTo(5 / 110.0, within(1e-9));
        assertThat(spread.worstPart()).isCloseTo(300 / 110.0, within(1e-9));
        assertThat(spread.driftPart()).isCloseTo(0.1, within(1e-9));
        assertThat(spread.waitedPart()).isEqualTo(0.25);
    }

    @Test
    void threadsMustBeTriedUpToAllProcessors() {
        assertThat(Scaling.counts(1)).containsExactly(1);
        assertThat(Scaling.counts(3)).containsExactly(1, 2, 3);
        assertThat(Scaling.counts(6)).containsExactly(1, 2, 3, 4, 6);
        assertThat(Scaling.counts(32)).containsExactly(1, 2, 3, 4, 8, 16, 32);
    }
}
