// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LivingWorkersTest {

    @Test
    void processThatWasLeftMustBeNamedAndKilled() throws Exception {
        Process left = new ProcessBuilder("sleep", "60").start();
        assertThatThrownBy(LivingWorkers::requireNone)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Long.toString(left.pid()));
        assertThat(left.waitFor(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void processThatIsJustEndingMustNotBeALeftOver() throws Exception {
        Process ending = new ProcessBuilder("sleep", "0.2").start();
        assertThatCode(LivingWorkers::requireNone).doesNotThrowAnyException();
        assertThat(ending.isAlive()).isFalse();
    }

    @Test
    void watchMustSeeTheMemoryOfAProcessThatEndsMeanwhile() throws Exception {
        // the first look loads native code, which takes as long as the process lives
        assertThat(LivingWorkers.peakBytes()).isZero();
        try (LivingWorkers.PeakWatch watch = LivingWorkers.watch()) {
            assertThat(new ProcessBuilder("sleep", "0.1").start().waitFor()).isZero();
            assertThat(watch.peakBytes()).isPositive();
        }
        assertThat(LivingWorkers.peakBytes()).isZero();
    }
}
