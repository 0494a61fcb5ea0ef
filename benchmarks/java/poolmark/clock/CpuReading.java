// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

/**
 * CPU time of this JVM and of its workers at one moment, or, after {@link #minus}, between two.
 *
 * @param parentNanos user and system time of the JVM that owns the workers, all threads, no children, in ns
 * @param workersNanos the same of all workers, living and ended, in ns
 * @param retries how often the workers had to be read again because one of them ended or began meanwhile; of a
 *     difference, the larger number of the two
 */
public record CpuReading(long parentNanos, long workersNanos, int retries) {

    /**
     * The time of this JVM and its workers together.
     *
     * @return ns of CPU time, which may exceed the wall time as many times as there are processors
     */
    public long totalNanos() {
        return parentNanos + workersNanos;
    }

    /**
     * Whether the workers' time is a consistent one. When it is not, workers ended faster than they could be read, and
     * the time of one of them may be missing or counted twice.
     *
     * @return false when the ledger gave up after {@link CpuLedger#MAX_RETRIES}
     */
    public boolean isSettled() {
        return retries < CpuLedger.MAX_RETRIES;
    }

    /**
     * The CPU time between two readings of one ledger.
     *
     * @param earlier the reading at the beginning
     * @return the differences
     */
    public CpuReading minus(CpuReading earlier) {
        return new CpuReading(
                parentNanos - earlier.parentNanos,
                workersNanos - earlier.workersNanos,
                Math.max(retries, earlier.retries));
    }
}
