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
        int next = from + write(bytes, from, to);
        if (next < to) {
            sendPatiently(next, to, at -> write(bytes, at, to));
        }
    }

    /**
     * The same, and leaves it to the next that is sent, or to {@link #wakeIfAsleep}, to wake the reader, unless there is no room for
     * all of it.
     */
    public void sendAhead(byte[] bytes, int from, int to) throws IOException {
        int next = from + ring.write(bytes, from, to - from);
        if (next < to) {
            send(bytes, next, to);
        }
    }

    /** Wakes the reader where it sleeps. */
    public void wakeIfAsleep() throws IOException {
        if (ring.readerMustBeWoken()) {
            wakeReader();
        }
    }

    /** Writes all of an array that is lent, as {@link #send(byte[], int, int)} does. */
    void send(Loan loan) throws IOException {
        sendPatiently(0, loan.length(), at -> loan.read(bytes -> write(bytes, at, bytes.length)));
    }

    /** Writes from there on what there is room for. */
    private interface Part {
        int write(int from) throws IOException;
    }

    private void sendPatiently(int from, int to, Part part) throws IOException {
        int next = from;
        Patience patience = null;
        while (next < to) {
            if (!reader.isAlive()) {
                throw new IOException("the other process has ended");
            }
            if (patience == null) {
                patience = new Patience();
            }
            patience.pause();
            int more = part.write(next);
            patience = more > 0 ? null : patience;
            next += more;
        }
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
