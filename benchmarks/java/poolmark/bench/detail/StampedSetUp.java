// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import poolmark.pool.Action;

/**
 * An initializer whose worker keeps in mind when it ran, on the worker's own clock, for {@link StampedTask}s to tell.
 *
 * @param own the workload's own set-up; null where it has none
 */
record StampedSetUp(Action own) implements Action {

    private static final long serialVersionUID = 1L;

    private static volatile long beganNanos;
    private static volatile long endedNanos;

    @Override
    public void run() throws Exception {
        beganNanos = System.nanoTime();
        if (own != null) {
            own.run();
        }
        endedNanos = System.nanoTime();
    }

    /** In a worker: when it began, on the clock of {@link System#nanoTime()}; means nothing where none ran. */
    static long beganNanos() {
        return beganNanos;
    }

    /** In a worker: when it ended. */
    static long endedNanos() {
        return endedNanos;
    }
}
