// SPDX-License-Identifier: Apache-2.0
/**
 * Short trials of the machine: what its clocks, its scheduler and its processors do when they are asked to do a known
 * thing. They measure and do not judge. Each runs for a second or two and uses the processors while it does.
 */
package poolmark.measure.trial;
