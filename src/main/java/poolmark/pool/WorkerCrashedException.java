// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * The worker that ran the task died before it answered: it was killed, called {@code System.exit}, ran out of memory or
 * fell over native code; or no worker could be started at all. The message has the exit code and the last lines the
 * worker wrote to standard error.
 */
public final class WorkerCrashedException extends PoolException {

    private static final long serialVersionUID = 1L;

    WorkerCrashedException(String message, Throwable cause) {
        super(message, cause);
    }
}
