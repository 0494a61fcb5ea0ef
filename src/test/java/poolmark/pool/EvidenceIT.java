// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a task had used when its worker ended: it tells a loop from a deadlock. */
class EvidenceIT extends FaultCase {

    private static final Pattern EVIDENCE = Pattern.compile("it had run for (\\d+\\.\\d{3}) s"
            + " and used at least (\\d+\\.\\d\\d) s of CPU time \\(looked at (\\d+\\.\\d) s before its end\\), with ");

    /** Times in seconds. */
    private record Used(double wall, double cpu, double lookedBefore) {

        static Used of(Throwable failure) {
            Matcher found = EVIDENCE.matcher(failure.getMessage());
            assertThat(found.find()).as(failure.getMessage()).isTrue();
            return new Used(
                    Double.parseDouble(found.group(1)),
                    Double.parseDouble(found.group(2)),
                    Double.parseDouble(found.group(3)));
        }
    }

    private TaskTimeoutException timeout(Task<Integer, Integer> task) throws Exception {
        try (ProcessPool pool = openReady(builder(1).taskTimeout(Duration.ofMillis(1_500)), 1)) {
            return catchThrowableOfType(TaskTimeoutException.class, () -> pool.apply(task, 600_000));
        }
    }

    @Test
    void endlessLoopMustBeToldByItsCpuTime() throws Exception {
        Used used = Used.of(timeout(Tasks::spin));
        assertThat(used.wall()).isBetween(1.5, 30.0);
        assertThat(used.cpu()).isBetween(0.1, used.wall());
        assertThat(used.lookedBefore()).as("looked right before the kill").isLessThan(1.0);
    }

    @Test
    void taskThatWaitsForEverMustBeToldByItsCpuTime() throws Exception {
        Used used = Used.of(timeout(Tasks::sleep));
        assertThat(used.wall()).isBetween(1.5, 30.0);
        assertThat(used.cpu()).isLessThan(0.5);
    }

    @Test
    void crashMustTellTheCpuTimeOfItsTaskAlone() throws Exception {
        try (ProcessPool pool = openReady(builder(1).maxHeap("64m"), 1)) {
            pool.apply(EvidenceIT::burn, 700);
            WorkerCrashedException failure = catchThrowableOfType(
                    WorkerCrashedException.class, () -> pool.apply(EvidenceIT::sleepAndHalt, 1_300));
            assertThat(failure).hasMessageContaining("with heap setting -Xmx64m");
            assertThat(Used.of(failure).cpu()).isLessThan(0.5);
        }
    }

    @Test
    void processThatDiesMustTellItsCpuTime() throws Exception {
        TaskProcess<Integer> process = TaskProcess.start(() -> {
            burn(900);
            return sleepAndHalt(1);
        });
        Used used = Used.of(catchThrowableOfType(WorkerCrashedException.class, process::join));
        assertThat(used.wall()).isBetween(0.9, 30.0);
        assertThat(used.cpu()).isBetween(0.1, used.wall() + 1);
    }

    @Test
    void shortTaskMustTellNothingOfItsCpuTime() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            // a JVM that halts may take a third of a second over it, one that is killed does not; on a busy machine
            // even this
            // one may live long enough to be looked at: another attempt
            await().atMost(LONG).untilAsserted(() -> {
                WorkerCrashedException failure =
                        catchThrowableOfType(WorkerCrashedException.class, () -> pool.apply(Tasks::signalSelf, 9));
                assertThat(failure)
                        .hasMessageContaining("it had run for 0.0")
                        .hasMessageContaining(" s, with the JVM's default heap");
            });
        }
    }

    private static int burn(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return millis;
    }

    private static int sleepAndHalt(int millis) throws InterruptedException {
        Thread.sleep(millis);
        Runtime.getRuntime().halt(7);
        return millis;
    }
}
