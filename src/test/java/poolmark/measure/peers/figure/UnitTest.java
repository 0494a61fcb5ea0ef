// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

    @ParameterizedTest
    @CsvSource({
        "NANOS, 0.25, 0.250 ns",
        "NANOS, 999, 999 ns",
        "NANOS, 1500, 1.50 µs",
        "NANOS, 2000000000, 2.00 s",
        "NANOS, -3400000, -3.40 ms",
        "NANOS_PER_BYTE, 4, 0.250 GB/s",
        "CPU_NANOS_PER_BYTE, 4, 4.00 s/GB",
        "CPU_NANOS_PER_SECOND, 830000, 830 µs/s",
        "BYTES, 47185920, 45.0 MiB",
    })
    void valueMustBeShownInTheUnitThatPeopleRead(Unit unit, double value, String shown) {
        assertThat(unit.format(value)).isEqualTo(shown);
    }
}
