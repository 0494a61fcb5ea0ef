// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameWriter;
import poolmark.pool.wire.RingSender;

/**
 * The way of answers to the parent. Once there is shared memory they have a ring of their own, into which the thread that
 * runs the tasks writes without a lock; before that they go where everything goes. Used by that thread alone, but for
 * {@link #continueIn}.
 */
final class AnswerOutput {

    private final FrameWriter shared;
    private volatile RingSender own;
    private RequestRing requests;

    AnswerOutput(FrameWriter shared) {
        this.shared = shared;
    }

    /** From now on answers go there; those before it have been sent. */
    void continueIn(RingSender newOwn, RequestRing newRequests) {
        requests = newRequests;
        own = newOwn;
    }

    /**
     * Sends the last answer to a request. Where another request waits, the parent is not woken for it but for the word that this worker
     * has begun with that, which follows at once: to be woken twice would cost it, and a processor, as much again.
     */
    void sendLast(byte[] frames, int from, int to) throws IOException {
        RingSender ring = own;
        if (ring != null && requests.isAnyWaiting()) {
            ring.sendAhead(frames, from, to);
        } else {
            send(frames, from, to);
        }
    }

    /** Sends up to eight bytes, the first of them the highest of a number; false where they have to go as an array. */
    boolean trySend(long frame, int count) throws IOException {
        RingSender ring = own;
        return ring != null && ring.trySend(frame, count);
    }

    /** Sends what an array holds there: one or more frames. */
    void send(byte[] frames, int from, int to) throws IOException {
        RingSender ring = own;
        if (ring == null) {
            shared.send(frames, from, to);
        } else {
            ring.send(frames, from, to);
        }
    }

    /** Sends what the sink holds, the last frame of which goes on with an array, in one piece. */
    void send(ByteSink frames, byte[] rest) throws IOException {
        RingSender ring = own;
        if (ring == null) {
            shared.send(frames, rest, 0, rest.length);
        } else {
            ring.send(frames.array(), 0, frames.size());
            ring.send(rest, 0, rest.length);
        }
    }

    /** Sends what the sink holds. */
    void send(ByteSink frames) throws IOException {
        send(frames.array(), 0, frames.size());
    }

    /** Sends a frame without payload. */
    void send(Frame.Kind kind) throws IOException {
        ByteSink sink = new ByteSink(Frame.HEADER_BYTES);
        Frame.writeEmpty(sink, kind);
        send(sink);
    }
}
