// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The first bytes a worker sends. A JVM may print warnings to its standard output before the worker's own code runs; the
 * parent takes everything in front of this mark for such text.
 */
public final class Handshake {

    /** First byte is one that no text in ASCII, Latin-1 or UTF-8 begins a line with; the last one is the version. */
    private static final byte[] MARK = {(byte) 0xFF, 'p', 'o', 'o', 'l', 'm', 'k', 1};

    /** What is kept of the text in front of the mark; a program that is no worker of ours may never stop printing. */
    private static final int MAX_NOISE_BYTES = 1 << 16;

    private Handshake() {}

    /** Sends the mark. */
    public static void send(OutputStream out) throws IOException {
        out.write(MARK);
        out.flush();
    }

    /**
     * Reads up to the mark and steps over it.
     *
     * @return what came in front of it
     * @throws NoHandshakeException where the stream ended, or went on for too long, without a mark
     */
    public static byte[] await(FrameReader in) throws IOException {
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < MARK.length) {
            int next = in.read();
            if (next < 0 || noise.size() > MAX_NOISE_BYTES) {
                throw new NoHandshakeException(noise.toByteArray());
            }
            if ((byte) next == MARK[matched]) {
                matched++;
            } else {
                noise.write(MARK, 0, matched);
                matched = (byte) next == MARK[0] ? 1 : 0;
                if (matched == 0) {
                    noise.write(next);
                }
            }
        }
        return noise.toByteArray();
    }

    /** The process ended, or is none of our workers. */
    public static final class NoHandshakeException extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient byte[] noise;

        NoHandshakeException(byte[] noise) {
            super("the worker ended before it had started");
            this.noise = noise;
        }

        /** What it sent instead. */
        public byte[] noise() {
            return noise == null ? new byte[0] : noise;
        }
    }
}
