// SPDX-License-Identifier: Apache-2.0
/**
 * What a run leaves behind: a directory with its manifest {@code run.json}, JMH's own {@code jmh.json}, and
 * {@code samples.csv} with one line for every operation. Knows files and values, neither JMH nor the pool.
 */
package poolmark.measure.result;
