// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.util.List;
import poolmark.bench.detail.Extra;

/**
 * What was measured between two points, over one or more operations.
 *
 * @param operations how many operations ran
 * @param wallNanos wall time of all of them
 * @param cpuParentNanos CPU time of this JVM
 * @param cpuWorkersNanos CPU time of all workers
 * @param workersStarted worker processes that were started
 * @param workersCrashed worker processes that died unasked
 * @param rssWorkersPeakBytes peak resident memory of the largest worker; negative where not available
 * @param extras what else there is to tell
 */
record Reading(
        long operations,
        long wallNanos,
        long cpuParentNanos,
        long cpuWorkersNanos,
        long workersStarted,
        long workersCrashed,
        long rssWorkersPeakBytes,
        List<Extra> extras) {}
