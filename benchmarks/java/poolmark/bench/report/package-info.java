// SPDX-License-Identifier: Apache-2.0
/** The sub-command that makes figures and a report of runs, and the report that each run of the suite ends with. */
package poolmark.bench.report;
