// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import poolmark.bench.detail.LatencyRecorder;

/** Calls that come at fixed times, whatever has become of those before. */
public final class Arrivals {

    /** A parked thread wakes up this much too late on a quiet machine; the rest is spun. */
    private static final long SPIN_NANOS = 150_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Arrivals() {}

    /**
     * Makes calls and records the latency of each from the time at which it should have been made.
     *
     * @param ratePerSecond calls in a second
     * @param calls how many
     * @param latencies takes the latencies, and how late the calls were made
     * @param call makes one; must not wait for its result
     * @return all results; completed, and timed
     */
    public static <R> List<CompletableFuture<R>> at(
            int ratePerSecond, int calls, LatencyRecorder latencies, Supplier<CompletableFuture<R>> call) {
        List<CompletableFuture<R>> timed = new ArrayList<>(calls);
        long begin = System.nanoTime();
        for (int number = 0; number < calls; number++) {
            long intended = begin + number * NANOS_PER_SECOND / ratePerSecond;
            latencies.recordLateness(awaitNanos(intended) - intended);
            timed.add(call.get().whenComplete((result, failure) -> latencies.record(System.nanoTime() - intended)));
        }
        CompletableFuture.allOf(timed.toArray(CompletableFuture[]::new))
                .exceptionally(failed -> null)
                .join();
        return timed;
    }

    private static long awaitNanos(long time) {
        long now = System.nanoTime();
        while (now < time) {
            if (time - now > SPIN_NANOS) {
                LockSupport.parkNanos(time - now - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
            now = System.nanoTime();
        }
        return now;
    }
}
