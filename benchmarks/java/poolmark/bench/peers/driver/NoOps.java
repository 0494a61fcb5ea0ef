// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver;

import java.util.List;
import poolmark.pool.Action;
import poolmark.pool.Job;
import poolmark.pool.Task;

/**
 * What the tasks do: the same in every language. The functions have a class to themselves, as they have a module in Python: a
 * worker initialises the class that a function is in, and constants like these would be made there as well.
 */
public final class NoOps {

    /** The task that costs nothing. */
    static final Task<Integer, Integer> NEXT = Functions::next;

    static final Task<byte[], byte[]> ECHO = Functions::echo;

    static final Job<Integer> ANSWER = Functions::answer;

    /** The tutorial's: input 4 sleeps two seconds. */
    static final Task<Integer, Integer> SLEEP = Functions::sleep;

    /** The same at a hundredth, to warm up. */
    static final Task<Integer, Integer> NAP = Functions::nap;

    static final Action INITIALIZER = Functions::initialize;

    private NoOps() {}

    /** Whether these are the results of {@link #NEXT} for all numbers from 0. Reads each, as whoever asks for results does. */
    public static boolean isNextOfAll(List<Integer> results) {
        long sum = 0;
        for (Integer result : results) {
            sum += result;
        }
        long size = results.size();
        return sum == size * (size + 1) / 2;
    }

    private static final class Functions {

        static Integer next(Integer number) {
            return number + 1;
        }

        static byte[] echo(byte[] bytes) {
            return bytes;
        }

        static Integer answer() {
            return 42;
        }

        static Integer sleep(Integer input) throws InterruptedException {
            Thread.sleep(input * 500L);
            return input * 2;
        }

        static Integer nap(Integer input) throws InterruptedException {
            Thread.sleep(input * 5L);
            return input * 2;
        }

        static void initialize() {
            // nothing to set up
        }
    }
}
