// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulerDriftTest {

    @Test
    void lastThirdMustBeComparedWithTheFirst() {
        List<RulerDrift> drifts = RulerDrift.of(readings("cpu", 100, 102, 98, 110, 118, 122, 120));
        assertThat(drifts).singleElement().satisfies(drift -> {
            assertThat(drift.readings()).isEqualTo(7);
            assertThat(drift.firstThirdNanos()).isEqualTo(101);
            assertThat(drift.lastThirdNanos()).isEqualTo(121);
            assertThat(drift.change()).isEqualTo(121 / 101.0 - 1);
            assertThat(drift.large()).isTrue();
            assertThat(drift.text()).contains("+20 %").contains("MOVED");
        });
    }

    @Test
    void machineThatStaysAsItWasMustNotBeWarnedOf() {
        assertThat(RulerDrift.of(readings("cpu", 100, 101, 99, 100, 102, 98)))
                .singleElement()
                .satisfies(drift -> {
                    assertThat(drift.large()).isFalse();
                    assertThat(drift.text()).doesNotContain("MOVED");
                });
    }

    @Test
    void machineThatJumpsToAndFroMustBeWarnedOfThoughItEndsAsItBegan() {
        assertThat(RulerDrift.of(readings("cpu", 100, 150, 100, 150, 100, 150, 100, 150, 100)))
                .singleElement()
                .satisfies(drift -> {
                    assertThat(drift.change()).isZero();
                    assertThat(drift.large()).isTrue();
                });
    }

    @Test
    void rulersMustBeKeptApartAndThoseReadTooSeldomLeftOut() {
        List<RulerReading> readings = new ArrayList<>(readings("spawn", 1, 1, 1));
        readings.addAll(readings("cpu", 5, 5));
        assertThat(RulerDrift.of(readings)).extracting(RulerDrift::ruler).containsExactly("spawn");
    }

    private static List<RulerReading> readings(String ruler, long... nanos) {
        List<RulerReading> readings = new ArrayList<>();
        for (long value : nanos) {
            readings.add(new RulerReading(ruler, readings.size() * 10L, value));
        }
        return readings;
    }
}
