// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import poolmark.pool.host.evidence.Exit;
import poolmark.pool.wire.Failure;

/**
 * What became of one task.
 *
 * @param kind which way it went; the other components that are not null follow from it
 * @param value the result, for {@link Kind#RETURNED}
 * @param failure what the worker told, for {@link Kind#THREW} and, where the initializer threw, {@link Kind#NEVER_READY}
 * @param thrown the exception rebuilt in this process, where that was possible; for {@link Kind#UNTRANSFERABLE} the reason
 * @param detail a sentence part for the message
 * @param worker name of the worker, or null where none was involved
 * @param pid its process id
 */
public record Outcome(
        Kind kind, Object value, Failure failure, Throwable thrown, String detail, String worker, long pid) {

    /** Which way a task went. */
    public enum Kind {
        /** It gave a result. */
        RETURNED,
        /** It threw. */
        THREW,
        /** The task, its argument or its result could not travel. */
        UNTRANSFERABLE,
        /** Its worker died, or none could be started. */
        CRASHED,
        /** It ran over the time limit. */
        TIMED_OUT,
        /** Its caller gave it up. */
        CANCELLED,
        /** The pool was closed before it was done. */
        CLOSED,
        /** The initializer failed, so that no worker will ever run it. */
        NEVER_READY
    }

    /** A result, whoever it came from. */
    public static Outcome returned(Object value) {
        return new Outcome(Kind.RETURNED, value, null, null, null, null, 0);
    }

    static Outcome returned(Object value, Identified worker) {
        return new Outcome(Kind.RETURNED, value, null, null, null, worker.name(), worker.pid());
    }

    static Outcome threw(Failure failure, Throwable rebuilt, Identified worker) {
        return new Outcome(Kind.THREW, null, failure, rebuilt, null, worker.name(), worker.pid());
    }

    static Outcome untransferable(String detail, Throwable reason, Identified worker) {
        return new Outcome(Kind.UNTRANSFERABLE, null, null, reason, detail, worker.name(), worker.pid());
    }

    /** An argument that never left this process. */
    public static Outcome untransferable(Throwable reason) {
        return new Outcome(Kind.UNTRANSFERABLE, null, null, reason, reason.getMessage(), null, 0);
    }

    /** {@code evidence} is a sentence part on what the worker was doing, and with what. */
    static Outcome crashed(Exit exit, String evidence, Identified worker) {
        String detail = evidence + "; " + exit.describeCrash();
        return new Outcome(Kind.CRASHED, null, null, null, detail, worker.name(), worker.pid());
    }

    /** {@code evidence} as for {@link #crashed}. */
    static Outcome timedOut(String evidence, Identified worker) {
        return new Outcome(Kind.TIMED_OUT, null, null, null, evidence, worker.name(), worker.pid());
    }

    /** No worker became ready, and none will; this is the last that tried, or the only one. */
    static Outcome noWorker(Exit exit, Identified worker) {
        String detail = "no worker could be started; " + worker.name() + " (pid " + worker.pid()
                + ") ended before it was ready: " + exit.describeFailedStart();
        return new Outcome(Kind.CRASHED, null, null, null, detail, null, 0);
    }

    /** This JVM cannot even serve another worker. */
    static Outcome noWorker(Error refusal) {
        return new Outcome(Kind.CRASHED, null, null, null, "no worker could be started: " + refusal, null, 0);
    }

    static Outcome neverReady(Failure failure, Throwable rebuilt, Identified worker) {
        return new Outcome(Kind.NEVER_READY, null, failure, rebuilt, null, worker.name(), worker.pid());
    }

    /** Its initializer does not end; {@code detail} is a sentence part on that. */
    static Outcome neverReady(String detail, Identified worker) {
        return new Outcome(Kind.NEVER_READY, null, null, null, detail, worker.name(), worker.pid());
    }

    static Outcome ended(Kind kind, Identified worker) {
        return new Outcome(kind, null, null, null, null, worker.name(), worker.pid());
    }

    /** For a task that no worker has begun. */
    static Outcome dropped(Kind kind) {
        return new Outcome(kind, null, null, null, null, null, 0);
    }
}
