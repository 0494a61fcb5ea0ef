// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats;

/**
 * A number that data only hint at.
 *
 * @param value the best guess
 * @param low the truth lies below it with the chance that was asked for at most; negative infinity where the data are too
 *     few to say so of any number
 * @param high the same for above
 */
public record Estimate(double value, double low, double high) {}
