// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * What is known of one worker of a pool at the moment of asking.
 *
 * @param name the worker's name, such as {@code SpawnPoolWorker-3}
 * @param pid process id given by the operating system
 * @param alive whether the process had not ended yet
 * @param tasksCompleted number of tasks that this worker has answered, with a result or with an exception
 */
public record WorkerInfo(String name, long pid, boolean alive, long tasksCompleted) {}
