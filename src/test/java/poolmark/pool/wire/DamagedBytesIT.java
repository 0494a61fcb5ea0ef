// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Millions of damaged frames, values and messages: whatever arrives, reading it ends soon, with some value or one of the
 * documented exceptions, and allocates no more than its length gives reason to.
 *
 * <p>{@code -Dpoolmark.fuzz.seed=N} begins elsewhere, {@code -Dpoolmark.fuzz.times=K} goes K times as far. A mutation depends on the
 * seed and its own number alone, and its bytes are in the message of a failure.
 */
class DamagedBytesIT {

    private static final long SEED = Long.getLong("poolmark.fuzz.seed", 20261125);
    private static final int TIMES = Integer.getInteger("poolmark.fuzz.times", 1);

    /** No single mutation takes a thousandth of that. */
    private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** What the issue asks for. */
    private static final int MUTATIONS_IN_ALL = 3_000_000;

    @ParameterizedTest
    @EnumSource
    void samplesMustBeReadableBeforeTheyAreDamaged(FuzzTarget target) throws IOException {
        for (byte[] sample : target.samples()) {
            target.read(sample);
        }
    }

    @Test
    void mutationsMustBeMillions() {
        assertThat(Arrays.stream(FuzzTarget.values())
                        .mapToInt(FuzzTarget::mutations)
                        .sum())
                .isGreaterThanOrEqualTo(MUTATIONS_IN_ALL);
    }

    @ParameterizedTest
    @EnumSource
    void damagedBytesMustBeRefusedOrReadWithinBounds(FuzzTarget target) throws Exception {
        Run run = new Run(target, SEED, Math.multiplyExact(target.mutations(), TIMES));
        // on a thread of its own: with few frames on its stack an exception costs a tenth of what it does below JUnit
        Thread thread = new Thread(run, "fuzz " + target);
        thread.setDaemon(true);
        thread.start();
        int seen = -1;
        long since = System.nanoTime();
        while (thread.isAlive()) {
            thread.join(200);
            if (run.number != seen) {
                seen = run.number;
                since = System.nanoTime();
            } else if (thread.isAlive() && System.nanoTime() - since > HANGS_NANOS) {
                fail("%s hangs, at%n%s", run.describe(), Arrays.toString(thread.getStackTrace()));
            }
        }
        if (run.failure != null) {
            throw new AssertionError(run.describe(), run.failure);
        }
        assertThat(run.refused).as("mutations refused").isBetween(run.mutations / 20, run.mutations - 1);
        System.out.printf(
                "%s, seed %d: %d mutations, %d refused, at most %d bytes allocated, %.1f s%n",
                target, SEED, run.mutations, run.refused, run.mostAllocated, run.nanos / 1e9);
    }

    /** The mutations of one target; its fields are for whoever watches. */
    private static final class Run implements Runnable {

        private final FuzzTarget target;
        private final long seed;
        private final int mutations;
        private volatile int number;
        private volatile byte[] damaged;
        private volatile Throwable failure;
        private int refused;
        private long mostAllocated;
        private long nanos;

        Run(FuzzTarget target, long seed, int mutations) {
            this.target = target;
            this.seed = seed;
            this.mutations = mutations;
        }

        @Override
        public void run() {
            long begun = System.nanoTime();
            try {
                List<byte[]> samples = target.samples();
                for (number = 0; number < mutations; number++) {
                    SplittableRandom random = new SplittableRandom(seed + 31L * number);
                    damaged = new Damage(random).of(samples.get(number % samples.size()));
                    readOne(damaged);
                }
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            }
            nanos = System.nanoTime() - begun;
        }

        private void readOne(byte[] bytes) throws IOException {
            long allocated = measure(bytes);
            if (allocated > target.bound(bytes.length)) {
                // once more: what the JVM loads at the first use of something is not these bytes' doing
                allocated = measure(bytes);
            }
            mostAllocated = Math.max(mostAllocated, allocated);
            if (allocated > target.bound(bytes.length)) {
                throw new AssertionError(allocated + " bytes were allocated for " + bytes.length);
            }
        }

        private long measure(byte[] bytes) throws IOException {
            long before = WireBytes.allocated();
            try {
                target.read(bytes);
            } catch (IOException e) {
                if (!target.documents(e)) {
                    throw e;
                }
                refused++;
            }
            return WireBytes.allocated() - before;
        }

        String describe() {
            return target + ", seed " + seed + ", mutation " + number + ": "
                    + HexFormat.of().formatHex(damaged);
        }
    }
}
