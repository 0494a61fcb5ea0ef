// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpinTest {

    private final AtomicInteger looks = new AtomicInteger();

    private boolean never() {
        looks.incrementAndGet();
        return false;
    }

    @Test
    void spinWithoutTimeMustLookOnce() {
        Spin spin = new Spin(0);
        assertThat(spin.until(this::never)).isFalse();
        assertThat(looks).hasValue(1);
        assertThat(spin.until(() -> true)).isTrue();
    }

    @Test
    void whatIsThereAlreadyMustBeSeenAtTheFirstLook() {
        Spin spin = new Spin(TimeUnit.SECONDS.toNanos(60));
        assertThat(spin.until(() -> looks.incrementAndGet() == 1)).isTrue();
        assertThat(looks).hasValue(1);
    }

    @Test
    void whatComesMustEndTheWait() {
        Spin spin = new Spin(TimeUnit.SECONDS.toNanos(60));
        assertThat(spin.until(() -> looks.incrementAndGet() > 10_000)).isTrue();
        assertThat(looks).hasValue(10_001);
    }

    @Test
    void whoeverHasMovedBytesMustLookLonger() {
        long moved = 1 << 18;
        Spin spin = new Spin(1);
        long begin = System.nanoTime();
        assertThat(spin.until(this::never, moved)).isFalse();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(moved);
    }

    @Test
    void whoeverHasMovedVeryManyBytesMustNotLookForAsLongAsThatTook() {
        Spin spin = new Spin(1);
        long begin = System.nanoTime();
        assertThat(spin.until(this::never, Long.MAX_VALUE / 2)).isFalse();
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void spinThatIsSwitchedOffMustLookOnceHoweverMuchWasMoved() {
        Spin spin = new Spin(0);
        assertThat(spin.until(this::never, 1 << 20)).isFalse();
        assertThat(looks).hasValue(1);
    }

    @Test
    void lookingInVainMustGetShorterAndRecoverWhenSomethingComes() {
        long full = TimeUnit.MILLISECONDS.toNanos(64);
        Spin spin = new Spin(full);
        assertThat(timeOf(spin)).isGreaterThanOrEqualTo(full);
        long rest = 0;
        for (int i = 0; i < 9; i++) {
            rest += timeOf(spin);
        }
        // 32 + 16 + 8 + 4 + 2 + 1 + 1 + 1 + 1 = 66 of what would be 9 x 64
        assertThat(rest).isLessThan(6 * full);
        assertThat(spin.until(() -> true)).isTrue();
        assertThat(timeOf(spin)).isGreaterThanOrEqualTo(full);
    }

    @Test
    void fullTimeMustBeTriedNowAndThen() {
        long full = TimeUnit.MILLISECONDS.toNanos(16);
        Spin spin = new Spin(full);
        timeOf(spin);
        int longOnes = 0;
        for (int i = 0; i < 70; i++) {
            looks.set(0);
            long nanos = timeOf(spin);
            longOnes += nanos >= full ? 1 : 0;
        }
        assertThat(longOnes).isGreaterThanOrEqualTo(2);
    }

    private long timeOf(Spin spin) {
        long start = System.nanoTime();
        assertThat(spin.until(this::never)).isFalse();
        return System.nanoTime() - start;
    }
}
