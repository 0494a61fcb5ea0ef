// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void adjustedValuesMustBeThoseOfR() {
        // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm") gives 0.05 0.08 0.09 0.09 0.09
        assertThat(Holm.adjusted(0.01, 0.02, 0.03, 0.04, 0.05))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.05, 0.08, 0.09, 0.09, 0.09);
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") gives 0.03 0.06 0.06 0.02
        assertThat(Holm.adjusted(0.01, 0.04, 0.03, 0.005))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.03, 0.06, 0.06, 0.02);
    }

    @Test
    void adjustedValuesMustRejectWhatTheStepsOfHolmReject() {
        Random random = new Random(1979);
        for (int trial = 0; trial < 200; trial++) {
            double[] values =
                    random.doubles(1 + random.nextInt(12)).map(p -> p * p * p).toArray();
            long rejected =
                    Arrays.stream(Holm.adjusted(values)).filter(p -> p <= 0.05).count();
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int steps = 0;
            while (steps < sorted.length && sorted[steps] <= 0.05 / (sorted.length - steps)) {
                steps++;
            }
            assertThat(rejected).isEqualTo(steps);
        }
    }

    @Test
    void oneTestMustStayAsItIsAndNoneGiveNothing() {
        assertThat(Holm.adjusted(0.04)[0]).isCloseTo(0.04, EXACT);
        assertThat(Holm.adjusted()).isEmpty();
        assertThat(Holm.adjusted(0.7, 0.9)).containsExactly(1, 1);
    }
}
