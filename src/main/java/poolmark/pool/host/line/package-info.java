// SPDX-License-Identifier: Apache-2.0
/**
 * The line to one worker: pipes, and the shared memory behind them. Requests go through it, large ones without a copy and small
 * ones ahead of need; frames come back, read by whoever has the least way to go.
 */
package poolmark.pool.host.line;
