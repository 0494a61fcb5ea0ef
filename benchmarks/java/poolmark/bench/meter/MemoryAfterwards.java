// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.util.List;
import poolmark.bench.detail.Extra;
import poolmark.clock.PeakMemory;

/**
 * The memory of this JVM and of its workers when an operation has ended. Where the workers have ended with it, {@link
 * #probe} looks at a run of the same work, and what was seen then is told of all operations to come.
 */
final class MemoryAfterwards {

    private static final long PID = ProcessHandle.current().pid();

    private boolean probed;
    private long probedPeakBytes;
    private long probedPssBytes;

    void probe(Meter.Operation operation) throws Exception {
        try (LivingWorkers.PeakWatch watch = LivingWorkers.watch()) {
            operation.run();
            probedPeakBytes = watch.peakBytes();
            probedPssBytes = watch.pssBytes();
            probed = true;
        }
    }

    /** {@return peak resident memory of the largest worker, in bytes} */
    long peakBytesOfWorkers() {
        return probed ? probedPeakBytes : LivingWorkers.peakBytes();
    }

    /** {@return the rest, each in bytes; 0 where the system does not tell} */
    List<Extra> extras() {
        return List.of(
                bytes("pss.parent", PeakMemory.pssBytes(PID).orElse(0)),
                bytes("pss.workers", probed ? probedPssBytes : LivingWorkers.pssBytes()),
                bytes("rss.parent.peak", PeakMemory.peakRssBytes(PID).orElse(0)));
    }

    private static Extra bytes(String name, long bytes) {
        return new Extra(name, bytes, Extra.Unit.BYTES);
    }
}
