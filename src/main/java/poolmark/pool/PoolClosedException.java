// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * The pool was shut down or terminated before the call, or terminated during it.
 */
public final class PoolClosedException extends PoolException {

    private static final long serialVersionUID = 1L;

    PoolClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
