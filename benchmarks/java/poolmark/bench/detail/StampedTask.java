// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import java.io.Serializable;
import poolmark.pool.CurrentWorker;
import poolmark.pool.Task;

/**
 * A task whose worker says when it began and ended it, on the worker's own clock.
 *
 * @param <T> type of the argument
 * @param <R> type of the result
 * @param task the task itself
 */
public record StampedTask<T, R>(Task<T, R> task) implements Task<T, StampedTask.Stamp> {

    private static final long serialVersionUID = 1L;

    /**
     * What the worker says.
     *
     * @param worker its name
     * @param pid its process id
     * @param startedNanos when it began, on its {@link System#nanoTime()}
     * @param endedNanos when it ended
     * @param setUpBeganNanos when the worker's {@link StampedSetUp} began; means nothing where there was none
     * @param setUpEndedNanos when that ended
     */
    public record Stamp(
            String worker, long pid, long startedNanos, long endedNanos, long setUpBeganNanos, long setUpEndedNanos)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Stamp apply(T argument) throws Exception {
        long started = System.nanoTime();
        task.apply(argument);
        return new Stamp(
                CurrentWorker.name(),
                CurrentWorker.pid(),
                started,
                System.nanoTime(),
                StampedSetUp.beganNanos(),
                StampedSetUp.endedNanos());
    }
}
