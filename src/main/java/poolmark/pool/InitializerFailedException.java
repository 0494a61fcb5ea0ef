// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * The initializer of a pool threw an exception in a worker. The pool is broken then: all outstanding calls and all later
 * ones get this exception, and no further worker is started.
 */
public final class InitializerFailedException extends PoolException {

    private static final long serialVersionUID = 1L;

    InitializerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
