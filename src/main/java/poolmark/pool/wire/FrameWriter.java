// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Puts frames on a stream, whole and flushed. Thread-safe: frames of several threads follow each other. */
public final class FrameWriter {

    /** The JDK takes native memory for as much as it is given to write at a time. */
    private static final int PIECE_BYTES = 1 << 20;

    private final OutputStream out;

    /** Writes to that stream. */
    public FrameWriter(OutputStream out) {
        this.out = out;
    }

    /** Sends what the sink holds: one or more frames. Blocks while the other side does not read. */
    public synchronized void send(ByteSink frames) throws IOException {
        frames.drainTo(out);
        out.flush();
    }

    /** Sends what the sink holds, the last frame of which goes on with bytes from an array. */
    public synchronized void send(ByteSink frames, byte[] rest, int from, int to) throws IOException {
        frames.drainTo(out);
        for (int next = from; next < to; next += Math.min(PIECE_BYTES, to - next)) {
            out.write(rest, next, Math.min(PIECE_BYTES, to - next));
        }
        out.flush();
    }

    /** Sends a frame without payload. */
    public void send(Frame.Kind kind) throws IOException {
        ByteSink sink = new ByteSink(Frame.HEADER_BYTES);
        Frame.writeEmpty(sink, kind);
        send(sink);
    }

    /** Ends the stream: the other side reads its end after the last frame. */
    public synchronized void close() throws IOException {
        out.close();
    }
}
