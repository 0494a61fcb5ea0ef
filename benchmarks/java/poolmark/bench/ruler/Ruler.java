// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.ruler;

import java.io.IOException;
import java.util.Arrays;
import poolmark.bench.work.Spin;

/**
 * What the machine does without the library, in short: the same as {@code RulerBenchmark} measures in forks of its own,
 * here between the forks of others. A reading is the median of five, in nanoseconds of wall time.
 */
public enum Ruler {
    /** A fixed number of steps of one thread. */
    CPU("cpu") {
        @Override
        long onceNanos() {
            int expected = Spin.expected(1, STEPS);
            long begin = System.nanoTime();
            int result = Spin.run(1, STEPS);
            long nanos = System.nanoTime() - begin;
            return result == expected ? nanos : wrong();
        }
    },

    /** A JVM with an empty main method, from start to end. */
    SPAWN_EMPTY_JVM("spawnEmptyJvm") {
        @Override
        long onceNanos() throws IOException, InterruptedException {
            long begin = System.nanoTime();
            int exitCode = BareJvm.startAndEnd();
            long nanos = System.nanoTime() - begin;
            return exitCode == 0 ? nanos : wrong();
        }
    },

    /** A byte to another JVM and back, over pipes. */
    PIPE_PING_PONG("pipePingPong") {
        @Override
        public long medianNanos() throws IOException, InterruptedException {
            try (BareJvm.PingPong pingPong = new BareJvm.PingPong()) {
                tripNanos(pingPong, WARM_UP_TRIPS);
                return median(() -> tripNanos(pingPong, TRIPS));
            }
        }

        @Override
        long onceNanos() throws IOException {
            throw new UnsupportedOperationException("a single reading would be that of a cold JVM");
        }
    };

    private static final int REPEATS = 5;

    /** Some milliseconds. */
    private static final long STEPS = 3_000_000;

    private static final int WARM_UP_TRIPS = 200;

    private static final int TRIPS = 100;

    private final String label;

    Ruler(String label) {
        this.label = label;
    }

    /** Takes a time. */
    private interface Reading {
        long nanos() throws IOException, InterruptedException;
    }

    /** {@return the name, as that of the benchmark} */
    public String label() {
        return label;
    }

    /**
     * Reads the ruler. Takes up to a third of a second and needs the machine for itself.
     *
     * @return the median in nanoseconds, for one round trip where there are several
     * @throws IOException when it measured nothing
     * @throws InterruptedException when interrupted
     */
    public long medianNanos() throws IOException, InterruptedException {
        return median(this::onceNanos);
    }

    abstract long onceNanos() throws IOException, InterruptedException;

    private static long median(Reading reading) throws IOException, InterruptedException {
        long[] nanos = new long[REPEATS];
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            nanos[repeat] = reading.nanos();
        }
        Arrays.sort(nanos);
        return nanos[REPEATS / 2];
    }

    private static long tripNanos(BareJvm.PingPong pingPong, int trips) throws IOException {
        boolean right = true;
        long begin = System.nanoTime();
        for (int trip = 0; trip < trips; trip++) {
            right &= pingPong.roundTrip((byte) trip) == (byte) trip;
        }
        long nanos = (System.nanoTime() - begin) / trips;
        return right ? nanos : wrong();
    }

    private static long wrong() {
        throw new IllegalStateException("a ruler measured nothing: its own result is wrong");
    }
}
