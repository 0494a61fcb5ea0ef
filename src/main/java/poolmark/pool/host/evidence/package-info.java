// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of a worker that ended in the middle of its work: exit code, last lines of standard error, CPU time so far.
 */
package poolmark.pool.host.evidence;
