// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameWriter;

/**
 * The two pipes to the parent, out of the reach of tasks, and what takes their place. Where a shell started this JVM the
 * pipes have numbers of their own; else they are standard input and output themselves, which native code can then disturb. What is
 * printed through {@link System#out} and {@link System#err} goes to the parent as frames, line by line.
 */
final class StandardStreams {

    private final InputStream in;
    private final OutputStream out;
    private LineStream prints;
    private LineStream errors;

    private StandardStreams(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Opens the pipes.
     *
     * @param paths what they can be opened as, the one from the parent first; none where they are standard input and output
     */
    static StandardStreams open(String... paths) throws IOException {
        System.setIn(InputStream.nullInputStream());
        if (paths.length == 2) {
            return new StandardStreams(new FileInputStream(paths[0]), new FileOutputStream(paths[1]));
        }
        return new StandardStreams(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** From now on prints are sent to the parent. */
    void capturePrints(FrameWriter writer) {
        prints = new LineStream(writer, Frame.Kind.OUT_LINE);
        errors = new LineStream(writer, Frame.Kind.ERR_LINE);
        System.setOut(new PrintStream(prints, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    /** Says on the real standard error why this process ends; the parent shows it with the crash. */
    static void printLastWords(Throwable reason) {
        new PrintStream(new FileOutputStream(FileDescriptor.err), true).println("poolmark worker ends: " + reason);
    }

    /** Sends lines that were begun and not ended. */
    void flushPrints() throws IOException {
        prints.endLine();
        errors.endLine();
    }
}
