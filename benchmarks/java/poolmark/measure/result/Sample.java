// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import java.util.SortedMap;

/**
 * One measured operation. Where an operation is too short to be measured alone it stands for the mean of those of one
 * iteration.
 *
 * @param runId the run it belongs to
 * @param variant which build was measured, where a run compares several; else empty
 * @param benchmark full name, class and method
 * @param params the benchmark's parameters by name
 * @param fork number of the fork among those of its cell, from 1
 * @param phase {@code warmup} or {@code measure}
 * @param op number of the operation within fork and phase, from 1
 * @param wallNanos wall time
 * @param cpuParentNanos CPU time of the JVM that owns the workers
 * @param cpuWorkersNanos CPU time of all workers
 * @param workersStarted worker processes that were started
 * @param workersCrashed worker processes that died unasked
 * @param rssWorkersPeakBytes peak resident memory of the largest worker; negative where not available
 * @param resultOk whether the operation's result was right
 */
public record Sample(
        String runId,
        String variant,
        String benchmark,
        SortedMap<String, String> params,
        int fork,
        String phase,
        long op,
        long wallNanos,
        long cpuParentNanos,
        long cpuWorkersNanos,
        long workersStarted,
        long workersCrashed,
        long rssWorkersPeakBytes,
        boolean resultOk) {

    /** Phase of operations that count. */
    public static final String MEASURE = "measure";

    /** Phase of operations before those. */
    public static final String WARMUP = "warmup";

    /** {@return CPU time of parent and workers together, in ns} */
    public long cpuTotalNanos() {
        return cpuParentNanos + cpuWorkersNanos;
    }

    /** {@return whether it counts: measured, and with the right result} */
    public boolean counts() {
        return resultOk && phase.equals(MEASURE);
    }
}
