// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.input;

import java.util.List;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/**
 * What some benchmarks tell beyond what all do. Times are in ns since the operation began.
 *
 * @param phases of pools that lived within an operation
 * @param tasks of some operations
 * @param latencies of single calls, a histogram for each measured operation
 */
public record Details(List<Phases> phases, List<TaskTimes> tasks, List<Latencies> latencies) {

    /** Nothing. */
    public static final Details NONE = new Details(List.of(), List.of(), List.of());

    /** An operation of a cell. */
    public record Operation(String benchmark, SortedMap<String, String> params, int fork, String phase, long op) {}

    /** The phases of one operation, each ending where the next begins, and when the last worker was ready. */
    public record Phases(
            Operation operation,
            long spawnNanos,
            long readyNanos,
            long workNanos,
            long closeNanos,
            long allReadyNanos) {}

    /**
     * One task, or what came before a worker's first.
     *
     * @param task its place in the input; negative for a worker's start and initializer
     * @param startedNanos when it began; of a worker, when its initializer did
     * @param endedNanos when it ended; of a worker, when its initializer did
     * @param errorNanos how far begin and end may be off; negative where they are the parent's view
     */
    public record TaskTimes(
            Operation operation,
            int task,
            String worker,
            long queuedNanos,
            long startedNanos,
            long endedNanos,
            long errorNanos) {

        /** {@return whether it tells of a worker's start and initializer} */
        public boolean isSetUp() {
            return task < 0;
        }
    }

    /**
     * The calls of one operation.
     *
     * @param benchmark name of the method and its parameters, as the log's tag has them
     * @param histogram of latencies in ns
     */
    public record Latencies(String benchmark, Histogram histogram) {}
}
