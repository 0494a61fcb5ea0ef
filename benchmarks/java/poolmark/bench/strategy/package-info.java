// SPDX-License-Identifier: Apache-2.0
/** The ways of having a workload done that are compared, and how their workers are started. */
package poolmark.bench.strategy;
