// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import poolmark.pool.host.process.MarkedChild;

/** Workers that were started ahead of need. */
class ShelfIT extends FaultCase {

    /** So that no other test takes these from the shelf. */
    private static final String MARK = "-Dshelf=ShelfIT";

    @Override
    StartMethod startMethod() {
        return StartMethod.STANDBY;
    }

    @Override
    ProcessPool.Builder builder(int processes) {
        return super.builder(processes).jvmArgs(MARK);
    }

    private static Set<Long> ours() {
        return MarkedChild.all(MARK).stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    /** Opens and closes a pool, and gives those who wait then. */
    private Set<Long> filledShelf() {
        open(2).close();
        await().atMost(LONG).until(() -> ours().size() >= 2);
        return ours();
    }

    @Test
    void nextPoolMustTakeItsWorkersFromTheShelf() throws Exception {
        Set<Long> waiting = filledShelf();
        try (ProcessPool pool = openReady(builder(2), 2)) {
            assertThat(waiting).containsAll(pids(pool));
            assertThat(pool.workers()).allMatch(worker -> worker.name().startsWith("StandbyPoolWorker-"));
            assertWhole(pool);
            Set<Long> taken = pids(pool);
            await().atMost(LONG).until(() -> {
                Set<Long> others = ours();
                others.removeAll(taken);
                return others.size() >= 2;
            });
        }
    }

    @Test
    void poolMustNotMindThatThoseOnTheShelfWereKilled() throws Exception {
        for (int i = 0; i < 3; i++) {
            Set<Long> waiting = new HashSet<>(filledShelf());
            waiting.forEach(FaultCase::killNow);
            // at once: some are seen to be dead and some are not
            try (ProcessPool pool = open(2)) {
                assertWhole(pool);
                assertThat(pids(pool)).doesNotContainAnyElementsOf(waiting);
            }
            try (TaskProcess<Integer> process = process(() -> 5).jvmArgs(MARK).start()) {
                assertThat(process.join()).isEqualTo(5);
            }
        }
    }

    @Test
    void workerFromTheShelfMustBeAsFreshAsAny() throws Exception {
        filledShelf();
        try (ProcessPool pool =
                openReady(builder(2).initializer(() -> System.setProperty("initialised", CurrentWorker.name())), 2)) {
            List<String> names =
                    pool.map(x -> System.getProperty("initialised") + " " + CurrentWorker.name(), upTo(8), 1);
            assertThat(names).allMatch(both -> both.split(" ")[0].equals(both.split(" ")[1]));
            pool.map(x -> System.setProperty("left", "behind"), upTo(8), 1);
        }
        try (ProcessPool pool = openReady(builder(2), 2)) {
            assertThat(pool.map(x -> System.getProperty("left"), upTo(8), 1)).containsOnlyNulls();
        }
    }
}
