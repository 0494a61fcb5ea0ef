// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import poolmark.measure.stats.Quantiles;

/**
 * How long a word takes from one processor to another and back, when both look for it all the time: what is below every
 * hand-over in shared memory. The host of a virtual machine may move its processors apart and together again, for seconds
 * at a time, and the word with them: hence many short blocks with pauses between them.
 *
 * @param blocks how many
 * @param lowNanos there and back, lower decile of the blocks' medians
 * @param medianNanos the same, median
 * @param highNanos the same, upper decile
 */
public record HandOver(int blocks, long lowNanos, long medianNanos, long highNanos) {

    private static final long BLOCK_NANOS = 20_000_000L;
    private static final long PAUSE_NANOS = 30_000_000L;

    /** So often between two looks at the clock, which takes as long as half a trip. */
    private static final int TRIPS_AT_A_TIME = 64;

    /** Longer than any trip: one of the two may have no processor, and the other should not keep it. */
    private static final int MANY_LOOKS = 10_000;

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
            int looks = 0;
            while (last != END) {
                long word = there;
                if (word != last) {
                    last = word;
                    back = word;
                    looks = 0;
                } else {
                    pause(++looks);
                }
            }
        }

        void send(long word) {
            there = word;
            for (int looks = 0; back != word; looks++) {
                pause(looks);
            }
        }

        private static void pause(int looks) {
            if (looks < MANY_LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
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
        long[] medians = new long[blocks];
        for (int block = 0; block < blocks; block++) {
            medians[block] = medianNanosOfBlock();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return new HandOver(
                blocks,
                Math.round(Quantiles.of(medians, 0.1)),
                Math.round(Quantiles.of(medians, 0.5)),
                Math.round(Quantiles.of(medians, 0.9)));
    }

    /** The median, as a thread that has no processor for a while says nothing of the way between two. */
    private static long medianNanosOfBlock() {
        Partner partner = new Partner();
        partner.start();
        partner.send(1); // it is awake from here on
        LongStream.Builder nanos = LongStream.builder();
        long word = 1;
        long begin = System.nanoTime();
        for (long before = begin, now = begin; now - begin < BLOCK_NANOS; before = now) {
            for (int trip = 0; trip < TRIPS_AT_A_TIME; trip++) {
                partner.send(++word);
            }
            now = System.nanoTime();
            nanos.add((now - before) / TRIPS_AT_A_TIME);
        }
        partner.send(END);
        Threads.join(partner);
        return Math.round(Quantiles.of(nanos.build().toArray(), 0.5));
    }
}
