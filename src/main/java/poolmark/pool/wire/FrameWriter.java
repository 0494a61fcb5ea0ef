// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;
import java.io.OutputStream;
import poolmark.pool.wire.ring.RingOutput;

/**
 * Sends frames, whole and flushed: through a pipe, and after {@link #continueIn} through shared memory. Thread-safe: frames
 * of several threads follow each other.
 */
public final class FrameWriter {

    /** The JDK takes native memory for as much as it is given to write at a time. */
    private static final int PIECE_BYTES = 1 << 20;

    /** What a pipe takes at a time, mostly. */
    private static final int COPY_BYTES = 1 << 16;

    private static final byte[] NOTHING = {};

    private final OutputStream pipe;
    private RingSender ring;

    /** Writes to that pipe. */
    public FrameWriter(OutputStream pipe) {
        this.pipe = pipe;
    }

    /** Sends what the sink holds: one or more frames. Blocks while the other side does not read. */
    public synchronized void send(ByteSink frames) throws IOException {
        send(frames, NOTHING, 0, 0);
    }

    /** Sends what an array holds there: one or more frames. */
    public synchronized void send(byte[] frames, int from, int to) throws IOException {
        write(frames, from, to);
        if (ring == null) {
            pipe.flush();
        }
    }

    /** Sends what the sink holds, the last frame of which goes on with bytes from an array. */
    public synchronized void send(ByteSink frames, byte[] rest, int from, int to) throws IOException {
        write(frames.array(), 0, frames.size());
        write(rest, from, to);
        if (ring == null) {
            pipe.flush();
        }
    }

    /** Sends what the sink holds, the last frame of which goes on with the bytes of an array that is lent. */
    public synchronized void send(ByteSink frames, Loan rest) throws IOException {
        if (ring != null) {
            write(frames.array(), 0, frames.size());
            ring.send(rest);
        } else {
            sendThroughPipe(frames, rest);
        }
    }

    /** The pipe may block, and the loan must not be held then: each piece is copied. */
    private void sendThroughPipe(ByteSink frames, Loan rest) throws IOException {
        byte[] copy = new byte[COPY_BYTES]; // first: without room for it nothing must have been written
        write(frames.array(), 0, frames.size());
        for (int next = 0; next < rest.length(); ) {
            int at = next;
            int count = rest.read(bytes -> {
                int part = Math.min(copy.length, bytes.length - at);
                System.arraycopy(bytes, at, copy, 0, part);
                return part;
            });
            pipe.write(copy, 0, count);
            next += count;
        }
        pipe.flush();
    }

    private void write(byte[] bytes, int from, int to) throws IOException {
        if (ring != null) {
            ring.send(bytes, from, to);
            return;
        }
        for (int next = from; next < to; next += Math.min(PIECE_BYTES, to - next)) {
            pipe.write(bytes, next, Math.min(PIECE_BYTES, to - next));
        }
    }

    /** Sends a frame without payload. */
    public void send(Frame.Kind kind) throws IOException {
        ByteSink sink = new ByteSink(Frame.HEADER_BYTES);
        Frame.writeEmpty(sink, kind);
        send(sink);
    }

    /** Sends a last frame through the pipe; all that follow go through a ring, whose reader sleeps at the pipe. */
    public synchronized void continueIn(RingOutput newRing, Peer reader, Frame.Kind lastOnPipe) throws IOException {
        send(lastOnPipe);
        ring = new RingSender(newRing, reader, pipe);
    }

    /** Wakes a reader that sleeps at the pipe. */
    public synchronized void wakeReader() throws IOException {
        ring.wakeReader();
    }

    /** Ends the pipe: the other side reads its end after the last frame. */
    public synchronized void close() throws IOException {
        pipe.close();
    }
}
