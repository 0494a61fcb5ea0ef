// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import java.util.List;
import poolmark.pool.CurrentWorker;
import poolmark.pool.Task;

/**
 * A task whose worker says when it began and ended it, on the worker's own clock. Both ways it travels as what the workload's
 * own tasks and results travel as, a lambda and a text: Java serialization would be the worker's first use of it, and take longer than its whole start.
 */
final class StampedTask {

    private StampedTask() {}

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
    record Stamp(
            String worker, long pid, long startedNanos, long endedNanos, long setUpBeganNanos, long setUpEndedNanos) {

        private static Stamp read(String text) {
            String[] parts = text.split(" ");
            return new Stamp(
                    parts[0], number(parts[1]), number(parts[2]), number(parts[3]), number(parts[4]), number(parts[5]));
        }

        private static long number(String text) {
            return Long.parseLong(text);
        }
    }

    /**
     * Makes such a task of another.
     *
     * @param task the task itself, whose result is lost
     * @return a task that returns a stamp, as a text
     */
    static <T, R> Task<T, String> of(Task<T, R> task) {
        return argument -> run(task, argument);
    }

    /** {@return stamps from their texts} */
    static List<Stamp> read(List<String> texts) {
        return texts.stream().map(Stamp::read).toList();
    }

    private static <T, R> String run(Task<T, R> task, T argument) throws Exception {
        long started = System.nanoTime();
        task.apply(argument);
        long ended = System.nanoTime();
        // no + for texts: a JVM's first one builds method handles, which takes milliseconds
        return new StringBuilder(CurrentWorker.name())
                .append(' ')
                .append(CurrentWorker.pid())
                .append(' ')
                .append(started)
                .append(' ')
                .append(ended)
                .append(' ')
                .append(StampedSetUp.beganNanos())
                .append(' ')
                .append(StampedSetUp.endedNanos())
                .toString();
    }
}
