// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * One line that a worker printed.
 *
 * @param worker name of the worker
 * @param pid process id of the worker
 * @param error true where it was printed to standard error
 * @param line the text, without its line end
 */
public record WorkerOutput(String worker, long pid, boolean error, String line) {}
