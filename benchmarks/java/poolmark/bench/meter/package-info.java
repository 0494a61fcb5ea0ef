// SPDX-License-Identifier: Apache-2.0
/**
 * Measures single operations inside a fork: the clocks are read right before and right after an operation, never in the
 * windows that JMH opens for profilers, which hold set-up and tear-down as well.
 */
package poolmark.bench.meter;
