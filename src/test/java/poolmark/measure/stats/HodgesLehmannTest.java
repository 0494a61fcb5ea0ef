// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HodgesLehmannTest {

    private static final double HAIR = 1e-9;

    @Test
    void boundsMustBeWhereTheTestBeginsToReject() {
        Random random = new Random(1963);
        for (int trial = 0; trial < 100; trial++) {
            double[] differences = random.doubles(5 + random.nextInt(15)).toArray();
            Estimate shift = HodgesLehmann.paired(differences, 0.05);
            assertThat(SignedRank.pGreater(minus(differences, shift.low() - HAIR)))
                    .isLessThanOrEqualTo(0.05);
            assertThat(SignedRank.pGreater(minus(differences, shift.low() + HAIR)))
                    .isGreaterThan(0.05);
            assertThat(SignedRank.pGreater(negative(minus(differences, shift.high() + HAIR))))
                    .isLessThanOrEqualTo(0.05);
            assertThat(SignedRank.pGreater(negative(minus(differences, shift.high() - HAIR))))
                    .isGreaterThan(0.05);
        }
    }

    @Test
    void boundsOfTwoSamplesMustBeWhereTheTestBeginsToReject() {
        Random random = new Random(1963);
        for (int trial = 0; trial < 100; trial++) {
            double[] first = random.doubles(4 + random.nextInt(8)).toArray();
            double[] second = random.doubles(4 + random.nextInt(8)).toArray();
            Estimate shift = HodgesLehmann.shift(first, second, 0.05);
            assertThat(RankSum.pGreater(first, minus(second, shift.low() - HAIR)))
                    .isLessThanOrEqualTo(0.05);
            assertThat(RankSum.pGreater(first, minus(second, shift.low() + HAIR)))
                    .isGreaterThan(0.05);
            assertThat(RankSum.pGreater(minus(second, shift.high() + HAIR), first))
                    .isLessThanOrEqualTo(0.05);
            assertThat(RankSum.pGreater(minus(second, shift.high() - HAIR), first))
                    .isGreaterThan(0.05);
        }
    }

    @Test
    void intervalMustHoldTheTruthAsOftenAsItSays() {
        Random random = new Random(1967);
        int continuous = 0;
        int inSteps = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            double[] normal =
                    random.doubles(10).map(unused -> random.nextGaussian()).toArray();
            continuous += holdsZero(HodgesLehmann.paired(normal, 0.05));
            inSteps += holdsZero(
                    HodgesLehmann.paired(Arrays.stream(normal).map(Math::rint).toArray(), 0.05));
        }
        // 1 - 2 P(T <= 10) = 0.916 for ten values; with ties at least as much (Noether). Four standard errors: 0.0175.
        assertThat(continuous / 4_000.0).isBetween(0.898, 0.934);
        assertThat(inSteps / 4_000.0).isGreaterThan(0.898);
    }

    private static int holdsZero(Estimate estimate) {
        return estimate.low() <= 0 && estimate.high() >= 0 ? 1 : 0;
    }

    @Test
    void oneSpoiledRoundMustHardlyMoveTheEstimate() {
        double[] clean = {0.01, -0.02, 0.0, 0.02, -0.01, 0.015, -0.015, 0.005, -0.005, 0.0};
        double[] spoiled = clean.clone();
        spoiled[3] = 5;
        assertThat(Math.abs(HodgesLehmann.paired(spoiled, 0.05).value())).isLessThan(0.01);
    }

    @Test
    void tooFewValuesMustGiveNoBounds() {
        assertThat(HodgesLehmann.paired(new double[] {1, 2, 3, 4}, 0.05))
                .isEqualTo(new Estimate(2.5, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(HodgesLehmann.shift(new double[] {1}, new double[] {3}, 0.05))
                .isEqualTo(new Estimate(2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private static double[] minus(double[] values, double shift) {
        return Arrays.stream(values).map(value -> value - shift).toArray();
    }

    private static double[] negative(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }
}
