// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BallastTest {

    private static final long MEBIBYTE = 1 << 20;

    @Test
    void theShareMustBeOfWhatTheWorkerUsesWithoutIt() {
        assertThat(Ballast.missing(50 * MEBIBYTE, 0, 0.2)).isEqualTo(10 * MEBIBYTE);
        assertThat(Ballast.missing(60 * MEBIBYTE, 10 * MEBIBYTE, 0.2)).isZero();
    }

    @Test
    void itMustGrowWithTheWorker() {
        assertThat(Ballast.missing(70 * MEBIBYTE, 10 * MEBIBYTE, 0.2)).isEqualTo(2 * MEBIBYTE);
    }

    @Test
    void whereNobodyTellsThereMustBeNone() {
        assertThat(Ballast.missing(0, 0, 0.2)).isZero();
    }
}
