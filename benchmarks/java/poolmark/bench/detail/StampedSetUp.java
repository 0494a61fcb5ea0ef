// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import poolmark.pool.Action;

/** An initializer whose worker keeps in mind when it ran, on the worker's own clock, for {@link StampedTask}s to tell. */
final class StampedSetUp {

    private static volatile long beganNanos;
    private static volatile long endedNanos;

    private StampedSetUp() {}

    /** {@return such an initializer; {@code own} is the workload's, null where it has none} */
    static Action of(Action own) {
        return () -> run(own);
    }

    private static void run(Action own) throws Exception {
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
