// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * The thread that waited for a result was interrupted; its interrupt flag is set again. A task that had not started is
 * dropped; one that had goes on, and its result is dropped.
 */
public final class CallInterruptedException extends PoolException {

    private static final long serialVersionUID = 1L;

    CallInterruptedException(String message, Throwable cause) {
        super(message, cause);
    }
}
