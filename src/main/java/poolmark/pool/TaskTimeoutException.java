// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * The task ran longer than the pool's {@linkplain ProcessPool.Builder#taskTimeout time limit}, and its worker was ended
 * and replaced. The message says how long the task had run and how much CPU time it had used: much speaks for a loop without
 * end, little for one that waits.
 */
public final class TaskTimeoutException extends PoolException {

    private static final long serialVersionUID = 1L;

    TaskTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
