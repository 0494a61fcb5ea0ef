// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How a clock is chosen, with sources that fail in the ways that real ones do. */
class ClockProbeTest {

    private static final Supplier<CpuSource> SOUND = () -> new Faked(System::nanoTime, "only a test");

    /** A source whose times all come from one supplier. */
    private record Faked(LongSupplier nanos, String limits) implements CpuSource {

        @Override
        public long parentNanos() {
            return nanos.getAsLong();
        }

        @Override
        public OptionalLong processNanos(long pid) {
            return OptionalLong.of(nanos.getAsLong());
        }

        @Override
        public boolean isUnreaped(long pid) {
            return false;
        }

        @Override
        public long endedChildrenNanos() {
            return nanos.getAsLong();
        }
    }

    private static CpuClock choose(String name, Supplier<CpuSource> first) {
        return ClockProbe.firstSound(
                List.of(new ClockProbe.Candidate(name, first), new ClockProbe.Candidate("sound", SOUND)));
    }

    @Test
    void firstSoundClockMustBeTaken() {
        CpuClock clock = choose("first", SOUND);
        assertThat(clock.name()).isEqualTo("first");
        assertThat(clock.note()).isEqualTo("only a test");
        assertThat(clock.resolutionNanos()).isPositive();
        assertThat(clock.costNanos()).isPositive().isEqualTo(clock.costNanos());
    }

    @Test
    void clockWhoseLibraryDoesNotLoadMustBePassedOverWithTheReason() {
        CpuClock clock = choose("unloadable", () -> {
            throw new UnsatisfiedLinkError("no jnidispatch");
        });
        assertThat(clock.name()).isEqualTo("sound");
        assertThat(clock.note()).contains("unloadable", "no jnidispatch", "only a test");
    }

    @Test
    void clockThatGoesBackwardsMustBePassedOver() {
        CpuClock clock = choose("backward", () -> new Faked(() -> Long.MAX_VALUE - System.nanoTime(), ""));
        assertThat(clock.note()).contains("passed over backward", "back to");
    }

    @Test
    void clockThatStandsStillMustBePassedOver() {
        CpuClock clock = choose("still", () -> new Faked(() -> 42, ""));
        assertThat(clock.note()).contains("passed over still", "stands still at 42 ns");
    }

    @Test
    void clockThatIsNegativeMustBePassedOver() {
        CpuClock clock = choose("negative", () -> new Faked(() -> -1, ""));
        assertThat(clock.note()).contains("passed over negative");
    }

    @Test
    void probeMustGiveAllReasonsWhenNothingWorks() {
        List<ClockProbe.Candidate> none = List.of(
                new ClockProbe.Candidate("one", () -> new Faked(() -> -1, "")), new ClockProbe.Candidate("two", () -> {
                    throw new UnsupportedOperationException("not here");
                }));
        assertThatThrownBy(() -> ClockProbe.firstSound(none))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("one", "two", "not here");
    }

    @Test
    void factsMustDescribeBothClocks() {
        ClockFacts facts = ClockFacts.of(CpuClock.best());
        assertThat(facts.wallName()).isEqualTo("System.nanoTime");
        assertThat(facts.wallResolutionNanos()).isBetween(1L, 20_000_000L);
        assertThat(facts.wallCostNanos()).isPositive();
        assertThat(facts.cpuName()).isEqualTo(CpuClock.best().name());
        assertThat(facts.cpuCostNanos()).isPositive();
        assertThat(facts.shortestReliableCpuNanos()).isEqualTo(20 * facts.cpuResolutionNanos());
    }

    @Test
    void wallClockMustRunWhileTheProcessSleeps() throws InterruptedException {
        NanoClock wall = NanoClock.system();
        long begin = wall.nanos();
        Thread.sleep(50);
        assertThat(wall.nanos() - begin).isGreaterThanOrEqualTo(49_000_000L);
    }
}
