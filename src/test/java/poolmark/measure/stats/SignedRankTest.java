// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedRankTest {

    /** Hollander and Wolfe (1973), table 3.1: depression of nine patients before therapy. */
    private static final double[] BEFORE = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};

    private static final double[] AFTER = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

    /** Darwin's maize (1876), in eighths of an inch, as in Wilcoxon's paper of 1945. */
    private static final double[] MAIZE = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

    /** Student's sleep data (1908): hours gained by the second drug over the first, with a zero and a tie. */
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    @Test
    void depressionDataMustGiveWhatRPrints() {
        // R: wilcox.test(x, y, paired = TRUE, alternative = "greater") prints V = 40, p-value = 0.01953;
        // with conf.int = TRUE, two-sided, 0.010 to 0.786 round the pseudo-median 0.46
        double[] differences = differences(AFTER, BEFORE);
        assertThat(SignedRank.pGreater(differences)).isEqualTo(10 / 512.0);
        Estimate shift = HodgesLehmann.paired(differences, 0.025);
        assertThat(shift.value()).isCloseTo(0.46, within(1e-12));
        assertThat(shift.low()).isCloseTo(0.010, within(1e-12));
        assertThat(shift.high()).isCloseTo(0.786, within(1e-12));
    }

    @Test
    void maizeOfDarwinMustGiveThePublishedValue() {
        // R: wilcox.test(d) prints V = 96, p-value = 0.04126
        assertThat(2 * SignedRank.pGreater(MAIZE)).isEqualTo(0.041259765625);
        assertThat(HodgesLehmann.paired(MAIZE, 0.025)).isEqualTo(new Estimate(25, 4, 41.5));
    }

    @Test
    void sleepDataMustGiveTheExactValueInSpiteOfTieAndZero() {
        // Of nine signs that count all are positive: 1 of 512 patterns (0.003906 on both sides)
        assertThat(SignedRank.pGreater(SLEEP)).isEqualTo(1 / 512.0);
    }

    @Test
    void pValueMustBeThatOfCountingAllPatternsOfSigns() {
        Random random = new Random(1959);
        for (int trial = 0; trial < 200; trial++) {
            double[] differences = random.doubles(1 + random.nextInt(9))
                    .map(number -> Math.rint(8 * (number - 0.4)))
                    .toArray();
            assertThat(SignedRank.pGreater(differences))
                    .as(Arrays.toString(differences))
                    .isCloseTo(counted(differences), within(1e-12));
        }
    }

    /** By definition: of all signs that the sizes could have had, the share with a sum of ranks as high. */
    private static double counted(double[] differences) {
        int patterns = 1 << differences.length;
        double observed = positive(differences);
        int asHigh = 0;
        for (int pattern = 0; pattern < patterns; pattern++) {
            double[] turned = new double[differences.length];
            for (int index = 0; index < turned.length; index++) {
                int sign = (pattern >> index & 1) == 0 ? 1 : -1;
                turned[index] = sign * Math.abs(differences[index]);
            }
            asHigh += positive(turned) >= observed - 1e-9 ? 1 : 0;
        }
        return (double) asHigh / patterns;
    }

    private static double positive(double[] differences) {
        double sum = 0;
        for (double one : differences) {
            if (one > 0) {
                double below = Arrays.stream(differences)
                        .filter(other -> Math.abs(other) < one)
                        .count();
                double equal = Arrays.stream(differences)
                        .filter(other -> Math.abs(other) == one)
                        .count();
                sum += below + (equal + 1) / 2;
            }
        }
        return sum;
    }

    @Test
    void pValueMustBeThatOfTheLibraryWhereThatIsExact() {
        Random random = new Random(1945);
        for (int n = 1; n <= 30; n++) {
            double[] differences = random.doubles(n).map(number -> number - 0.3).toArray();
            double library = WilcoxonSignedRankTest.withDefaults()
                    .with(AlternativeHypothesis.GREATER_THAN)
                    .test(differences)
                    .getPValue();
            assertThat(SignedRank.pGreater(differences)).isCloseTo(library, within(1e-9));
        }
    }

    @Test
    void manyDifferencesMustGiveNearlyTheExactValue() {
        double[] differences =
                new Random(7).doubles(201).map(number -> number - 0.45).toArray();
        double exact = SignedRank.pGreater(Arrays.copyOf(differences, 200));
        assertThat(SignedRank.pGreater(differences)).isCloseTo(exact, within(0.02));
        assertThat(SignedRank.critical(201, 0.05)).isBetween(SignedRank.critical(200, 0.05), 201 * 202 / 4);
    }

    @ParameterizedTest
    @CsvSource({
        // Table of the signed rank test, one-sided (Wilcoxon 1945; Conover, table A12): reject at sums up to that
        "4, 0.05, -1",
        "5, 0.05, 0",
        "6, 0.05, 2",
        "7, 0.05, 3",
        "8, 0.05, 5",
        "9, 0.05, 8",
        "10, 0.05, 10",
        "20, 0.05, 60",
        "7, 0.01, 0",
        "10, 0.01, 5",
        "20, 0.01, 43",
        "10, 0.025, 8",
        "15, 0.025, 25",
    })
    void criticalValuesMustBeThoseOfTheTables(int n, double alpha, int critical) {
        assertThat(SignedRank.critical(n, alpha)).isEqualTo(critical);
    }

    @Test
    void noChangeMustBeNoEvidence() {
        assertThat(SignedRank.pGreater(new double[] {0, 0, 0})).isEqualTo(1);
        assertThat(SignedRank.pGreater(new double[0])).isEqualTo(1);
    }

    private static double[] differences(double[] from, double[] to) {
        double[] differences = new double[from.length];
        Arrays.setAll(differences, index -> to[index] - from[index]);
        return differences;
    }
}
