// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

/**
 * May be implemented by a user's workload that needs something before its first task: a connection, a model, a cache. It
 * runs once in every worker of a pool, as the pool's initializer; before its task in a process for one task; and once in
 * this JVM for the ways that have no workers. The tasks are other copies of the workload: what they are to find must be
 * kept in static fields.
 */
@FunctionalInterface
public interface WorkerSetUp {

    /**
     * Sets up.
     *
     * @throws Exception when that fails; then the cell fails
     */
    void setUp() throws Exception;
}
