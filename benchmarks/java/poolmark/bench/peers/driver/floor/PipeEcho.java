// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver.floor;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Eight bytes through a pipe to another JVM, and eight bytes back: one write and one read on each side, nothing else. */
public final class PipeEcho implements AutoCloseable {

    private final Process process = OtherJvm.ofSameClassPath(PipeEcho.class).start();
    private final OutputStream out = process.getOutputStream();
    private final InputStream in = process.getInputStream();
    private final byte[] message = new byte[Long.BYTES];

    /** Starts the other JVM. */
    PipeEcho() throws IOException {}

    /** The other JVM: answers each number with the next one, until there are no more. */
    public static void main(String[] args) throws IOException {
        byte[] message = new byte[Long.BYTES];
        try (FileInputStream in = new FileInputStream(FileDescriptor.in);
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            while (in.readNBytes(message, 0, message.length) == message.length) {
                ByteBuffer bytes = ByteBuffer.wrap(message);
                bytes.putLong(0, bytes.getLong(0) + 1);
                out.write(message);
            }
        }
    }

    long roundTrip(long number) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        bytes.putLong(0, number);
        out.write(message);
        out.flush();
        if (in.readNBytes(message, 0, message.length) < message.length) {
            throw new EOFException("the other JVM has ended");
        }
        return bytes.getLong(0);
    }

    @Override
    public void close() throws IOException {
        out.close();
        process.onExit().join();
    }
}
