// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.program;

/**
 * How fast this machine is at what the {@code cpu} workload does.
 *
 * @param spinsPerMilli its steps that take a millisecond
 */
public record Calibration(long spinsPerMilli) {}
