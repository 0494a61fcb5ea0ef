// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every clock must do, run on each that this platform has. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NoChildLeft.class)
class CpuClockTest {

    private static final long MILLI = 1_000_000L;

    /** Two readings of a clock in ticks, each cut twice (user and system), and a tick that the kernel has yet to book. */
    private static final long COARSE_DOUBT_NANOS = 40 * MILLI;

    enum Way {
        NATIVE(LinuxCpu::new),
        PROCFS(ProcfsCpu::new),
        JDK(JdkCpu::new);

        private final Supplier<CpuSource> source;

        Way(Supplier<CpuSource> source) {
            this.source = source;
        }

        CpuClock open() {
            return ClockProbe.firstSound(List.of(new ClockProbe.Candidate(name(), source)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void burningMustShowInTheParent(Way way) {
        CpuClock clock = way.open();
        long before = clock.parentNanos();
        long burnt = Burning.threadNanos(200 * MILLI);
        long seen = clock.parentNanos() - before;
        assertThat(seen).isGreaterThan(burnt - COARSE_DOUBT_NANOS).isLessThan(3 * burnt);
    }

    @ParameterizedTest
    @EnumSource
    void childMustBeReadableWhileItLivesAndCountAsEndedAfterIt(Way way) throws Exception {
        CpuClock clock = way.open();
        long endedBefore = clock.endedChildrenNanos();
        try (ChildJvm child = ChildJvm.start()) {
            long before = clock.processNanos(child.pid()).orElseThrow();
            long burnt = child.burn(200);
            long alive = clock.processNanos(child.pid()).orElseThrow();
            assertThat(alive - before).isGreaterThan(burnt - COARSE_DOUBT_NANOS).isLessThan(2 * burnt);
            assertThat(clock.isUnreaped(child.pid())).isTrue();
            child.end();
            assertThat(clock.processNanos(child.pid())).isEmpty();
            assertThat(clock.isUnreaped(child.pid())).isFalse();
            long ended = clock.endedChildrenNanos() - endedBefore;
            assertThat(ended).isGreaterThan(alive - COARSE_DOUBT_NANOS).isLessThan(2 * alive);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clockMustAgreeWithTheNativeOneWithinItsResolution(Way way) throws Exception {
        CpuClock exact = CpuClock.best();
        CpuClock clock = way.open();
        try (ChildJvm child = ChildJvm.start()) {
            child.burn(50);
            long pid = child.pid();
            assertAgrees(
                    () -> clock.processNanos(pid).orElseThrow(),
                    () -> exact.processNanos(pid).orElseThrow());
            assertAgrees(clock::parentNanos, exact::parentNanos);
        }
    }

    private static void assertAgrees(LongSupplier clock, LongSupplier exact) {
        long before = exact.getAsLong();
        long seen = clock.getAsLong();
        assertThat(seen).isBetween(before - COARSE_DOUBT_NANOS, exact.getAsLong() + COARSE_DOUBT_NANOS);
    }

    @ParameterizedTest
    @EnumSource
    void idOfNoProcessMustBeRefused(Way way) {
        CpuClock clock = way.open();
        assertThatThrownBy(() -> clock.processNanos(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clock.processNanos(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(clock.processNanos(Integer.MAX_VALUE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void processThatIsNoChildMustBeReadableButNotTakenForAChild(Way way) {
        CpuClock clock = way.open();
        long launcher = ProcessHandle.current().parent().orElseThrow().pid();
        assertThat(clock.processNanos(launcher)).isNotEqualTo(OptionalLong.empty());
        assertThat(clock.isUnreaped(launcher)).isFalse();
    }

    @Test
    void bestClockMustBeTheNativeOneAndFine() {
        CpuClock best = CpuClock.best();
        assertThat(best.name()).isEqualTo("linux clock_gettime");
        assertThat(best.note()).isEmpty();
        assertThat(best.resolutionNanos()).isBetween(1L, MILLI);
        assertThat(CpuClock.best()).isSameAs(best);
    }
}
