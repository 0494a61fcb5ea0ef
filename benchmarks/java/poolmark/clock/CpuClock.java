// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.util.OptionalLong;

/**
 * Reads the CPU time, user and system together, that processes have used since they began. Time spent asleep or waiting
 * does not count. Safe for use by several threads.
 *
 * <p>At any moment the time of a direct child of this JVM is in exactly one place: in {@link #processNanos(long)} until
 * the child has been reaped, in {@link #endedChildrenNanos()} after it. {@link CpuLedger} turns this into one reading;
 * what a given clock cannot keep of the promise is in its {@link #note()}.
 */
public interface CpuClock {

    /**
     * Names the source, for the manifest.
     *
     * @return a short text such as {@code linux clock_gettime}
     */
    String name();

    /**
     * The smallest step of {@link #parentNanos()} that was seen between two successive calls: what this clock can tell
     * apart, as measured rather than as promised. Never finer than what a call costs.
     *
     * @return nanoseconds, positive
     */
    long resolutionNanos();

    /**
     * What one call of {@link #parentNanos()} costs, measured on the first call of this method, which takes
     * milliseconds.
     *
     * @return nanoseconds of wall time a call, the best of several batches
     */
    default long costNanos() {
        return ClockSteps.costNanos(this::parentNanos);
    }

    /**
     * What a reader of the figures has to know: the limits of this clock, and why better ones were passed over.
     *
     * @return sentences on one line; empty when there is nothing to say
     */
    default String note() {
        return "";
    }

    /**
     * The CPU time of this JVM, all of its threads (compiler and collector included), without its children: the
     * counterpart of Python's {@code time.process_time_ns()}.
     *
     * @return nanoseconds since the JVM began, never less than at an earlier call
     */
    long parentNanos();

    /**
     * The CPU time of another process, all of its threads, without its children.
     *
     * @param pid the process, positive
     * @return nanoseconds since the process began, also while it is a zombie that nobody has reaped; empty when there is
     *     no such process, or when this clock cannot read it
     * @throws IllegalArgumentException when {@code pid} is not positive
     */
    OptionalLong processNanos(long pid);

    /**
     * Whether {@code pid} is a direct child of this JVM that nobody has begun to reap, so that
     * {@link #endedChildrenNanos()}, when it was read before this call, did not contain its time. Between the begin of
     * the reaping and its end, the time of a child may be in both places or in none.
     *
     * @param pid the process, positive
     * @return false for processes that are gone, are being reaped, or are not children of this JVM; a clock that cannot
     *     tell says true
     */
    default boolean isUnreaped(long pid) {
        return true;
    }

    /**
     * The CPU time of all direct children of this JVM that ended and were reaped, with that of the descendants they had
     * reaped themselves. The JDK reaps a child as soon as it ends.
     *
     * @return nanoseconds, in microseconds' steps where the source is {@code getrusage}, never less than at an earlier
     *     call
     */
    long endedChildrenNanos();

    /**
     * The best clock that works on this machine. The first call loads and tests the candidates, which takes from 0.1 to
     * 1 s; later calls return the same clock at once.
     *
     * @return a clock whose every method has been called, so that it is loaded and linked
     * @throws IllegalStateException when not even the JDK's own means work
     */
    static CpuClock best() {
        return ClockProbe.best();
    }
}
