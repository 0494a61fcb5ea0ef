// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * The task, its argument or its result cannot travel between the processes. The message names the class that is in the
 * way and, where it could be found, the path of fields that leads to it.
 */
public final class NotSerializableTaskException extends PoolException {

    private static final long serialVersionUID = 1L;

    NotSerializableTaskException(String message, Throwable cause) {
        super(message, cause);
    }
}
