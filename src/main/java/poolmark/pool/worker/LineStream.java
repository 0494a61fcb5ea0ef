// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import java.io.OutputStream;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameWriter;

/** Gathers printed bytes into lines and sends each as a frame. Thread-safe. */
final class LineStream extends OutputStream {

    /** A line longer than this is sent in pieces, so that a task that never ends a line cannot fill the heap. */
    private static final int MAX_LINE_BYTES = 1 << 16;

    private final FrameWriter writer;
    private final Frame.Kind kind;
    private ByteSink line;
    private int lineStart;
    private volatile boolean begun;

    LineStream(FrameWriter writer, Frame.Kind kind) {
        this.writer = writer;
        this.kind = kind;
        begin();
    }

    private void begin() {
        line = new ByteSink();
        lineStart = Frame.begin(line, kind);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        if (b == '\n') {
            send();
        } else {
            begun = true;
            line.write(b);
            if (length() >= MAX_LINE_BYTES) {
                send();
            }
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            boolean lineEnds = bytes[i] == '\n';
            if (lineEnds || length() + i - from >= MAX_LINE_BYTES) {
                line.write(bytes, from, i - from);
                send();
                from = lineEnds ? i + 1 : i;
            }
        }
        line.write(bytes, from, offset + length - from);
        begun = length() > 0;
    }

    /** Sends what was printed since the last line end, if anything was. */
    void endLine() throws IOException {
        if (begun) { // asked after every task
            endBegunLine();
        }
    }

    private synchronized void endBegunLine() throws IOException {
        if (length() > 0) {
            send();
        }
    }

    private int length() {
        return line.size() - lineStart - Frame.HEADER_BYTES;
    }

    private void send() throws IOException {
        Frame.end(line, lineStart);
        ByteSink whole = line;
        begin();
        begun = false;
        writer.send(whole);
    }
}
