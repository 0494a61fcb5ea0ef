// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.IterationParams;

/**
 * What a fork does before its single shots, until the compilers of its JVM have little left to do, and no longer than the
 * warm-up lasts where iterations have a length. Some operations of a few milliseconds are over before a JVM has even begun
 * to compile: what they showed of a warm pool was the compiler beside it, at several times what handing over costs.
 * Operations that start processes have nothing that could become warm.
 */
public final class Warming {

    private static final long WINDOW_NANOS = 200_000_000L;

    /** Compilers that take less than this part of a processor are done. */
    private static final double DONE = 0.05;

    private Warming() {}

    /**
     * Does operations in turn, unmeasured. Not at all where no warm-up is wanted. JMH's own warm-ups, which are counted and
     * written down, follow.
     *
     * @param warmup the benchmark's: no longer than its iterations together, which is zero for single shots unless somebody
     *     gives {@code -w}
     * @param operations the operation as it will be measured, and what else should be warm
     * @throws Exception what an operation throws
     */
    public static void up(IterationParams warmup, Meter.Operation... operations) throws Exception {
        long limitNanos = warmup.getCount() * warmup.getTime().convertTo(TimeUnit.NANOSECONDS);
        CompilerThreads compilers = new CompilerThreads();
        long begin = System.nanoTime();
        boolean busy = true;
        while (busy && System.nanoTime() - begin < limitNanos) {
            OptionalLong before = compilers.cpuNanos();
            long window = Math.min(WINDOW_NANOS, limitNanos - (System.nanoTime() - begin));
            long took = repeat(window, operations);
            busy = before.isEmpty() || compilers.cpuNanos().orElse(Long.MAX_VALUE) - before.getAsLong() > DONE * took;
        }
    }

    /** {@return how long it took, which is no less than asked for} */
    private static long repeat(long nanos, Meter.Operation... operations) throws Exception {
        long begin = System.nanoTime();
        do {
            for (Meter.Operation operation : operations) {
                operation.run();
            }
        } while (System.nanoTime() - begin < nanos);
        return System.nanoTime() - begin;
    }
}
