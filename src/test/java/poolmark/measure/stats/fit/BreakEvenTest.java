// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import poolmark.measure.stats.fit.BreakEven.Kind;
import poolmark.measure.stats.fit.BreakEven.Times;

class BreakEvenTest {

    private static final double[] DURATIONS = {1e6, 10e6, 50e6};

    private static final int TASKS = 8;

    /** Times of tasks of which {@code parallel} are done at a time, for a price, with noise of some percent. */
    private static Times times(double cost, double parallel, double noise) {
        Random random = new Random(42);
        List<double[]> times = new ArrayList<>();
        for (double duration : DURATIONS) {
            double exact = cost + TASKS * duration / parallel;
            times.add(random.doubles(9)
                    .map(part -> exact * (1 + noise * (part - 0.5)))
                    .toArray());
        }
        return new Times(DURATIONS, times);
    }

    @Test
    void linesMustMeetWhereTheFormulaSays() {
        BreakEven even = BreakEven.of(times(0, 1, 0), times(60e6, 2, 0));
        assertThat(even.kind()).isEqualTo(Kind.FROM);
        // 8 d = 60 ms + 8 d / 2
        assertThat(even.duration()).isCloseTo(15e6, withPercentage(1e-6));
        assertThat(even.parallelism()).isCloseTo(2, withPercentage(1e-6));
        assertThat(even.cost()).isCloseTo(60e6, withPercentage(1e-6));
        assertThat(even.low()).isCloseTo(even.high(), withPercentage(1e-6));
    }

    @Test
    void intervalMustHoldTheTruthAndGrowWithTheNoise() {
        BreakEven quiet = BreakEven.of(times(0, 1, 0.02), times(60e6, 2, 0.02));
        BreakEven noisy = BreakEven.of(times(0, 1, 0.2), times(60e6, 2, 0.2));
        assertThat(15e6).isBetween(noisy.low(), noisy.high());
        assertThat(noisy.high() - noisy.low()).isGreaterThan(2 * (quiet.high() - quiet.low()));
    }

    @Test
    void strategyThatDoesOneTaskAtATimeMustNeverPay() {
        BreakEven even = BreakEven.of(times(0, 1, 0), times(1e6, 0.98, 0));
        assertThat(even.kind()).isEqualTo(Kind.NEVER);
        assertThat(even.duration()).isInfinite();
    }

    @Test
    void strategyWithoutAPriceMustPayAlways() {
        BreakEven even = BreakEven.of(times(1e6, 1, 0), times(0, 2, 0));
        assertThat(even.kind()).isEqualTo(Kind.ALWAYS);
        assertThat(even.duration()).isZero();
    }

    @Test
    void strategyThatMayNeverPayMustHaveAnIntervalWithoutEnd() {
        BreakEven even = BreakEven.of(times(0, 1, 0.3), times(1e6, 1.02, 0.3));
        assertThat(even.high()).isInfinite();
    }

    @Test
    void resamplingMustGiveTheSameIntervalEachTimeAndHoldTheMeanAsOftenAsItSays() {
        Random random = new Random(1);
        int held = 0;
        for (int trial = 0; trial < 100; trial++) {
            double[] drawn = random.doubles(30).toArray();
            double[] ends = Resampling.interval(
                    List.of(drawn),
                    groups -> Arrays.stream(groups.get(0)).average().orElse(0));
            held += ends[0] <= 0.5 && 0.5 <= ends[1] ? 1 : 0;
        }
        assertThat(held).isBetween(85, 100);
        double[] values = {1, 2, 3, 4, 9};
        assertThat(Resampling.interval(List.of(values), groups -> groups.get(0)[0]))
                .isEqualTo(Resampling.interval(List.of(values), groups -> groups.get(0)[0]));
    }

    @Test
    void lineThroughOnePositionMustBeRefused() {
        assertThatThrownBy(() -> Line.relative(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two different positions");
    }
}
