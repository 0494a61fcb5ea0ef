// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a worker writes to standard error past {@link System#err}: the JVM itself, native code, processes of its own. Passed
 * on line by line; the last lines are kept as evidence for a crash. Never blocks in a read, because a process that a task
 * left behind can hold the pipe open for ever: {@link ErrorWatch} looks from time to time, and the worker's own thread
 * once more at the end.
 */
public final class StandardError {

    /** Enough for a JVM's fatal error report up to the place where it names its file. */
    private static final int LINES_KEPT = 20;

    /** A longer line is cut in the evidence, not in what is passed on. */
    private static final int CHARS_KEPT = 500;

    /** A longer line is passed on in pieces, so that a worker that never ends a line cannot fill this process's heap. */
    private static final int MAX_LINE_BYTES = 1 << 16;

    private final Consumer<String> lines;
    private final Deque<String> last = new ArrayDeque<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[1 << 12];
    private InputStream stderr;

    public StandardError(Consumer<String> lines) {
        this.lines = lines;
    }

    public void open(InputStream stream) {
        synchronized (begun) {
            stderr = stream;
        }
        ErrorWatch.add(this);
    }

    /** Reads what is there; false where that was nothing. */
    boolean poll() {
        synchronized (begun) {
            boolean any = false;
            try {
                while (stderr.available() > 0) {
                    int count = stderr.read(buffer, 0, Math.min(buffer.length, stderr.available()));
                    for (int i = 0; i < count; i++) {
                        addByte(buffer[i]);
                    }
                    any = true;
                }
            } catch (IOException e) {
                // the stream is closed when the worker is gone
            }
            return any;
        }
    }

    /** The worker is gone: reads what is left. */
    public void close() {
        ErrorWatch.remove(this);
        synchronized (begun) {
            poll();
            if (begun.size() > 0) {
                addByte((byte) '\n');
            }
        }
    }

    private void addByte(byte next) {
        if (next != '\n') {
            begun.write(next);
        }
        if (next == '\n' || begun.size() == MAX_LINE_BYTES) {
            try {
                addLine(begun.toString(Charset.defaultCharset()));
            } finally {
                begun.reset(); // a line that the heap has no room for must not grow on
            }
        }
    }

    /** Takes text that came by another way, such as what a JVM printed to standard output before it was ours. */
    public void add(byte[] text) {
        new String(text, Charset.defaultCharset()).lines().forEach(this::addLine);
    }

    private void addLine(String line) {
        keep(line);
        lines.accept(line);
    }

    /** Keeps a line that comes and is passed on by another way. */
    public void keep(String line) {
        synchronized (last) {
            if (last.size() == LINES_KEPT) {
                last.removeFirst();
            }
            last.addLast(line.length() <= CHARS_KEPT ? line : line.substring(0, CHARS_KEPT) + "…");
        }
    }

    public List<String> lastLines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
