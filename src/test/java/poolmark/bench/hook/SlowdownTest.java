// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowdownTest {

    private static final String MAP = "poolmark.bench.StrategyBenchmark.poolMap";

    private static final List<String> SLEEPS = List.of("sleep", "24");

    @AfterEach
    void forget() {
        System.clearProperty(Slowdown.PROPERTY);
    }

    @Test
    void nothingMustGetWorseUnasked() {
        assertThat(Slowdown.of(MAP, SLEEPS)).isEmpty();
    }

    @Test
    void onlyTheNamedBenchmarkMustGetWorse() {
        System.setProperty(Slowdown.PROPERTY, "StrategyBenchmark.poolMap:wall=15,LifecycleBenchmark.close:cpu=20");
        assertThat(Slowdown.of(MAP, SLEEPS))
                .contains(new Slowdown("StrategyBenchmark.poolMap", "", Slowdown.Kind.WALL, 15));
        assertThat(Slowdown.of("poolmark.bench.LifecycleBenchmark.close", SLEEPS))
                .contains(new Slowdown("LifecycleBenchmark.close", "", Slowdown.Kind.CPU, 20));
        assertThat(Slowdown.of("poolmark.bench.StrategyBenchmark.poolMapTwice", SLEEPS))
                .isEmpty();
        assertThat(Slowdown.of("poolmark.bench.AnotherStrategyBenchmark.poolMap", SLEEPS))
                .isEmpty();
    }

    @Test
    void onlyCellsOfTheNamedValueMustGetWorse() {
        System.setProperty(Slowdown.PROPERTY, "StrategyBenchmark.poolMap@cpu:wall=15");
        assertThat(Slowdown.of(MAP, SLEEPS)).isEmpty();
        assertThat(Slowdown.of(MAP, List.of("24", "cpu")))
                .contains(new Slowdown("StrategyBenchmark.poolMap", "cpu", Slowdown.Kind.WALL, 15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "a.b:wall=0",
                "a.b:wall=-5",
                "a.b:disk=5",
                "a.b:wall",
                ":wall=5",
                "a.b:wall=5%",
                "a.b@:wall=5"
            })
    void whatCannotBeReadMustBeRefusedWithItsText(String wrong) {
        System.setProperty(Slowdown.PROPERTY, wrong);
        assertThatThrownBy(() -> Slowdown.of(MAP, SLEEPS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(wrong);
    }

    @Test
    void wallTimeMustGrowByThePartThatWasAskedFor() {
        long begin = System.nanoTime();
        new Slowdown("b", "", Slowdown.Kind.WALL, 50).lengthen(40_000_000);
        assertThat(System.nanoTime() - begin).isBetween(20_000_000L, 2_000_000_000L);
    }

    @Test
    void cpuTimeMustGrowByThePartThatWasAskedFor() {
        AtomicLong clock = new AtomicLong(1_000);
        new Slowdown("b", "", Slowdown.Kind.CPU, 20).compute(500, () -> clock.getAndAdd(10));
        assertThat(clock.get()).isBetween(1_100L, 1_130L);
    }

    @Test
    void eachKindMustLeaveTheOthersAlone() {
        AtomicLong readings = new AtomicLong();
        new Slowdown("b", "", Slowdown.Kind.WALL, 100).compute(1_000_000, readings::incrementAndGet);
        assertThat(readings).hasValue(0);
        assertThat(new Slowdown("b", "", Slowdown.Kind.CPU, 20).ballast()).isEmpty();
        long begin = System.nanoTime();
        new Slowdown("b", "", Slowdown.Kind.MEMORY, 20).lengthen(3_600_000_000_000L);
        assertThat(System.nanoTime() - begin).isLessThan(60_000_000_000L);
        assertThat(new Slowdown("b", "", Slowdown.Kind.MEMORY, 20).ballast()).isPresent();
    }
}
