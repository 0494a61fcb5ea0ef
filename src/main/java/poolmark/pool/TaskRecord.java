// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.OptionalLong;

/**
 * The life of one task, as told to a {@link PoolListener}. All times are those of {@link System#nanoTime()} in the
 * parent, so that they can be compared with each other and with the caller's own; the worker's news travels to the
 * parent first, which makes {@code startedNanos} and {@code endedNanos} late by one hand-over, some tens of
 * microseconds.
 *
 * @param number counts the pool's tasks in the order in which they were submitted, from 0
 * @param worker name of the worker that ran it; empty where none did
 * @param pid process id of that worker; 0 where none ran it
 * @param queuedNanos when it was submitted
 * @param startedNanos when the worker began with it; equal to {@code endedNanos} where none did
 * @param endedNanos when its outcome was known to the parent
 * @param cpuNanos CPU time that the worker's main thread spent in it, in nanoseconds; empty where the task never
 *     answered or {@link PoolListener#measuresCpu()} is false
 * @param outcome how it ended
 */
public record TaskRecord(
        long number,
        String worker,
        long pid,
        long queuedNanos,
        long startedNanos,
        long endedNanos,
        OptionalLong cpuNanos,
        Outcome outcome) {

    /** How a task ended. */
    public enum Outcome {
        /** With a result. */
        RETURNED,
        /** With an exception of its own. */
        FAILED,
        /** The task, its argument or its result could not travel. */
        NOT_SERIALIZABLE,
        /** Its worker died. */
        CRASHED,
        /** It ran longer than the pool allows and was ended. */
        TIMED_OUT,
        /** It was cancelled by its caller. */
        CANCELLED,
        /** The pool was terminated, or broke, first. */
        ABANDONED
    }
}
