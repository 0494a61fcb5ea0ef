// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

/**
 * What measuring costs, found before the run by measuring nothing many times; medians, in ns.
 *
 * @param perOperationNanos wall time of all that is done round an operation: readings, counting, writing the sample
 * @param readingNanos wall time of one reading of all processes' CPU time, without workers
 * @param wallNanos what an operation that does nothing is said to take: part of every wall time
 * @param cpuParentNanos the same of the parent's CPU time
 * @param cpuWorkersNanos the same of the workers' CPU time
 */
public record Overhead(
        long perOperationNanos, long readingNanos, long wallNanos, long cpuParentNanos, long cpuWorkersNanos) {}
