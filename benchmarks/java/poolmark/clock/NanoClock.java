// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

/**
 * A wall clock for durations: the counterpart of Python's {@code time.perf_counter_ns()}.
 *
 * <p>The clock never goes backwards, runs on while the process sleeps or waits, and does not follow a change of the
 * system's date. Its origin is arbitrary: only the difference of two readings of one clock in one JVM has a meaning.
 * Safe for use by several threads. Tests pass a lambda that returns what they need.
 */
@FunctionalInterface
public interface NanoClock {

    /**
     * The time since the clock's arbitrary origin.
     *
     * @return nanoseconds, possibly negative; take differences, and compare them with {@code b - a < 0}
     */
    long nanos();

    /**
     * The clock of the system, {@link System#nanoTime()}: {@code clock_gettime(CLOCK_MONOTONIC)} on Linux,
     * {@code mach_absolute_time} on macOS, the performance counter on Windows.
     *
     * @return the clock; it holds no state
     */
    static NanoClock system() {
        return System::nanoTime;
    }
}
