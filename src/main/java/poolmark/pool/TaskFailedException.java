// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * The task threw an exception. {@link #getCause()} is the original, with the stack trace it had in the worker, where it
 * could be rebuilt here; else a {@link RemoteTaskException} that holds its class name, message and trace as text.
 */
public final class TaskFailedException extends PoolException {

    private static final long serialVersionUID = 1L;

    TaskFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
