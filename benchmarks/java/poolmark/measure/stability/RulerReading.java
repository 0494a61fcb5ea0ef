// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stability;

/**
 * What a ruler showed at one time of a run.
 *
 * @param ruler its name, as that of the method of {@code RulerBenchmark}
 * @param atMillis when, since the run's first reading
 * @param nanos the wall time that it took
 */
public record RulerReading(String ruler, long atMillis, long nanos) {}
