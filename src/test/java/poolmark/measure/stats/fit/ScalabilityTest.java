// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScalabilityTest {

    /** Throughput of the Cisco benchmark with 1 to 32 clients, in Schwartz, "Practical Scalability Analysis with the USL". */
    private static final double[] CISCO = {
        955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8, 7867.61, 8278.71, 8646.7,
        9047.84, 9426.55, 9645.37, 9897.24, 10097.6, 10240.5, 10532.39, 10798.52, 11151.43, 11518.63, 11806, 12089.37,
        12075.41, 12177.29, 12211.41, 12158.93, 12155.27, 12118.04, 12140.4, 12074.39
    };

    private static double[] upTo(int most) {
        return IntStream.rangeClosed(1, most).mapToDouble(n -> n).toArray();
    }

    @Test
    void ciscoBenchmarkMustHaveTheParametersOfTheBook() {
        Scalability law = Scalability.of(upTo(32), CISCO).model();
        assertThat(law.sigma()).isCloseTo(0.02671591, withPercentage(0.02));
        assertThat(law.kappa()).isCloseTo(7.690945e-4, withPercentage(0.02));
        assertThat(law.lambda()).isCloseTo(995.6486, withPercentage(0.02));
        assertThat(Math.floor(law.peak())).isEqualTo(35);
        assertThat(law.at(35)).isCloseTo(12341, withPercentage(0.02));
        assertThat(law.sigmaError()).isBetween(0.0, 0.01);
    }

    @Test
    void fewNumbersOfWorkersMustBeRefusedWithTheReason() {
        Scalability.Search search = Scalability.of(upTo(4), new double[] {1, 1.9, 1.9, 1.9});
        assertThat(search.model()).isNull();
        assertThat(search.refusal()).contains("6", "4");
    }

    @Test
    void speedUpBeyondProportionMustBeRefused() {
        double[] workers = upTo(8);
        double[] better =
                IntStream.rangeClosed(1, 8).mapToDouble(n -> n * (1 + 0.2 * n)).toArray();
        Scalability.Search search = Scalability.of(workers, better);
        assertThat(search.model()).isNull();
        assertThat(search.refusal()).contains("more than in proportion");
    }
}
