// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger over real processes. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NoChildLeft.class)
class CpuLedgerProcessTest {

    private static final long MILLI = 1_000_000L;

    /** What a child's compiler, collector and input may use beside its own account. */
    private static final long CHILD_EXTRA_NANOS = 30 * MILLI;

    private final CpuClock clock = CpuClock.best();

    /** How a pool may keep its list. */
    enum Listing {
        KERNEL,
        NEVER_FORGETS,
        FORGETS_EARLY
    }

    @Test
    void burningHereMustShowInTheParentAndNotInTheWorkers() {
        CpuLedger ledger = new CpuLedger(clock, () -> new long[0]).warmUp();
        CpuReading begin = ledger.read();
        long burnt = Burning.threadNanos(200 * MILLI);
        CpuReading used = ledger.read().minus(begin);
        assertThat(used.parentNanos()).isBetween(burnt, 3 * burnt);
        assertThat(used.workersNanos()).isZero();
        assertThat(used.totalNanos()).isEqualTo(used.parentNanos());
    }

    @Test
    void burningInAChildMustShowInTheWorkersWhileItLivesAndAfterItsEnd() throws Exception {
        CpuLedger ledger = CpuLedger.ofChildren().warmUp();
        CpuReading origin = ledger.read();
        try (ChildJvm child = ChildJvm.start()) {
            CpuReading begin = ledger.read();
            long burnt = child.burn(400);
            CpuReading end = ledger.read();
            assertAgrees(end.minus(begin).workersNanos(), burnt);
            assertThat(end.minus(begin).parentNanos()).isLessThan(burnt / 2);
            long whole = clock.processNanos(child.pid()).orElseThrow();
            child.end();
            CpuReading after = ledger.read();
            assertThat(after.isSettled()).isTrue();
            assertThat(after.minus(origin).workersNanos())
                    .isBetween(whole - MILLI, whole + 4 * CHILD_EXTRA_NANOS)
                    .isGreaterThan(burnt);
        }
    }

    @Test
    void moreThanASecondOfAWarmChildMustBeMeasuredToTwoPercent() throws Exception {
        CpuLedger ledger = CpuLedger.ofChildren().warmUp();
        try (ChildJvm child = ChildJvm.start()) {
            child.burn(300);
            CpuReading begin = ledger.read();
            long burnt = child.burn(1_500);
            long workersNanos = ledger.read().minus(begin).workersNanos();
            assertThat(workersNanos).isBetween(burnt, burnt * 102 / 100);
            child.end();
        }
    }

    @Test
    void readingMustCountAChildThatEndedInBetween() throws Exception {
        CpuLedger ledger = CpuLedger.ofChildren().warmUp();
        CpuReading begin = ledger.read();
        long endedBefore = clock.endedChildrenNanos();
        long burnt;
        try (ChildJvm child = ChildJvm.start()) {
            burnt = child.burn(100);
            child.end();
        }
        long workersNanos = ledger.read().minus(begin).workersNanos();
        assertThat(workersNanos).isGreaterThan(burnt);
        assertThat(workersNanos).isCloseTo(clock.endedChildrenNanos() - endedBefore, within(2_000L));
    }

    @Test
    void sleepingMustCostLessThanAFewPercent() throws Exception {
        CpuLedger ledger = CpuLedger.ofChildren().warmUp();
        try (ChildJvm child = ChildJvm.start()) {
            // The best of three, because this JVM's compiler may still be busy with the tests before.
            long least = Long.MAX_VALUE;
            for (int count = 0; count < 3; count++) {
                CpuReading begin = ledger.read();
                Thread.sleep(300);
                least = Math.min(least, ledger.read().minus(begin).totalNanos());
            }
            assertThat(least).isLessThan(15 * MILLI);
            child.end();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingsMustNeverGoBackwardsWhileChildrenEnd(Listing listing) throws Exception {
        Queue<Long> known = new ConcurrentLinkedQueue<>();
        Supplier<long[]> inOwnBooks =
                () -> known.stream().mapToLong(Long::longValue).toArray();
        CpuLedger ledger = new CpuLedger(clock, listing == Listing.KERNEL ? ChildProcesses::pids : inOwnBooks).warmUp();
        CpuReading begin = ledger.read();
        long endedBefore = clock.endedChildrenNanos();
        var threads = Executors.newFixedThreadPool(2);
        Future<?> one = threads.submit(() -> startAndEndTen(known, listing));
        Future<?> other = threads.submit(() -> startAndEndTen(known, listing));
        threads.shutdown();
        CpuReading last = begin;
        while (!one.isDone() || !other.isDone()) {
            CpuReading next = ledger.read();
            assertThat(next.isSettled()).isTrue();
            assertThat(next.workersNanos()).isGreaterThanOrEqualTo(last.workersNanos());
            last = next;
        }
        one.get();
        other.get();
        long workersNanos = ledger.read().minus(begin).workersNanos();
        assertThat(workersNanos).isGreaterThan(20 * MILLI);
        assertThat(workersNanos).isCloseTo(clock.endedChildrenNanos() - endedBefore, within(2_000L));
    }

    private static Void startAndEndTen(Queue<Long> known, Listing listing) throws Exception {
        for (int count = 0; count < 10; count++) {
            Process process = burningShell().start();
            known.add(process.pid());
            if (listing == Listing.FORGETS_EARLY) {
                Thread.sleep(1);
                known.remove(process.pid());
            }
            assertThat(process.waitFor()).isZero();
        }
        return null;
    }

    /** Some ten milliseconds of CPU, without the start-up of a JVM. */
    private static ProcessBuilder burningShell() {
        return new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 10000 ]; do i=$((i+1)); done");
    }

    private static void assertAgrees(long measured, long ownAccount) {
        assertThat(measured).isBetween(ownAccount * 95 / 100, ownAccount * 105 / 100 + CHILD_EXTRA_NANOS);
    }
}
