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
    private volatile boolean isOver;

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
    public interface Piece {

        /** Returns how many bytes were read. */
        int read(byte[] bytes) throws IOException;
    }

    /**
     * Reads a piece.
     *
     * @throws TakenBackException where the array was taken back
     */
    public synchronized int read(Piece piece) throws IOException {
        if (bytes == null) {
            throw new TakenBackException();
        }
        return piece.read(bytes);
    }

    /** The caller goes, and what he lent may still have to be sent: from here on the array is his. */
    public synchronized void keepCopy() {
        byte[] lent = bytes;
        takeBack();
        try {
            bytes = lent.clone();
            isOver = false;
        } catch (OutOfMemoryError e) {
            // whoever reads on is told
        }
    }

    /** The call is over: from here on the array is the caller's. Who still sends it does so to a worker that is of no more use. */
    public synchronized void takeBack() {
        bytes = null;
        isOver = true;
    }

    /** Whether there is nothing to be sent any more. */
    public boolean isOver() {
        return isOver;
    }

    /** There is nothing to be sent any more. */
    public static final class TakenBackException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        TakenBackException() {
            super("what is to be sent was taken back by its caller");
        }
    }
}
