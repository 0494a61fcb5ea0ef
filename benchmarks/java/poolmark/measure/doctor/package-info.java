// SPDX-License-Identifier: Apache-2.0
/**
 * Judges whether a machine can be trusted for measuring: pure functions from facts and trials to findings, each a few
 * sentences that say what was seen, why it matters and what to do.
 *
 * <p>The limits are at the head of each class with their reasons. A finding that makes figures of this machine
 * untrustworthy is a doubt; what a reader of the figures should know is a note.
 */
package poolmark.measure.doctor;
