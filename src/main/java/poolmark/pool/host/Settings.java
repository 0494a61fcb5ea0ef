// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.function.Supplier;
import poolmark.pool.host.process.LaunchSpec;
import poolmark.pool.host.process.WorkerSource;
import poolmark.pool.wire.Codec;

/**
 * What a pool is made with.
 *
 * @param launch how its workers are started
 * @param source where their processes come from
 * @param processes number of seats
 * @param names gives the next worker's name
 * @param initializer encoded function that each worker runs first, or null
 * @param maxTasksPerWorker after so many tasks a worker is replaced; 0 means never
 * @param startTimeoutNanos how long a worker may take to be ready
 * @param taskTimeoutNanos how long a task may run; 0 means for ever
 * @param crashRetries how often a task whose worker died is run again
 * @param measuresCpu whether workers measure the CPU time of each task
 * @param codec reads what workers send
 */
public record Settings(
        LaunchSpec launch,
        WorkerSource source,
        int processes,
        Supplier<String> names,
        byte[] initializer,
        long maxTasksPerWorker,
        long startTimeoutNanos,
        long taskTimeoutNanos,
        int crashRetries,
        boolean measuresCpu,
        Codec codec) {

    /**
     * Whether chunks may be sent to a worker before it has finished others. Not where workers are replaced on purpose, as the
     * one that is being replaced must have nothing but the task it is replaced for.
     */
    boolean mayOfferAhead() {
        return taskTimeoutNanos == 0 && maxTasksPerWorker == 0 && crashRetries == 0;
    }

    /** Whether a worker that was handed so many tasks gets no more. */
    boolean isSpent(long tasksHanded) {
        return maxTasksPerWorker > 0 && tasksHanded >= maxTasksPerWorker;
    }

    /** How many more tasks a worker may be handed. */
    int tasksLeft(long tasksHanded) {
        long left = maxTasksPerWorker > 0 ? maxTasksPerWorker - tasksHanded : Integer.MAX_VALUE;
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
