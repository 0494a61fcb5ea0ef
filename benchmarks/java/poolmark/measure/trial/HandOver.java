// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import java.util.concurrent.locks.LockSupport;
import poolmark.measure.stats.Quantiles;

/**
 * How long a word takes from one processor to another and back, when both look for it all the time: what is below every
 * hand-over in shared memory. The host of a virtual machine may move its processors apart and together again, for seconds
 * at a time, and the word with them: hence many short blocks with pauses between them.
 *
 * @param blocks how many
 * @param lowNanos there and back, lower decile of the blocks' means
 * @param medianNanos the same, median
 * @param highNanos the same, upper decile
 */
public record HandOver(int blocks, long lowNanos, long medianNanos, long highNanos) {

    private static final long BLOCK_NANOS = 20_000_000L;
    private static final long PAUSE_NANOS = 30_000_000L;

    /** So often between two looks at the clock, which takes as long as half a trip. */
    private static final int TRIPS_AT_A_TIME = 64;

    /** In place of a word: go home. */
    private static final long END = -1;

    private static final class Partner extends Thread {

        private volatile long there;
        private volatile long back;

        Partner() {
            super("poolmark-trial-partner");
            setDaemon(true);
        }

        @Override
        public void run() {
            long last = 0;
            while (last != END) {
                long word = there;
                if (word != last) {
                    last = word;
                    back = word;
                } else {
                    Thread.onSpinWait();
                }
            }
        }

        void send(long word) {
            there = word;
            while (back != word) {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * Tries it, with two threads.
     *
     * @param blocks how often; each takes 50 ms
     * @return what came of it
     */
    public static HandOver observe(int blocks) {
        long[] means = new long[blocks];
        for (int block = 0; block < blocks; block++) {
            means[block] = meanNanos();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return new HandOver(
                blocks,
                Math.round(Quantiles.of(means, 0.1)),
                Math.round(Quantiles.of(means, 0.5)),
                Math.round(Quantiles.of(means, 0.9)));
    }

    private static long meanNanos() {
        Partner partner = new Partner();
        partner.start();
        partner.send(1); // it is awake from here on
        long word = 1;
        long begin = System.nanoTime();
        long now = begin;
        while (now - begin < BLOCK_NANOS) {
            for (int trip = 0; trip < TRIPS_AT_A_TIME; trip++) {
                partner.send(++word);
            }
            now = System.nanoTime();
        }
        partner.send(END);
        Threads.join(partner);
        return (now - begin) / (word - 1);
    }
}
