// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that may run twice, and are run again when their worker dies. */
class RetryIT extends FaultCase {

    @Test
    void taskWhoseWorkerDiedMustBeRunAgain(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openReady(builder(2).crashRetries(2), 2)) {
            assertThat(pool.map(
                            x -> {
                                Tasks.mark(file, "" + x);
                                long runs = Tasks.marks(Path.of(file)).stream()
                                        .filter(("" + x)::equals)
                                        .count();
                                return x % 5 == 2 && runs < 3 ? Tasks.signalSelf(9) : x;
                            },
                            upTo(10),
                            5))
                    .isEqualTo(upTo(10));
            List<String> marks = Tasks.marks(Path.of(file));
            assertThat(marks.stream().filter("2"::equals)).hasSize(3);
            assertThat(marks.stream().filter("7"::equals)).hasSize(3);
            assertThat(marks).as("the others once").hasSize(8 + 6);
            assertWhole(pool);
        }
    }

    @Test
    void taskThatAlwaysKillsMustFailAfterSoManyRetriesAndCostTheOthersNothing(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openReady(builder(2).crashRetries(2), 2)) {
            assertThatThrownBy(() -> pool.map(
                            x -> {
                                Tasks.mark(file, "" + x);
                                return x == 3 ? Tasks.signalSelf(9) : x;
                            },
                            upTo(8),
                            4))
                    .isInstanceOf(WorkerCrashedException.class)
                    .hasMessageContaining("task 3")
                    .hasNoSuppressedExceptions();
            List<String> marks = Tasks.marks(Path.of(file));
            assertThat(marks.stream().filter("3"::equals)).hasSize(3);
            assertThat(marks).hasSize(7 + 3);
            assertWhole(pool);
        }
    }

    @Test
    void taskThatThrowsOrRunsTooLongMustNotBeRunAgain(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (ProcessPool pool = openReady(builder(1).crashRetries(3).taskTimeout(Duration.ofMillis(500)), 1)) {
            assertThatThrownBy(() -> pool.apply(() -> {
                        Tasks.mark(file, "throws");
                        throw new IOException("x");
                    }))
                    .isInstanceOf(TaskFailedException.class);
            assertThatThrownBy(() -> pool.apply(() -> {
                        Tasks.mark(file, "spins");
                        return Tasks.spin(1);
                    }))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(Tasks.marks(Path.of(file))).containsExactly("throws", "spins");
        }
    }

    @Test
    void badNumbersMustBeRefused() {
        for (int bad : new int[] {0, -1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProcessPool.builder().crashRetries(bad))
                    .withMessageContaining("" + bad);
        }
    }
}
