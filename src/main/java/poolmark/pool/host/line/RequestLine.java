// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.line;

import java.io.IOException;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameWriter;
import poolmark.pool.wire.Loan;
import poolmark.pool.wire.Peer;
import poolmark.pool.wire.ring.Claims;
import poolmark.pool.wire.ring.RingOutput;
import poolmark.pool.wire.ring.SharedMemory;

/**
 * The way to one worker: its pipe, and once there is shared memory a ring. Thread-safe. Through the ring a request can be
 * offered without waiting, ahead of need, and be taken back as long as the worker has not taken it.
 */
public final class RequestLine {

    /** In place of a position, for a request that could not be offered. */
    public static final long NOT_OFFERED = -1;

    /** What any pipe takes at once, however little memory a user may have in pipes. */
    private static final int PIPE_BYTES = 1 << 12;

    private final FrameWriter pipe;
    private volatile RingOutput ring;
    private Claims claims;
    private boolean closed;
    private volatile boolean mustWake;

    RequestLine(FrameWriter pipe) {
        this.pipe = pipe;
    }

    /** Switches to shared memory; the worker is ready for it. */
    synchronized void share(SharedMemory memory, Peer worker) throws IOException {
        RingOutput output = memory.requestOutput();
        pipe.continueIn(output, worker, Frame.Kind.SWITCH);
        ring = output;
        claims = memory.claims();
    }

    /** Whether requests can be offered through shared memory. */
    public boolean isShared() {
        return ring != null;
    }

    /** Whether so many bytes may have to wait until a worker that has nothing else to read reads them. */
    public boolean mayBlock(int bytes) {
        return bytes > (ring == null ? PIPE_BYTES : ring.capacity());
    }

    /** Sends frames. */
    synchronized void send(ByteSink frames) throws IOException {
        beginSending();
        pipe.send(frames);
    }

    /** Sends a request. Blocks while a large one is read. */
    synchronized void send(Request request) throws IOException {
        beginSending();
        if (request.loan() != null) {
            pipe.send(request.head(), request.loan());
        } else {
            pipe.send(request.head(), request.arguments(), request.from(), request.to());
        }
    }

    private void beginSending() throws IOException {
        wakeIfAsleep(); // else both this thread and the one that is about to wake the worker might wait for ever
        if (closed) {
            throw new IOException("the worker has ended");
        }
        if (ring != null) {
            claims.offer(0); // first: it may be larger than the ring
        }
    }

    /**
     * Offers a request without waiting, at the end of what was offered before. {@link #wakeIfAsleep} must follow.
     *
     * @param before how many requests it has been sent and has not finished
     * @return its position, or {@link #NOT_OFFERED} where there is no shared memory, or no room in it
     */
    synchronized long offer(Request request, int before) throws IOException {
        if (!hasRoomNow(request.size())) {
            return NOT_OFFERED;
        }
        long position = ring.position();
        boolean isWritten = false;
        try {
            write(request);
            isWritten = true;
        } catch (Loan.TakenBackException e) {
            return NOT_OFFERED; // nobody waits for it any more
        } finally {
            if (!isWritten) {
                ring.rewind(position);
            }
        }
        claims.offer(before);
        if (ring.readerMustBeWoken()) {
            mustWake = true;
        }
        return position;
    }

    private void write(Request request) throws IOException {
        ring.writeWhole(request.head().array(), 0, request.head().size());
        int length = request.to() - request.from();
        if (request.loan() == null) {
            ring.writeWhole(request.arguments(), request.from(), length);
            return;
        }
        for (int next = 0; next < length; ) {
            int at = next;
            next += request.loan().read(bytes -> ring.write(bytes, at, length - at));
        }
    }

    /** Whether a request of so many bytes could be offered. */
    public synchronized boolean hasRoom(int bytes) {
        try {
            return hasRoomNow(bytes);
        } catch (SharedMemory.DamagedException e) {
            return false; // whatever is sent next finds the same
        }
    }

    private boolean hasRoomNow(int bytes) throws SharedMemory.DamagedException {
        return ring != null && !closed && ring.hasRoom(bytes);
    }

    /** Calls to the pipe whoever of the worker sits there, though the worker itself may be awake. */
    synchronized void callGuard() throws IOException {
        if (ring != null) {
            pipe.wakeReader();
        }
    }

    /** Wakes the worker where an offer has found it asleep. */
    public void wakeIfAsleep() {
        if (mustWake) {
            wake();
        }
    }

    private synchronized void wake() {
        if (mustWake) {
            mustWake = false;
            try {
                pipe.wakeReader();
            } catch (IOException e) {
                // it is dying: what it was offered is found with it when its end is told
            }
        }
    }

    /** Takes back what the worker has not taken; returns how many requests these are, the last of so many that were offered. */
    synchronized int revoke(int offered) throws SharedMemory.DamagedException {
        return ring == null || closed ? 0 : claims.revoke(offered);
    }

    /** Forgets requests that were taken back, the first of which was at that position. */
    public synchronized void rewind(long position) {
        if (!closed) {
            ring.rewind(position);
        }
    }

    /** Nothing is sent any more, and the memory is not touched. */
    synchronized void close() {
        closed = true;
    }
}
