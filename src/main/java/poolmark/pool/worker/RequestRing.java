// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;
import poolmark.pool.wire.RingSender;
import poolmark.pool.wire.RingStream;
import poolmark.pool.wire.ring.Claims;
import poolmark.pool.wire.ring.RingInput;
import poolmark.pool.wire.ring.SharedMemory;
import poolmark.pool.wire.ring.Spin;

/**
 * Requests that come through shared memory. One is a {@code RUN} or {@code EXIT} frame with the definitions before it. It is
 * taken before a byte of it is read: the parent may want back what has not been taken.
 */
final class RequestRing {

    private final RingInput ring;
    private final Claims claims;
    private final RingSender answers;
    private final FrameReader frames;
    private final Spin spin;
    private final BooleanSupplier anyWaiting = this::isAnyWaiting;
    private boolean inRequest;

    /** Through {@code answers} one may have been sent that the parent was not woken for, as another request was there. */
    RequestRing(SharedMemory memory, long spinNanos, RingSender answers) {
        this.answers = answers;
        this.ring = memory.requestInput();
        this.claims = memory.claims();
        // the guard sees to it that this process ends with its parent
        this.frames = FrameReader.unbuffered(new RingStream(ring, () -> true));
        this.spin = new Spin(spinNanos);
    }

    /** Takes the next request, where there is one or comes one at once. */
    boolean take() throws IOException {
        if (inRequest || claims.take()) {
            return true;
        }
        answers.wakeIfAsleep();
        return spin.until(anyWaiting, answers.lastBytes()) && claims.take();
    }

    boolean isAnyWaiting() {
        return claims.isAnyWaiting();
    }

    void fallAsleep() {
        ring.fallAsleep();
    }

    void wakeUp() {
        ring.wakeUp();
    }

    /** Next frame of the request that was taken. */
    Frame next() throws IOException {
        if (!frames.isNextThere()) {
            answers.wakeIfAsleep(); // the rest may take its time
        }
        Frame frame = frames.next();
        inRequest = frame.kind() == Frame.Kind.DEFINE;
        return frame;
    }
}
