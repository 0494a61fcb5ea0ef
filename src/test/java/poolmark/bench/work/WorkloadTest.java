// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poolmark.bench.strategy.Strategies;
import poolmark.pool.Task;

class WorkloadTest {

    @ParameterizedTest
    @ValueSource(strings = {"tutorial", "sleep", "cpu", "alloc"})
    void whatATaskReturnsMustBeWhatWasExpectedInAnotherWay(String name) throws Exception {
        Workload work = Workload.of(name, 700, 9, 1_000);
        assertThat(work.isExpected(Strategies.serial(work))).isTrue();
        assertThat(work.last().isExpected(Strategies.serial(work.last()))).isTrue();
    }

    @Test
    void tutorialMustSleepItsInputTimesTheScaleAndDouble() throws Exception {
        Workload work = Workload.of("tutorial", 5_000, 99, 0);
        assertThat(work.inputs()).containsExactly(0, 1, 2, 3, 4);
        assertThat(work.expected()).containsExactly(0, 2, 4, 6, 8);
        long begin = System.nanoTime();
        work.task().apply(4);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void resultOfCpuMustDependOnEveryStep() {
        assertThat(List.of(Spin.run(1, 1_000), Spin.run(1, 999), Spin.run(2, 1_000)))
                .doesNotHaveDuplicates();
        for (long steps : new long[] {0, 1, 2, 3, 63, 64, 65, 1_000_003}) {
            assertThat(Spin.expected(7, steps)).isEqualTo(Spin.run(7, steps));
        }
    }

    @Test
    void calibrationMustPredictTheTimeOfATask() {
        long steps = 20 * Spin.calibrate();
        long begin = System.nanoTime();
        Spin.run(3, steps);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertThat(millis).isBetween(18L, 500L);
    }

    @Test
    void wrongMissingOrMisplacedResultsMustBeNoticed() throws Exception {
        Workload work = Workload.of("sleep", 0, 3, 0);
        assertThat(work.isExpected(List.of(1, 2, 3))).isTrue();
        assertThat(work.isExpected(List.of(1, 2, 4))).isFalse();
        assertThat(work.isExpected(List.of(2, 1, 3))).isFalse();
        assertThat(work.isExpected(List.of(1, 2))).isFalse();
        assertThat(work.isExpected(null)).isFalse();
        assertThat(work.wrong(List.of(9))).hasMessageContaining("[1, 2, 3]").hasMessageContaining("[9]");
    }

    @Test
    void interruptedSleepMustEndAtOnce() {
        Task<Integer, Integer> task = Sleep.of(60_000_000);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> task.apply(1)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void workloadOfTheUserMustBeRunHereForWhatToExpect() throws Exception {
        Workload work = Workload.of(Negating.class.getName(), 1, 3, 0);
        assertThat(work.expected()).containsExactly(0, -1, -2);
    }

    /** A user's task. */
    public static final class Negating implements Task<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        /** As the command line makes it. */
        public Negating() {}

        @Override
        public Integer apply(Integer argument) {
            return -argument;
        }
    }
}
