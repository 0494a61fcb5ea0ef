// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;

/**
 * An array that a caller lends for as long as he waits, so that it can be sent without a copy. Should he go before it was sent, a copy
 * takes its place, which is made before he goes on and may change it.
 *
 * <p>It is read piece by piece under its lock, and no piece may block: whoever goes waits for one of them at most.
 */
public final class Loan {

    private final int length;
    private byte[] bytes;

    /** Lends an array. */
    public Loan(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    /** What is done with a piece of the array; must not block. */
    interface Piece {

        /** Returns how many bytes were read. */
        int read(byte[] bytes) throws IOException;
    }

    /**
     * Reads a piece.
     *
     * @throws IllegalStateException where the caller has gone, and there was no room for a copy
     */
    synchronized int read(Piece piece) throws IOException {
        if (bytes == null) {
            throw new IllegalStateException(
                    "its caller has gone, and this JVM has no room for a copy of what was to be sent");
        }
        return piece.read(bytes);
    }

    /** The caller goes: from here on the array is his. */
    public synchronized void end() {
        byte[] lent = bytes;
        bytes = null;
        try {
            bytes = lent.clone();
        } catch (OutOfMemoryError e) {
            // whoever reads on is told
        }
    }
}
