// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What a worker writes to standard error: passed on line by line, the last lines kept as evidence for a crash. */
final class StandardError {

    /** Enough for a JVM's fatal error report up to the place where it names its file. */
    private static final int LINES_KEPT = 20;

    /** A longer line is cut in the evidence, not in what is passed on. */
    private static final int CHARS_KEPT = 500;

    /** A longer line is passed on in pieces, so that a worker that never ends a line cannot fill this process's heap. */
    private static final int MAX_LINE_CHARS = 1 << 16;

    /** What the worker wrote is there when it ends; only a process that it left behind can hold the pipe longer. */
    private static final long END_WAIT_MILLIS = 200;

    private final Consumer<String> lines;
    private final Deque<String> last = new ArrayDeque<>();
    private volatile Thread reader;

    StandardError(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Reads the stream to its end, on a thread of its own. */
    void read(InputStream stderr) {
        reader = Clockwork.daemon(() -> pass(stderr), "poolmark-stderr");
        reader.start();
    }

    private void pass(InputStream stderr) {
        try (stderr) {
            StringBuilder line = new StringBuilder();
            Reader text = new BufferedReader(new InputStreamReader(stderr, Charset.defaultCharset()));
            for (int next = text.read(); next >= 0; next = text.read()) {
                if (next != '\n') {
                    line.append((char) next);
                }
                if (next == '\n' || line.length() == MAX_LINE_CHARS) {
                    addLine(line.toString());
                    line.setLength(0);
                }
            }
            if (line.length() > 0) {
                addLine(line.toString());
            }
        } catch (IOException e) {
            // the stream is closed under the reader when the worker is gone
        }
    }

    /** Takes text that came by another way, such as what a JVM printed to standard output before it was ours. */
    void add(byte[] text) {
        new String(text, Charset.defaultCharset()).lines().forEach(this::addLine);
    }

    void addLine(String line) {
        synchronized (last) {
            if (last.size() == LINES_KEPT) {
                last.removeFirst();
            }
            last.addLast(line.length() <= CHARS_KEPT ? line : line.substring(0, CHARS_KEPT) + "…");
        }
        lines.accept(line);
    }

    List<String> lastLines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    void awaitEnd() {
        try {
            reader.join(END_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
