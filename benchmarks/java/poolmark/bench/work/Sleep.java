// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import java.util.concurrent.locks.LockSupport;
import poolmark.pool.Task;

/** Tasks that wait and use no CPU time. */
final class Sleep {

    private Sleep() {}

    /** {@return a task that sleeps input × {@code micros} and returns input × 2} */
    static Task<Integer, Integer> inputTimes(long micros) {
        return input -> {
            micros(input * micros);
            return input * 2;
        };
    }

    /** {@return a task that sleeps {@code micros} and returns input + 1} */
    static Task<Integer, Integer> of(long micros) {
        return input -> {
            micros(micros);
            return input + 1;
        };
    }

    /** Not {@link Thread#sleep(long, int)}, which rounds up to milliseconds on JDK 17 and does not on newer ones. */
    private static void micros(long micros) throws InterruptedException {
        long deadline = System.nanoTime() + micros * 1_000;
        for (long left = micros * 1_000; left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while sleeping " + micros + " us");
            }
        }
    }
}
