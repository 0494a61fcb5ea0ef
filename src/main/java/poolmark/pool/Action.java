// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.Serializable;

/**
 * Something to be done once in a worker process, such as a pool's initializer. What is said of {@link Task} on copying
 * holds here too.
 */
@FunctionalInterface
public interface Action extends Serializable {

    /**
     * Does it. Runs on the worker's main thread.
     *
     * @throws Exception whatever goes wrong
     */
    void run() throws Exception;
}
