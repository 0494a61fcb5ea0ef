// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;
import java.io.InputStream;
import poolmark.pool.wire.ring.RingInput;

/** A ring as a stream, for frames that have begun: the other process is just writing what is missing. */
public final class RingStream extends InputStream {

    private final RingInput ring;
    private final Peer writer;

    /** Reads that ring as long as its writer lives. */
    public RingStream(RingInput ring, Peer writer) {
        this.ring = ring;
        this.writer = writer;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("frames are read in one piece");
    }

    @Override
    public int available() throws IOException {
        return ring.available();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = ring.read(target, offset, length);
        Patience patience = null;
        while (count == 0 && length > 0) {
            if (patience == null) {
                patience = new Patience();
            }
            boolean alive = writer.isAlive(); // asked first: what it wrote last is read still
            count = ring.read(target, offset, length);
            if (count == 0) {
                if (!alive) {
                    return -1;
                }
                patience.pause();
            }
        }
        return count;
    }
}
