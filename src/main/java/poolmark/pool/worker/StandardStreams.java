// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.File;
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
 * Takes the two pipes to the parent out of the reach of tasks. They came as file descriptors 0 and 1, which native code and
 * a task's own child processes can read and write; here they get new numbers, and 0 and 1 lead to the null device. What
 * is printed through {@link System#out} and {@link System#err} goes to the parent as frames, line by line.
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

    /** Moves the pipes, where the system shows open files as /dev/fd does; elsewhere they stay where they are. */
    static StandardStreams seal() throws IOException {
        FileInputStream stdin = new FileInputStream(FileDescriptor.in);
        FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
        System.setIn(InputStream.nullInputStream());
        if (!new File("/dev/fd/0").exists()) {
            return new StandardStreams(stdin, stdout);
        }
        StandardStreams moved =
                new StandardStreams(new FileInputStream("/dev/fd/0"), new FileOutputStream("/dev/fd/1"));
        // the JDK does not free the numbers 0 to 2 on close, it points them to the null device
        stdin.close();
        stdout.close();
        return moved;
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
