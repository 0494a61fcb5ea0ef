// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.demo;

import java.util.List;
import poolmark.clock.CpuReading;

/**
 * One way of doing the work, and what it took.
 *
 * @param name as in the tutorial
 * @param outputs the results
 * @param wallNanos wall time, sleep included (Python's {@code perf_counter})
 * @param cpu CPU time of this process (Python's {@code process_time}) and of all workers
 */
record Timed(String name, List<Integer> outputs, long wallNanos, CpuReading cpu) {

    double wallSeconds() {
        return wallNanos / 1e9;
    }

    /** CPU time of this process in percent of the wall time. */
    double parentPercent() {
        return 100.0 * cpu.parentNanos() / wallNanos;
    }
}
