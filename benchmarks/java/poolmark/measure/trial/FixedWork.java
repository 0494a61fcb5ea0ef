// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

/** A piece of work that is the same every time: arithmetic in registers, no memory, no calls. */
final class FixedWork {

    /** Enough rounds for the JVM to have compiled the loop with its last compiler. */
    private static final int WARM_UP_ROUNDS = 2_000;

    private static final int WARM_UP_STEPS = 2_000;

    private static final int CALIBRATIONS = 5;

    private static volatile long sink;

    private final int steps;

    private FixedWork(int steps) {
        this.steps = steps;
    }

    /**
     * Finds out how much work takes a given time here.
     *
     * @param nanos time that one round shall take when nothing disturbs it
     * @return the work, compiled; taking the fastest of a few tries, as a disturbance can only slow it down
     */
    static FixedWork lasting(long nanos) {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            spin(WARM_UP_STEPS);
        }
        int steps = 100_000;
        long fastest = Long.MAX_VALUE;
        for (int round = 0; round < CALIBRATIONS; round++) {
            long begin = System.nanoTime();
            spin(steps);
            fastest = Math.min(fastest, System.nanoTime() - begin);
        }
        return new FixedWork((int) Math.max(1, Math.min(Integer.MAX_VALUE, steps * nanos / Math.max(1, fastest))));
    }

    /** Does it once. */
    void run() {
        spin(steps);
    }

    private static void spin(int steps) {
        long value = sink;
        for (int step = 0; step < steps; step++) {
            value = value * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        }
        sink = value;
    }
}
