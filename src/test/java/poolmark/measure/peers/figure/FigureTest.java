// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void eachRoundMustCountOnceHoweverManySamplesItHas() {
        Figure figure = Figure.of(List.of(new double[] {1, 1, 1, 1, 1}, new double[] {5}, new double[] {9, 9}));
        assertThat(figure).isEqualTo(new Figure(5, 3, 7, 3, 8));
    }

    @Test
    void quartilesMustBeThoseOfTheCommonDefinition() {
        // R: quantile(c(1, 2, 4, 8), type = 7)
        Figure figure = Figure.of(List.of(new double[] {8}, new double[] {1}, new double[] {4}, new double[] {2}));
        assertThat(figure.lowerQuartile()).isEqualTo(1.75);
        assertThat(figure.median()).isEqualTo(3);
        assertThat(figure.upperQuartile()).isEqualTo(5);
    }

    @Test
    void roundWithoutSamplesMustNotCount() {
        assertThat(Figure.of(List.of(new double[0], new double[] {3})).rounds()).isEqualTo(1);
    }

    @Test
    void nothingMeasuredMustBeNoFigure() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.of(List.of(new double[0])));
    }

    @Test
    void samplesMustStayInTheirOrder() {
        double[] samples = {3, 1, 2};
        Figure.of(List.of(samples));
        assertThat(samples).containsExactly(3, 1, 2);
    }
}
