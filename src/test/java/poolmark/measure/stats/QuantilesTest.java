// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantilesTest {

    @Test
    void quantilesMustBeThoseOfR() {
        // R: quantile(c(1, 2, 4, 8), c(0.25, 0.5, 0.75)) gives 1.75, 3, 5
        double[] values = {1, 2, 4, 8};
        assertThat(Quantiles.of(values, 0.25)).isEqualTo(1.75);
        assertThat(Quantiles.of(values, 0.5)).isEqualTo(3);
        assertThat(Quantiles.of(values, 0.75)).isEqualTo(5);
        assertThat(Quantiles.of(new double[] {7}, 0.9)).isEqualTo(7);
    }

    @Test
    void orderMustNotMatterAndTheValuesMustStayInTheirs() {
        double[] values = {8, 1, 4, 2};
        assertThat(Quantiles.median(values)).isEqualTo(3);
        assertThat(Quantiles.spread(values)).isEqualTo((5 - 1.75) / 2 / 3);
        assertThat(values).containsExactly(8, 1, 4, 2);
    }

    @Test
    void spreadOfNothingMustBeNone() {
        assertThat(Quantiles.spread(0, 0, 0)).isZero();
    }
}
