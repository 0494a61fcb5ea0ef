// SPDX-License-Identifier: Apache-2.0
/**
 * What a report is made of: a run directory or any file with JMH's results, brought into one form by
 * {@link poolmark.measure.input.RunReader}.
 */
package poolmark.measure.input;
