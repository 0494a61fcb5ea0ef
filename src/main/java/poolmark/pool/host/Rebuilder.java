// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.IOException;
import poolmark.pool.wire.Answer;
import poolmark.pool.wire.ByteSource;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.Failure;

/** Makes outcomes of answers. Runs code of the user's classes, on the thread that serves the worker. */
final class Rebuilder {

    private final Codec codec;

    Rebuilder(Codec codec) {
        this.codec = codec;
    }

    /** What an answer means; never throws, since a task whose answer is lost would be waited for, for ever. */
    Outcome outcome(Answer answer, Identified worker) {
        Failure failure = answer.failure();
        if (failure == null) {
            return result(answer.result(), worker);
        }
        return switch (failure.kind()) {
            case THREW -> Outcome.threw(failure, exception(failure), worker);
            case TASK_UNREADABLE -> untransferable("the task cannot be rebuilt in the worker", failure, worker);
            case ARGUMENT_UNREADABLE -> untransferable("the argument cannot be rebuilt in the worker", failure, worker);
            case RESULT_UNWRITABLE -> untransferable("the result cannot be sent back", failure, worker);
        };
    }

    private Outcome result(ByteSource encoded, Identified worker) {
        try {
            return Outcome.returned(codec.read(encoded), worker);
        } catch (Throwable e) {
            return unreadable(e, worker);
        }
    }

    /** A result; throws whatever user code throws. */
    Object value(ByteSource encoded) throws IOException {
        return codec.read(encoded);
    }

    /** A result for which {@link #value} has thrown. */
    static Outcome unreadable(Throwable reason, Identified worker) {
        return Outcome.untransferable(
                "the result cannot be rebuilt in this process: " + reason.getMessage(), reason, worker);
    }

    private Outcome untransferable(String what, Failure failure, Identified worker) {
        return Outcome.untransferable(what + ": " + failure.message(), exception(failure), worker);
    }

    /** The exception itself; null where it cannot be rebuilt here. */
    Throwable exception(Failure failure) {
        if (failure.exception() == null) {
            return null;
        }
        try {
            return codec.read(new ByteSource(failure.exception())) instanceof Throwable thrown ? thrown : null;
        } catch (Throwable e) {
            return null; // the text of the failure stands for it
        }
    }
}
