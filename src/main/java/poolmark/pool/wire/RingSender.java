// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;
import java.io.OutputStream;
import poolmark.pool.wire.ring.RingOutput;

/**
 * Writes frames to a ring, waits where it is full, and wakes the reader where it sleeps. Used by one thread at a time; needs
 * no lock where it is always the same.
 */
public final class RingSender {

    /** Any byte will do; the reader of a pipe that has nothing else to say only wants to be woken. */
    private static final int WAKE_UP = 0;

    private final RingOutput ring;
    private final Peer reader;
    private final OutputStream pipe;
    private int lastBytes;

    /** Writes to that ring, whose reader sleeps at that pipe. */
    public RingSender(RingOutput ring, Peer reader, OutputStream pipe) {
        this.ring = ring;
        this.reader = reader;
        this.pipe = pipe;
    }

    /**
     * Writes what an array holds there. Blocks while the other side does not read.
     *
     * @throws IOException where the other process has ended, or has damaged the memory
     */
    public void send(byte[] bytes, int from, int to) throws IOException {
        lastBytes = to - from;
        int next = from + write(bytes, from, to);
        if (next < to) {
            sendPatiently(next, to, at -> write(bytes, at, to));
        }
    }

    /**
     * The same for up to eight bytes, the first of them the highest of a number, by one store; false where they cannot go like that just
     * now. Bytes that were written to an array one by one, and are loaded from there together, keep the load waiting until all of
     * them have reached the cache (record 36).
     */
    public boolean trySend(long bytes, int count) throws IOException {
        if (!ring.tryWrite(bytes, count)) {
            return false;
        }
        lastBytes = count;
        wakeIfAsleep();
        return true;
    }

    /**
     * As {@link #send(byte[], int, int)} does, and leaves it to the next that is sent, or to {@link #wakeIfAsleep}, to wake the
     * reader, unless it is more than a piece or there is no room for it.
     */
    public void sendAhead(byte[] bytes, int from, int to) throws IOException {
        int next = from + ring.write(bytes, from, to - from);
        if (next < to) {
            send(bytes, next, to);
        }
        lastBytes = to - from;
    }

    /** How many bytes were sent last. */
    public int lastBytes() {
        return lastBytes;
    }

    /** Wakes the reader where it sleeps. */
    public void wakeIfAsleep() throws IOException {
        if (ring.readerMustBeWoken()) {
            wakeReader();
        }
    }

    /** Writes all of an array that is lent, as {@link #send(byte[], int, int)} does. */
    void send(Loan loan) throws IOException {
        lastBytes = loan.length();
        sendPatiently(0, loan.length(), at -> loan.read(bytes -> write(bytes, at, bytes.length)));
    }

    /** Writes a piece that begins there; returns how many bytes that were, 0 where there is no room. */
    private interface Part {
        int write(int from) throws IOException;
    }

    private void sendPatiently(int from, int to, Part part) throws IOException {
        int next = from;
        Patience patience = null;
        while (next < to) {
            int more = part.write(next);
            next += more;
            if (more > 0) {
                patience = null;
            } else {
                patience = patience == null ? new Patience() : patience;
                pause(patience);
            }
        }
    }

    private void pause(Patience patience) throws IOException {
        if (!reader.isAlive()) {
            throw new IOException("the other process has ended");
        }
        patience.pause();
    }

    private int write(byte[] bytes, int from, int to) throws IOException {
        int count = ring.write(bytes, from, to - from);
        wakeIfAsleep(); // where there was no room as well: what is there may have been sent ahead
        return count;
    }

    /** Wakes a reader that sleeps at the pipe. */
    void wakeReader() throws IOException {
        pipe.write(WAKE_UP);
        pipe.flush();
    }
}
