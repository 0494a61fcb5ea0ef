// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What the fault tests have in common; they take fresh JVMs, as a fault is the same for every start method. */
abstract class FaultCase extends PoolContract {

    @Override
    StartMethod startMethod() {
        return StartMethod.SPAWN;
    }

    static Set<Long> pids(ProcessPool pool) {
        return pool.workers().stream().map(WorkerInfo::pid).collect(Collectors.toSet());
    }

    /** As many live workers as there should be, and all of them do work. */
    static void assertWhole(ProcessPool pool) {
        assertThat(pool.map(Tasks::twice, upTo(40), 1))
                .isEqualTo(upTo(40).stream().map(x -> 2 * x).toList());
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(pool.workers()).hasSize(pool.processes()).allMatch(WorkerInfo::alive));
    }

    /** All workers have mapped their memory, and short tasks have shown that several may be sent ahead. */
    final ProcessPool openShared(ProcessPool.Builder builder, int processes) throws Exception {
        ProcessPool pool = openReady(builder, processes);
        share(pool);
        return pool;
    }

    static void share(ProcessPool pool) {
        await().atMost(LONG).untilAsserted(() -> {
            pool.map(Tasks::sleep, Collections.nCopies(4 * pool.processes(), 5), 1);
            assertThat(pids(pool))
                    .allSatisfy(pid -> assertThat(SharedWords.isMapped(pid)).isTrue());
        });
        pool.map(Tasks::twice, upTo(5_000), 1);
    }

    /** How many of these calls have ended with the end of their worker; all others return. */
    static int countCrashes(List<CompletableFuture<Integer>> all) {
        int crashes = 0;
        for (CompletableFuture<Integer> one : all) {
            Throwable failure = catchThrowable(() -> one.get(60, TimeUnit.SECONDS));
            if (failure != null) {
                assertThat(failure).hasCauseInstanceOf(WorkerCrashedException.class);
                crashes++;
            }
        }
        return crashes;
    }

    /** For user code in the parent that is held up; who interrupts its thread finds the flag set. */
    static void awaitUnharmed(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void assertNames(Throwable failure, WorkerInfo worker) {
        assertThat(failure).hasMessageContaining(worker.name()).hasMessageContaining("pid " + worker.pid());
    }

    static void killNow(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Whether a process does anything still; one that nobody has reaped does not. */
    static boolean runs(long pid) {
        char state = state(pid);
        return state != 'Z' && state != 'X';
    }

    /** Whether a process has been stopped by a signal. */
    static boolean isStopped(long pid) {
        return state(pid) == 'T';
    }

    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'X';
        }
    }

    static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
