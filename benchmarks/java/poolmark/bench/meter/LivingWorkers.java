// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import poolmark.bench.watch.LeftBehind;
import poolmark.bench.watch.ProcessTree;
import poolmark.clock.ChildProcesses;
import poolmark.clock.PeakMemory;

/** The children of this JVM. */
final class LivingWorkers {

    /** A worker that was told to end needs some time to do so. */
    private static final long GRACE_NANOS = 2_000_000_000L;

    private static final long POLL_NANOS = 2_000_000L;

    private LivingWorkers() {}

    /** {@return peak resident memory of the largest child that lives, in bytes; 0 without children} */
    static long peakBytes() {
        return Arrays.stream(ChildProcesses.pids())
                .map(pid -> PeakMemory.peakRssBytes(pid).orElse(0))
                .max()
                .orElse(0);
    }

    /** {@return what the children that live have in memory together, shared pages in part, in bytes; 0 where not available} */
    static long pssBytes() {
        return Arrays.stream(ChildProcesses.pids())
                .map(pid -> PeakMemory.pssBytes(pid).orElse(0))
                .sum();
    }

    /** {@return a watch that looks at the children every few milliseconds until it is closed} */
    static PeakWatch watch() {
        return new PeakWatch();
    }

    /** Follows the memory of children that may end at any time. */
    static final class PeakWatch implements AutoCloseable {

        private volatile long peakBytes;
        private volatile long pssBytes;
        private volatile boolean closed;
        private final Thread thread = new Thread(this::follow, "poolmark-peak-watch");

        private PeakWatch() {
            thread.setDaemon(true);
            thread.start();
        }

        private void follow() {
            while (!closed) {
                peakBytes = Math.max(peakBytes, LivingWorkers.peakBytes());
                pssBytes = Math.max(pssBytes, LivingWorkers.pssBytes());
                LockSupport.parkNanos(POLL_NANOS);
            }
        }

        long peakBytes() {
            return peakBytes;
        }

        long pssBytes() {
            return pssBytes;
        }

        @Override
        public void close() {
            closed = true;
            while (thread.isAlive()) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /**
     * Waits shortly for the children to end.
     *
     * @throws IllegalStateException when some did not; they have been killed
     */
    static void requireNone() {
        List<String> left = ProcessTree.end(GRACE_NANOS);
        if (!left.isEmpty()) {
            throw new IllegalStateException(left.size()
                    + " processes were left after the benchmark and had to be killed: " + LeftBehind.names(left));
        }
    }
}
