// SPDX-License-Identifier: Apache-2.0
/** What some benchmarks tell of their operations beyond what the meter measures of all: phases, tasks, latencies. */
package poolmark.bench.detail;
