// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store of workers that wait for an owner: how many, how long, and what is left of them. */
class StandbyStoreIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Long enough for all that a test takes at a time to be taken, on a machine that does other things too. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final String MARK = "-Dstore=StandbyStoreIT";

    private final LaunchSpec spec = new LaunchSpec(List.of(MARK), LaunchSpec.parentClassPath(), null);
    private final List<WorkerProcess> taken = new ArrayList<>();
    private Standby store = new Standby(SHORT_NANOS, LONG_NANOS);

    private void take(LaunchSpec wanted, int count) {
        for (int i = 0; i < count; i++) {
            taken.add(store.take(wanted));
            store.served(wanted);
        }
    }

    private static List<ProcessHandle> ours() {
        return MarkedChild.all(MARK);
    }

    @AfterEach
    void nothingMustBeLeft() {
        taken.forEach(WorkerProcess::kill);
        store.clear();
        await().atMost(PATIENCE).until(() -> ours().isEmpty());
    }

    @Test
    void moreThanTheBoundMustNotWaitHoweverManyWereTaken() throws InterruptedException {
        take(spec, Standby.MAX_WAITING + 3);
        await().atMost(PATIENCE)
                .until(() -> store.waiting(spec) == Standby.MAX_WAITING
                        && ours().size() == taken.size() + Standby.MAX_WAITING);
        Thread.sleep(300);
        assertThat(store.waiting(spec)).isEqualTo(Standby.MAX_WAITING);
        assertThat(ours()).hasSize(taken.size() + Standby.MAX_WAITING);
    }

    @Test
    void asManyMustWaitAsWereTakenAndEachBeGivenOnce() {
        take(spec, 2);
        await().atMost(PATIENCE).until(() -> ours().size() == 4);
        take(spec, 2);
        assertThat(taken.stream().map(WorkerProcess::pid)).doesNotHaveDuplicates();
        assertThat(ours()).as("nobody had to be started for the second two").hasSizeBetween(4, 6);
    }

    @Test
    void whoWaitsTooLongMustBeEnded() {
        store = new Standby(SHORT_NANOS, TimeUnit.SECONDS.toNanos(3));
        take(spec, 2);
        await().atMost(PATIENCE).until(() -> store.waiting(spec) == 2);
        await().atMost(PATIENCE).until(() -> store.waiting(spec) == 0);
        await().atMost(PATIENCE).until(() -> ours().size() == taken.size());
    }

    @Test
    void whoTakesTheLastAsTheOthersGrowTooOldMustBeMadeUpFor() throws InterruptedException {
        store = new Standby(SHORT_NANOS, TimeUnit.SECONDS.toNanos(3));
        take(spec, 1);
        await().atMost(PATIENCE).until(() -> store.waiting(spec) == 1);
        taken.add(store.take(spec));
        Thread.sleep(4_000);
        store.served(spec);
        await().atMost(PATIENCE).until(() -> store.waiting(spec) == 1);
    }

    @Test
    void clearedStoreMustStartNobodyUntilTheNextIsTaken() throws InterruptedException {
        take(spec, 3);
        store.clear();
        Thread.sleep(900); // longer than the refill is put off
        assertThat(store.waiting(spec)).isZero();
        assertThat(ours()).hasSize(taken.size());
        take(spec, 1);
        await().atMost(PATIENCE).until(() -> store.waiting(spec) == 1);
    }

    @Test
    void workersThatCannotStartMustBeTriedABoundedNumberOfTimes() throws InterruptedException {
        LaunchSpec bad = new LaunchSpec(List.of(MARK, "-XX:NoSuchOptionAtAll"), LaunchSpec.parentClassPath(), null);
        take(bad, 2);
        await().atMost(PATIENCE).until(() -> store.waiting(bad) == 2);
        await().atMost(PATIENCE).until(() -> ours().isEmpty());
        Thread.sleep(300);
        assertThat(ours()).as("started again and again").isEmpty();
        assertThat(store.waiting(bad)).isEqualTo(2);
    }

    @Test
    void oneThatHasDiedMustRefuseItsOwner() {
        take(spec, 1);
        await().atMost(PATIENCE).until(() -> store.waiting(spec) == 1 && ours().size() == 2);
        ours().forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> ours().isEmpty());
        await().atMost(PATIENCE).untilAsserted(() -> {
            WorkerProcess next = store.take(spec);
            taken.add(next);
            WatchedOwner owner = new WatchedOwner();
            boolean adopted = next.adopt(new Adoption("heir", owner, false, null, null));
            if (adopted) {
                await().atMost(PATIENCE).until(() -> owner.ready.getCount() == 0 || owner.ended.getCount() == 0);
            }
            assertThat(adopted).as("adopted by an owner whom it can serve").isEqualTo(owner.ready.getCount() == 0);
        });
    }

    @Test
    void classesOfFunctionsThatWereAskedForMustBeLoadedAheadAndNotInitialised() throws Exception {
        // seen from outside: a class that is not there, or a name that is none, ends no worker
        WorkerProcess process =
                new WorkerProcess(spec, List.of("no.such.Class", Initialised.class.getName(), "[[", ""), () -> {});
        taken.add(process);
        process.launch();
        WatchedOwner owner = new WatchedOwner();
        assertThat(process.adopt(new Adoption("heir", owner, false, null, null)))
                .isTrue();
        assertThat(owner.ready.await(20, TimeUnit.SECONDS)).isTrue();
        process.retire();
        assertThat(owner.ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.exit.code()).as("%s", owner.exit).isZero();
    }

    /** Ends the process that initialises it. */
    static final class Initialised {
        static {
            Runtime.getRuntime().halt(77);
        }

        private Initialised() {}
    }
}
