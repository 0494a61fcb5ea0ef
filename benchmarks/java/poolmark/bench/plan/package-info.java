// SPDX-License-Identifier: Apache-2.0
/** Which benchmarks a run measures, with which parameters; wrong ones are refused before anything is started. */
package poolmark.bench.plan;
