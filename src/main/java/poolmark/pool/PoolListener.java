// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * Hears of what happens in a pool. The methods are called on the thread that reads the worker's answers, one of the pool's or
 * that of a caller who is waiting for such an answer: they must return soon, must not wait for the pool, and what they throw is
 * dropped. Calls about different workers come at the same time from different threads.
 */
public interface PoolListener {

    /**
     * A task has ended, in whatever way. Called once for each task, before its caller gets the result.
     *
     * @param task what is known of it
     */
    default void taskEnded(TaskRecord task) {}

    /**
     * A worker is ready for its first task.
     *
     * @param worker the worker
     */
    default void workerReady(WorkerInfo worker) {}

    /**
     * A worker's process has ended.
     *
     * @param worker the worker, no longer alive
     * @param crashed true where nobody asked it to end
     */
    default void workerEnded(WorkerInfo worker, boolean crashed) {}

    /**
     * Whether workers are to measure the CPU time of each task. It costs each worker some ten milliseconds at its start,
     * because the JVM's management classes are loaded, and about a microsecond a task. Asked once, when the pool opens.
     *
     * @return true unless overridden
     */
    default boolean measuresCpu() {
        return true;
    }
}
