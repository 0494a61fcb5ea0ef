// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankSumTest {

    /** Hollander and Wolfe (1973), table 4.1: permeability of a membrane at term, and earlier. */
    private static final double[] AT_TERM = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};

    private static final double[] EARLIER = {1.15, 0.88, 0.90, 0.74, 1.21};

    @Test
    void permeabilityDataMustGiveWhatRPrints() {
        // R: wilcox.test(x, y, alternative = "greater") prints W = 35, p-value = 0.1272;
        // with conf.int = TRUE, two-sided, -0.15 to 0.76 round the difference in location 0.305
        assertThat(RankSum.pGreater(EARLIER, AT_TERM)).isCloseTo(0.1272061272, within(1e-9));
        Estimate shift = HodgesLehmann.shift(EARLIER, AT_TERM, 0.025);
        assertThat(shift.value()).isCloseTo(0.305, within(1e-12));
        assertThat(shift.low()).isCloseTo(-0.15, within(1e-12));
        assertThat(shift.high()).isCloseTo(0.76, within(1e-12));
    }

    @Test
    void pValueMustBeThatOfCountingAllSplits() {
        Random random = new Random(1947);
        for (int trial = 0; trial < 200; trial++) {
            double[] first = whole(random, 1 + random.nextInt(5));
            double[] second = whole(random, 1 + random.nextInt(5));
            assertThat(RankSum.pGreater(first, second))
                    .as(Arrays.toString(first) + Arrays.toString(second))
                    .isCloseTo(counted(first, second), within(1e-12));
        }
    }

    private static double[] whole(Random random, int n) {
        return random.doubles(n).map(number -> Math.rint(6 * number)).toArray();
    }

    /** By definition: of all ways to call as many of the values the second, the share that puts it as high. */
    private static double counted(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        double observed = wins(first, second);
        int ways = 0;
        int asHigh = 0;
        for (int pattern = 0; pattern < 1 << all.length; pattern++) {
            if (Integer.bitCount(pattern) == second.length) {
                ways++;
                asHigh += wins(chosen(all, ~pattern), chosen(all, pattern)) >= observed ? 1 : 0;
            }
        }
        return (double) asHigh / ways;
    }

    private static double[] chosen(double[] all, int pattern) {
        return java.util.stream.IntStream.range(0, all.length)
                .filter(index -> (pattern >> index & 1) == 1)
                .mapToDouble(index -> all[index])
                .toArray();
    }

    private static double wins(double[] first, double[] second) {
        double wins = 0;
        for (double low : first) {
            for (double high : second) {
                wins += high > low ? 1 : high == low ? 0.5 : 0;
            }
        }
        return wins;
    }

    @Test
    void pValueMustBeThatOfTheLibraryWhereThatIsExact() {
        Random random = new Random(1947);
        for (int n = 1; n <= 12; n++) {
            double[] first = random.doubles(n).toArray();
            double[] second = random.doubles(13 - n).map(number -> number + 0.1).toArray();
            double library = MannWhitneyUTest.withDefaults()
                    .with(AlternativeHypothesis.LESS_THAN)
                    .test(first, second)
                    .getPValue();
            assertThat(RankSum.pGreater(first, second)).isCloseTo(library, within(1e-9));
        }
    }

    @Test
    void manyValuesMustGiveNearlyTheExactResult() {
        Random random = new Random(11);
        double[] first = random.doubles(30).toArray();
        double[] second = random.doubles(31).map(number -> number + 0.1).toArray();
        double exact = RankSum.pGreater(first, Arrays.copyOf(second, 30));
        assertThat(RankSum.pGreater(first, second)).isCloseTo(exact, within(0.03));
        assertThat(RankSum.critical(30, 31, 0.05)).isBetween(RankSum.critical(30, 30, 0.05), 30 * 31 / 2);
    }

    @ParameterizedTest
    @CsvSource({
        // Mann and Whitney's table, one-sided: reject at counts up to that
        "3, 3, 0.05, 0",
        "4, 4, 0.05, 1",
        "5, 5, 0.05, 4",
        "10, 10, 0.05, 27",
        "10, 10, 0.025, 23",
        "10, 10, 0.01, 19",
        "2, 2, 0.05, -1",
        "1, 18, 0.05, -1",
        "1, 19, 0.05, 0",
    })
    void criticalValuesMustBeThoseOfTheTables(int first, int second, double alpha, int critical) {
        assertThat(RankSum.critical(first, second, alpha)).isEqualTo(critical);
    }
}
