// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver;

import poolmark.pool.Action;
import poolmark.pool.Job;
import poolmark.pool.Task;

/** What the tasks do: the same in every language. */
final class NoOps {

    /** The task that costs nothing. */
    static final Task<Integer, Integer> NEXT = number -> number + 1;

    static final Task<byte[], byte[]> ECHO = bytes -> bytes;

    static final Job<Integer> ANSWER = () -> 42;

    /** The tutorial's: input 4 sleeps two seconds. */
    static final Task<Integer, Integer> SLEEP = input -> {
        Thread.sleep(input * 500L);
        return input * 2;
    };

    /** The same at a hundredth, to warm up. */
    static final Task<Integer, Integer> NAP = input -> {
        Thread.sleep(input * 5L);
        return input * 2;
    };

    static final Action INITIALIZER = () -> {};

    private NoOps() {}
}
