// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.Serializable;

/**
 * A computation without argument that runs in a worker process. What is said of {@link Task} on copying holds here too.
 *
 * @param <R> type of the result, copied back to the caller
 */
@FunctionalInterface
public interface Job<R> extends Serializable {

    /**
     * Computes the result. Runs on the worker's main thread.
     *
     * @return the result, which must be serialisable; may be null
     * @throws Exception whatever goes wrong; it reaches the caller as the cause of a {@link TaskFailedException}
     */
    R call() throws Exception;
}
