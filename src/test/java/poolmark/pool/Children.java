// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Processes that tasks start: each time a shell, and below it one that would sleep for a quarter of an hour. */
final class Children {

    private Children() {}

    /** Starts them and appends both process ids to a file. */
    static int start(String file) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; wait").start();
        String sleeper = shell.inputReader().readLine();
        Tasks.mark(file, shell.pid() + "\n" + sleeper);
        return 1;
    }

    static int startAndSpin(String file) throws IOException {
        start(file);
        return Tasks.spin(1);
    }

    /** Waits until so many tasks have told theirs. */
    static List<Long> awaitOf(int tasks, Path file) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> pids(file), pids -> pids.size() == 2 * tasks);
    }

    static List<Long> pids(Path file) throws IOException {
        return Tasks.marks(file).stream().map(Long::valueOf).toList();
    }

    static void assertSoonGone(List<Long> pids) {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> pids.stream().noneMatch(FaultCase::runs));
    }
}
