// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import poolmark.bench.fork.ForkContext;
import poolmark.measure.result.Overhead;

class MeterCostTest {

    private static final String SAMPLES = ForkContext.PREFIX + "samples";

    /** What is done round an operation takes two readings and more; next to none of it may be within the operation. */
    @Test
    void costMustLieRoundAnOperationAndNotWithinIt() {
        Overhead overhead = MeterCost.measure();
        assertThat(overhead.readingNanos()).isPositive();
        assertThat(overhead.perOperationNanos()).isGreaterThan(overhead.readingNanos());
        assertThat(overhead.wallNanos()).isBetween(1L, overhead.perOperationNanos() / 2);
        assertThat(overhead.cpuParentNanos()).isBetween(0L, overhead.perOperationNanos());
        assertThat(overhead.cpuWorkersNanos()).as("there are none").isZero();
    }

    @Test
    void placeOfTheSamplesMustBeWhatItWas() {
        String before = System.getProperty(SAMPLES);
        MeterCost.measure();
        assertThat(System.getProperty(SAMPLES)).isEqualTo(before);
    }

    @Test
    void readingsOfNothingMustNotBecomeThoseOfSomething() {
        MeterCost.measure();
        assertThat(Readings.drain()).isEmpty();
    }
}
