// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import java.util.List;

/**
 * What has to be added to a worker's clock to have the parent's. A task cannot begin before it was sent, nor end after its
 * result was there: each exchange bounds the offset from both sides, and the narrowest bounds count (Cristian:
 * Probabilistic clock synchronization, Distributed Computing 3, 1989). The true offset is within the error, as long as
 * both clocks run at one speed.
 *
 * @param offsetNanos the middle of the bounds
 * @param errorNanos half their distance
 */
public record ClockAlignment(long offsetNanos, long errorNanos) {

    /**
     * A task's way to a worker and back.
     *
     * @param sentNanos when it was handed over, on the parent's clock
     * @param startedNanos when the worker began it, on the worker's clock
     * @param endedNanos when the worker ended it, on the worker's clock
     * @param receivedNanos when its result was there, on the parent's clock
     */
    public record Exchange(long sentNanos, long startedNanos, long endedNanos, long receivedNanos) {}

    /**
     * Aligns a worker's clock.
     *
     * @param exchanges with one worker, at least one
     * @return the alignment
     */
    public static ClockAlignment of(List<Exchange> exchanges) {
        long least = Long.MIN_VALUE;
        long most = Long.MAX_VALUE;
        for (Exchange exchange : exchanges) {
            least = Math.max(least, exchange.sentNanos() - exchange.startedNanos());
            most = Math.min(most, exchange.receivedNanos() - exchange.endedNanos());
        }
        return new ClockAlignment(least + (most - least) / 2, Math.abs(most - least + 1) / 2);
    }
}
