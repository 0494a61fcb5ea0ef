// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are made up, in nanoseconds. */
class StockTest {

    private final Stock stock = new Stock();
    private boolean isOneOfMany;
    private long now = Long.MAX_VALUE - 1_000_000; // the clock may run over

    private void begin() {
        stock.handed(now);
        now += 70_000; // it has to wake up first
        stock.begun(now);
    }

    private void work(int chunks, long nanosEach) {
        for (int i = 0; i < chunks; i++) {
            now += nanosEach;
            stock.done(now, isOneOfMany);
        }
    }

    @Test
    void workerOfUnknownPaceMustHaveOne() {
        assertThat(stock.target(0)).isEqualTo(1);
        begin();
        assertThat(stock.target(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 64",
        "10000, 50",
        "100000, 5",
        "250000, 2",
        "500000, 2",
        "3000000, 2",
        "3000001, 1",
        "1000000000, 1"
    })
    void workerMustHaveWhatItDoesInHalfAMillisecondAndOneAheadUnlessItsTasksAreLong(long nanosEach, int wanted) {
        begin();
        work(2000, nanosEach);
        assertThat(stock.target(0)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"3000001, 100, 2", "20000000, 600000, 2", "22000000, 600000, 1", "10000000, 100000, 1"})
    void largerChunkMustBeAheadOfLongerTasksAsItTakesLongerToHandOver(long nanosEach, int bytes, int wanted) {
        begin();
        work(2000, nanosEach);
        assertThat(stock.target(bytes)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"100000, 5", "500000, 1", "5000000, 1"})
    void workerThatOnlyLooksSlowBecauseOthersHaveItsProcessorMustHaveNoneAhead(long nanosEach, int wanted) {
        isOneOfMany = true;
        begin();
        work(2000, nanosEach);
        assertThat(stock.target(0)).isEqualTo(wanted);
    }

    @Test
    void idleTimeMustNotCount() {
        for (int i = 0; i < 200; i++) {
            now += 1_000_000_000L;
            begin();
            work(1, 10_000);
        }
        assertThat(stock.target(0)).isEqualTo(50);
    }

    @Test
    void longChunkAfterShortOnesMustBringTheNumberDownAtOnce() {
        begin();
        work(200, 1_000);
        begin();
        work(600, 1_000);
        assertThat(stock.target(0)).isEqualTo(64);
        work(1, 20_000_000);
        assertThat(stock.target(0)).isEqualTo(2); // some short ones are counted in still
        work(1, 20_000_000);
        assertThat(stock.target(0)).isEqualTo(1);
        work(100, 5_000);
        assertThat(stock.target(0)).isGreaterThan(50);
    }

    @Test
    void timeToWakeUpMustNotCount() {
        for (int i = 0; i < 200; i++) {
            begin();
            work(1, 2_000);
        }
        assertThat(stock.isBrisk(now)).isTrue();
        assertThat(stock.target(0)).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1000, true", "20000, true", "25000, false", "100000, false"})
    void workerMustBeBriskWhereOthersWouldTakeLongerToWake(long nanosEach, boolean brisk) {
        begin();
        work(200, nanosEach);
        assertThat(stock.isBrisk(now)).isEqualTo(brisk);
    }

    @Test
    void workerOfUnknownPaceMustNotBeBrisk() {
        assertThat(stock.isBrisk(now)).isFalse();
        begin();
        work(1, 1_000);
        assertThat(stock.isBrisk(now)).isFalse();
    }

    @Test
    void briskWorkerMustBeDoubtedWhenItIsSilentAndWhenItIsSlowTwice() {
        begin();
        work(200, 1_000);
        assertThat(stock.isBrisk(now + 1_000_000)).isTrue();
        assertThat(stock.isBrisk(now + 3_000_000)).isFalse();
        work(1, 100_000_000);
        assertThat(stock.isBrisk(now)).isTrue();
        work(1, 100_000_000);
        assertThat(stock.isBrisk(now)).isFalse();
    }
}
