// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poolmark.bench.strategy.Strategies;
import poolmark.pool.Task;

/** Public for its tasks, which are made by name. */
public class WorkloadTest {

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

    /** A workload of all that a user's can have. */
    public static final class Complete implements Task<String, String>, WorkerSetUp, Verified<String, String> {
        private static final long serialVersionUID = 1L;

        private static boolean ready;

        private final String suffix;

        /** As the command line makes it. */
        public Complete(Map<String, String> parameters) {
            suffix = parameters.getOrDefault("suffix", "") + parameters.size();
        }

        @Override
        public void setUp() {
            ready = true;
        }

        @Override
        public String apply(String argument) {
            return (ready ? argument : "not set up") + suffix;
        }

        @Override
        public boolean isRight(String argument, String result) {
            return result.startsWith(argument);
        }
    }

    @Test
    void parametersSetUpAndVerificationOfTheUserMustBeUsed() throws Exception {
        Complete.ready = false;
        Workload work = Workload.of(Complete.class.getName() + "?suffix=-x&b=", 1, List.of("one", "two"), 0);
        assertThat(work.expected()).isEmpty();
        assertThat(Strategies.serial(work)).containsExactly("one-x2", "two-x2");
        assertThat(work.isExpected(List.of("one?", "two?"))).isTrue();
        assertThat(work.isExpected(List.of("one?", "too"))).isFalse();
        assertThat(work.isExpected(List.of("one?"))).isFalse();
        assertThat(work.isExpected(null)).isFalse();
        assertThat(work.last().isExpected(List.of("two!"))).isTrue();
        assertThat(work.wrong(List.of("too")))
                .hasMessageContaining("verification")
                .hasMessageContaining("[too]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?suffix", "?=x", "?suffix=1&&"})
    void parametersThatAreNoneMustBeRefused(String parameters) {
        assertThatThrownBy(() -> UserTask.load(
                        Complete.class.getName() + parameters, getClass().getClassLoader()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name=value");
    }

    @Test
    void parametersForAClassThatTakesNoneMustBeRefused() {
        assertThatThrownBy(() -> UserTask.load(
                        Negating.class.getName() + "?a=1", getClass().getClassLoader()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes no parameters");
    }

    @Test
    void argumentsMustBeIntegersWhereAllAre(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("arguments");
        assertThat(Arguments.read(Files.writeString(file, "3\n\n -4 \n"))).containsExactly(3, -4);
        assertThat(Arguments.read(Files.writeString(file, "3\na b\n"))).containsExactly("3", "a b");
        Files.writeString(file, "\n \n");
        assertThatThrownBy(() -> Arguments.read(file)).hasMessageContaining("no argument");
    }
}
