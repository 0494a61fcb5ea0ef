// SPDX-License-Identifier: Apache-2.0
/** A pool under fire: many callers, workers killed at random, and an account of every task at the end. */
package poolmark.bench.chaos;
