// SPDX-License-Identifier: Apache-2.0
/** Runs the cells of a plan, one fork of one cell at a time, and keeps what each of them gave. */
package poolmark.bench.suite;
