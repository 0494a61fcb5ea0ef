// SPDX-License-Identifier: Apache-2.0
/** Makes a benchmark worse on purpose, to show that the gate notices. Only the benchmarks look here, never the library. */
package poolmark.bench.hook;
