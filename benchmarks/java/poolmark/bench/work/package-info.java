// SPDX-License-Identifier: Apache-2.0
/** What the benchmarks make the workers do, what must come back, and the ways of having it done. */
package poolmark.bench.work;
