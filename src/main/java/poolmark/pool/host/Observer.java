// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

/** Hears what happens in a pool, on the threads that serve the workers. Must not throw. */
public interface Observer {

    /** A worker printed a line. */
    void printed(Identified worker, boolean error, String line);

    /** A worker is ready for work. */
    void ready(Worker worker);

    /** A worker is gone; {@code crashed} where nobody asked for it. */
    void ended(Worker worker, boolean crashed);

    /** A task has ended. Not called where {@link #hearsTasks} is false. */
    void taskEnded(TaskTimes times, Outcome outcome);

    /** Whether the times of tasks are wanted. */
    boolean hearsTasks();

    /**
     * When a task was where, on this process's clock.
     *
     * @param number counts the pool's tasks
     * @param queuedNanos when it was submitted
     * @param startedNanos when it began
     * @param endedNanos when its outcome was known
     * @param cpuNanos its CPU time, -1 where it is not known
     */
    record TaskTimes(long number, long queuedNanos, long startedNanos, long endedNanos, long cpuNanos) {}
}
