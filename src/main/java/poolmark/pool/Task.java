// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.Serializable;

/**
 * A function of one argument that runs in a worker process.
 *
 * <p>The task travels to the worker by value: what a lambda captures, or an object holds, is copied when it is
 * submitted, and what the task changes there stays there. Lambdas and method references need no cast, because this
 * interface is {@link Serializable}; everything they capture must be serialisable too, and their class must be on the
 * worker's class path.
 *
 * @param <T> type of the argument, copied to the worker
 * @param <R> type of the result, copied back
 */
@FunctionalInterface
public interface Task<T, R> extends Serializable {

    /**
     * Computes the result. Runs on the worker's main thread, one task at a time.
     *
     * @param argument the worker's own copy of the argument; null where the caller passed null
     * @return the result, which must be serialisable; may be null
     * @throws Exception whatever goes wrong; it reaches the caller as the cause of a {@link TaskFailedException}
     */
    R apply(T argument) throws Exception;
}
