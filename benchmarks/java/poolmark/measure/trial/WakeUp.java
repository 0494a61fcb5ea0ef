// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import java.util.concurrent.locks.LockSupport;
import poolmark.measure.stats.Quantiles;

/**
 * How long it takes until a sleeping thread runs: when another thread wakes it after the machine was idle, and when its
 * time has come.
 *
 * @param rounds how often
 * @param medianNanos from the waking thread's call to the woken thread's first step
 * @param p99Nanos the same, of the slowest hundredth
 * @param oversleptNanos by how much a sleep of 2 ms was too long, median
 */
public record WakeUp(int rounds, long medianNanos, long p99Nanos, long oversleptNanos) {

    /** After it a core that nobody uses has gone to sleep. */
    private static final long IDLE_NANOS = 2_000_000L;

    /** So that one lost wake-up does not end the trial for ever. */
    private static final long PATIENCE_NANOS = 200_000_000L;

    /** The one who sleeps until it is woken, and says when. */
    private static final class Sleeper extends Thread {

        private volatile boolean called;
        private volatile boolean stopped;
        private volatile long wokenAt;

        Sleeper() {
            super("poolmark-trial-sleeper");
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!stopped) {
                if (called) {
                    wokenAt = System.nanoTime();
                    called = false;
                }
                LockSupport.parkNanos(this, PATIENCE_NANOS);
            }
        }

        long callAt(long now) {
            called = true;
            LockSupport.unpark(this);
            while (called) {
                // Not a mere spin: with a single processor the sleeper could not run.
                Thread.yield();
                if (System.nanoTime() - now > 2 * PATIENCE_NANOS) {
                    return System.nanoTime();
                }
            }
            return wokenAt;
        }

        void end() {
            stopped = true;
            LockSupport.unpark(this);
            Threads.join(this);
        }
    }

    /**
     * Tries it.
     *
     * @param rounds how often; each takes some 2 ms
     * @return what came of it
     */
    public static WakeUp observe(int rounds) {
        Sleeper sleeper = new Sleeper();
        sleeper.start();
        long[] wakeUps = new long[rounds];
        long[] overslept = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            LockSupport.parkNanos(IDLE_NANOS);
            long now = System.nanoTime();
            overslept[round] = Math.max(0, now - begin - IDLE_NANOS);
            wakeUps[round] = Math.max(0, sleeper.callAt(now) - now);
        }
        sleeper.end();
        return new WakeUp(
                rounds,
                Math.round(Quantiles.of(wakeUps, 0.5)),
                Math.round(Quantiles.of(wakeUps, 0.99)),
                Math.round(Quantiles.of(overslept, 0.5)));
    }
}
