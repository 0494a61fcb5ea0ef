// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.options.TimeValue;

class WarmingTest {

    private static final Path THREADS = Path.of("/proc/self/task");

    private int operations;

    @Test
    void operationsMustBeRepeatedInTurnUntilTheTimeIsUp() throws Exception {
        List<String> done = new ArrayList<>();
        long begin = System.nanoTime();
        Warming.up(params(2, TimeValue.milliseconds(25)), () -> done.add("a"), () -> done.add("b"));
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000L);
        assertThat(done.subList(0, 4)).containsExactly("a", "b", "a", "b");
    }

    @Test
    void warmingMustEndEarlyWhereNothingIsCompiled() throws Exception {
        assumeThat(THREADS).exists();
        long begin = System.nanoTime();
        Warming.up(params(2, TimeValue.seconds(60)), () -> Thread.sleep(50));
        assertThat(System.nanoTime() - begin).isLessThan(60_000_000_000L);
    }

    @Test
    void nothingMustBeDoneWhereNobodyGivesATime() throws Exception {
        Warming.up(params(1, TimeValue.NONE), () -> operations++);
        assertThat(operations).isZero();
    }

    @Test
    void nothingMustBeDoneWhereNoWarmupIsWanted() throws Exception {
        Warming.up(params(0, TimeValue.milliseconds(50)), () -> operations++);
        assertThat(operations).isZero();
    }

    @Test
    void timeOfTheCompilersMustBeFoundAndNeverShrink() {
        assumeThat(THREADS).exists();
        CompilerThreads compilers = new CompilerThreads();
        long before = compilers.cpuNanos().orElseThrow();
        assertThat(before).isPositive();
        assertThat(compilers.cpuNanos().orElseThrow()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void systemThatDoesNotTellMustBeNoError(@TempDir Path empty) {
        assertThat(new CompilerThreads(empty).cpuNanos()).isEmpty();
        assertThat(new CompilerThreads(empty.resolve("none")).cpuNanos()).isEmpty();
    }

    private static IterationParams params(int count, TimeValue time) {
        return new IterationParams(IterationType.WARMUP, count, time, 1);
    }
}
