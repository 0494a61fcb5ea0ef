// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    /** The ranks that tables of the sign test's interval give for 95 %, such as in Conover, "Practical Nonparametric Statistics". */
    @ParameterizedTest
    @CsvSource({
        "6, 1, 0.969",
        "8, 1, 0.992",
        "9, 2, 0.961",
        "10, 2, 0.979",
        "15, 4, 0.965",
        "20, 6, 0.959",
        "25, 8, 0.957"
    })
    void medianMustHaveTheRanksOfTheTables(int n, int rank, double confidence) {
        double[] values =
                IntStream.rangeClosed(1, n).mapToDouble(value -> value).toArray();
        Interval median = Interval.ofMedian(values);
        assertThat(median.low()).isEqualTo(rank);
        assertThat(median.high()).isEqualTo(n + 1.0 - rank);
        assertThat(median.confidence()).isCloseTo(confidence, within(0.001));
        assertThat(median.value()).isEqualTo((n + 1) / 2.0);
    }

    @Test
    void medianOfFewMustTellTheConfidenceThatItHas() {
        Interval median = Interval.ofMedian(3, 1, 2);
        assertThat(median.low()).isEqualTo(1);
        assertThat(median.high()).isEqualTo(3);
        assertThat(median.confidence()).isEqualTo(0.75);
        assertThat(Interval.ofMedian(7).confidence()).isZero();
        assertThat(Interval.ofMedian(7).low()).isEqualTo(7);
    }

    /** Student's own data on sleep (Biometrika 6, 1908), whose interval R's t.test gives as 0.7001142 to 2.4598858. */
    @Test
    void meanMustHaveTheIntervalOfStudentsSleepData() {
        Interval mean = Interval.ofMean(1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4);
        assertThat(mean.value()).isCloseTo(1.58, within(1e-12));
        assertThat(mean.low()).isCloseTo(0.7001142, within(1e-6));
        assertThat(mean.high()).isCloseTo(2.4598858, within(1e-6));
    }
}
