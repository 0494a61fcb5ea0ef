// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The ledger's logic, driven by a scripted clock: deterministic, starts nothing. */
class CpuLedgerTest {

    private final ScriptedClock clock = new ScriptedClock();
    private long[] listed = {};
    private final CpuLedger ledger = new CpuLedger(clock, () -> listed);

    private void live(long pid, long nanos) {
        clock.living.put(pid, nanos);
        listed = clock.living.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    @Test
    void readingMustAddTheLivingToTheEnded() {
        clock.parentNanos = 7;
        clock.endedNanos = 100;
        live(1, 10_000);
        live(2, 20_000);
        CpuReading reading = ledger.read();
        assertThat(reading).isEqualTo(new CpuReading(7, 30_100, 0));
        assertThat(reading.totalNanos()).isEqualTo(30_107);
        assertThat(reading.isSettled()).isTrue();
    }

    @Test
    void readingMustBeTakenAgainWhenTheEndedChangeInBetween() {
        live(1, 10_000);
        clock.endedNanos = 500;
        clock.nextEndedNanos.addAll(List.of(0L, 500L));
        assertThat(ledger.read()).isEqualTo(new CpuReading(0, 10_500, 1));
    }

    @Test
    void readingMustBeTakenAgainWhenAClockCallFailsOnce() {
        live(1, 10_000);
        clock.failOnce.add(1L);
        assertThat(ledger.read()).isEqualTo(new CpuReading(0, 10_000, 1));
    }

    @Test
    void readingMustCountOnceAWorkerThatEndsBetweenListingAndReading() {
        live(1, 10_000);
        live(2, 20_000);
        clock.onProcess = () -> {
            if (clock.living.containsKey(2L)) {
                clock.end(2);
            }
        };
        assertThat(ledger.read().workersNanos()).isEqualTo(30_000);
    }

    @Test
    void readingMustWaitForAWorkerThatIsBeingReaped() {
        live(1, 10_000);
        clock.endedNanos = 10_000;
        clock.beingReaped.add(1L);
        int[] calls = {0};
        clock.onProcess = () -> {
            if (++calls[0] == 5) {
                clock.living.remove(1L);
            }
        };
        CpuReading reading = ledger.read();
        assertThat(reading.workersNanos()).isEqualTo(10_000);
        assertThat(reading.retries()).isPositive();
        assertThat(reading.isSettled()).isTrue();
    }

    @Test
    void listThatLagsBehindMustNotUnsettleReadings() {
        live(1, 10_000);
        ledger.read();
        clock.end(1);
        for (int count = 0; count < 5; count++) {
            CpuReading reading = ledger.read();
            assertThat(reading.workersNanos()).isEqualTo(10_000);
            assertThat(reading.retries()).isEqualTo(1);
        }
    }

    @Test
    void workerMustBeFollowedWhenTheListDropsItTooEarly() {
        live(1, 10_000);
        ledger.read();
        listed = new long[0];
        clock.living.put(1L, 15_000L);
        assertThat(ledger.read().workersNanos()).isEqualTo(15_000);
        clock.end(1);
        assertThat(ledger.read().workersNanos()).isEqualTo(15_000);
        assertThat(ledger.read()).isEqualTo(new CpuReading(0, 15_000, 0));
    }

    @Test
    void workerThatIsListedTwiceMustCountOnce() {
        live(1, 10_000);
        listed = new long[] {1, 1, 1};
        assertThat(ledger.read().workersNanos()).isEqualTo(10_000);
    }

    @Test
    void newWorkerUnderAnOldIdMustCountBesideTheOldOne() {
        live(1, 10_000);
        ledger.read();
        clock.end(1);
        live(1, 300);
        assertThat(ledger.read()).isEqualTo(new CpuReading(0, 10_300, 0));
    }

    @Test
    void manyWorkersMustAllCount() {
        for (long pid = 1; pid <= 100; pid++) {
            live(pid, 1_000);
        }
        assertThat(ledger.read().workersNanos()).isEqualTo(100_000);
    }

    @Test
    void readingMustRepeatTheLastValueWhenTheKernelCutsMicroseconds() {
        live(1, 10_999);
        ledger.read();
        clock.living.remove(1L);
        clock.endedNanos = 10_000;
        CpuReading reading = ledger.read();
        assertThat(reading.workersNanos()).isEqualTo(10_999);
        assertThat(reading.isSettled()).isTrue();
    }

    @Test
    void readingMustSayWhenItGaveUp() {
        live(1, 10_000);
        int[] changes = {0};
        clock.onProcess = () -> clock.endedNanos = ++changes[0];
        CpuReading reading = ledger.read();
        assertThat(reading.retries()).isEqualTo(CpuLedger.MAX_RETRIES);
        assertThat(reading.isSettled()).isFalse();
        clock.onProcess = () -> {};
        assertThat(ledger.read().isSettled()).isTrue();
    }

    @Test
    void timeThatIsLostMustBeSaidOnceAndThenBeForgotten() {
        live(1, 9_000_000);
        ledger.read();
        clock.living.remove(1L);
        listed = new long[0];
        CpuReading fallen = ledger.read();
        assertThat(fallen.isSettled()).isFalse();
        assertThat(fallen.workersNanos()).isZero();
        assertThat(ledger.read()).isEqualTo(new CpuReading(0, 0, 0));
    }

    @Test
    void strangerMustUnsettleReadingsOnlyWhileItIsListed() {
        live(1, 10_000);
        clock.beingReaped.add(1L);
        assertThat(ledger.read()).isEqualTo(new CpuReading(0, 0, CpuLedger.MAX_RETRIES));
        listed = new long[0];
        assertThat(ledger.read()).isEqualTo(new CpuReading(0, 0, 0));
    }

    @Test
    void differenceMustKeepTheLargerNumberOfRetries() {
        CpuReading begin = new CpuReading(10, 200, 3);
        CpuReading end = new CpuReading(15, 260, 1);
        assertThat(end.minus(begin)).isEqualTo(new CpuReading(5, 60, 3));
    }
}
