// SPDX-License-Identifier: Apache-2.0
/**
 * Runs as a reader finds them, in whatever state their writer left them: {@link poolmark.measure.stored.StoredRun} is the
 * way in for all that report, compare or judge.
 */
package poolmark.measure.stored;
