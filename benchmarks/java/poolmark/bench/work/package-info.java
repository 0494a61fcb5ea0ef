// SPDX-License-Identifier: Apache-2.0
/** What the benchmarks make the workers do, and what must come back. */
package poolmark.bench.work;
