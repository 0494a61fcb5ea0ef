// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a JVM with pools ends, its workers end with it, whatever they are doing. */
class OrphanIT extends FaultCase {

    /** What the contract promises. */
    private static final long PROMISED_NANOS = TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @ValueSource(strings = {"SIGKILL", "SIGTERM", "SIGINT", "return", "throw", "exit", "halt"})
    void noWorkerMustOutliveItsParent(String end) throws Exception {
        assumeThat(end.startsWith("SIG") && Tasks.isIgnored(signal(end)))
                .as("this run ignores " + end)
                .isFalse();
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrphanMain.class.getName(),
                        end)
                .redirectErrorStream(true)
                .start();
        Set<Long> workers = Set.of();
        try (BufferedReader out = parent.inputReader()) {
            String line = out.readLine();
            assertThat(line).startsWith("workers ");
            workers = Arrays.stream(line.substring("workers ".length()).split(" "))
                    .map(Long::valueOf)
                    .collect(Collectors.toSet());
            assertThat(workers).hasSizeGreaterThanOrEqualTo(9);
            if (end.startsWith("SIG")) {
                assertThat(workers).allMatch(FaultCase::runs);
                Tasks.signal(parent.pid(), signal(end));
            }
            assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
            long ended = System.nanoTime();
            assertThat(parent.exitValue()).as("exit code").isEqualTo(exitCode(end));
            while (workers.stream().anyMatch(FaultCase::runs) && System.nanoTime() - ended < 10 * PROMISED_NANOS) {
                Thread.sleep(5);
            }
            long took = System.nanoTime() - ended;
            System.out.printf(
                    "%s: %d workers were gone %d ms after their parent%n", end, workers.size(), took / 1_000_000);
            assertThat(workers.stream().filter(FaultCase::runs)).as("orphans").isEmpty();
            assertThat(took).isLessThan(PROMISED_NANOS);
        } finally {
            parent.destroyForcibly().waitFor();
            workers.forEach(FaultCase::killNow);
        }
    }

    private static int exitCode(String end) {
        return switch (end) {
            case "return" -> 0;
            case "throw" -> 1;
            case "exit" -> 3;
            case "halt" -> 4;
            default -> 128 + signal(end);
        };
    }

    private static int signal(String name) {
        return switch (name) {
            case "SIGINT" -> 2;
            case "SIGTERM" -> 15;
            default -> 9;
        };
    }

    @Test
    void workersOfAWorkerMustEndWithIt() throws Exception {
        Set<Long> grandchildren;
        try (ProcessPool pool = openReady(builder(1), 1)) {
            grandchildren = Set.copyOf(pool.apply(() -> {
                ProcessPool inner = ProcessPool.open(2);
                inner.apply(Tasks::twice, 1);
                inner.applyAsync(Tasks::spin, 1);
                return inner.workers().stream().map(WorkerInfo::pid).toList();
            }));
            assertThat(grandchildren).hasSize(2).allMatch(FaultCase::runs);
            pids(pool).forEach(FaultCase::killNow);
            long killed = System.nanoTime();
            while (grandchildren.stream().anyMatch(FaultCase::runs)
                    && System.nanoTime() - killed < 10 * PROMISED_NANOS) {
                Thread.sleep(5);
            }
            assertThat(System.nanoTime() - killed).isLessThan(PROMISED_NANOS);
        }
    }
}
