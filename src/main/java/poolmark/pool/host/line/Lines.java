// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.line;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.FrameReader;
import poolmark.pool.wire.FrameWriter;
import poolmark.pool.wire.Peer;
import poolmark.pool.wire.ShareRequest;
import poolmark.pool.wire.ring.SharedMemory;

/**
 * The lines to one worker: its pipes, and the shared memory behind them once both sides have it. Memory is offered once; the
 * worker takes it or refuses it, and says so through its pipe.
 */
public final class Lines {

    private final Peer worker;
    private final AnswerLine.Taker taker;
    private final Consumer<Throwable> giveUp;
    private final RequestLine requests;
    private volatile AnswerLine answers;
    private volatile boolean shareBegun;
    private SharedFile offered;
    private boolean closed;

    /**
     * Lines that begin with a pipe.
     *
     * @param stdin the worker's end of it
     * @param worker tells whether it lives
     * @param taker where its frames go
     * @param giveUp hears what went wrong where nobody sits at the pipe to see it
     */
    public Lines(OutputStream stdin, Peer worker, AnswerLine.Taker taker, Consumer<Throwable> giveUp) {
        this.worker = worker;
        this.taker = taker;
        this.giveUp = giveUp;
        this.requests = new RequestLine(new FrameWriter(stdin));
    }

    public RequestLine requests() {
        return requests;
    }

    public void send(ByteSink frames) throws IOException {
        sendOrGiveUp(() -> requests.send(frames));
    }

    /** Sends a request. Blocks while a large one is read. */
    public void send(Request request) throws IOException {
        sendOrGiveUp(() -> requests.send(request));
    }

    private interface Sending {
        void run() throws IOException;
    }

    private void sendOrGiveUp(Sending sending) throws IOException {
        try {
            sending.run();
        } catch (SharedMemory.DamagedException e) {
            giveUp.accept(e);
            throw e;
        }
    }

    /** Sends the last frame of all. A guard that stayed in the pipe would hold up the end of the worker's JVM by 0.3 s. */
    public void sendLast(ByteSink exit) throws IOException {
        send(exit);
        requests.callGuard();
    }

    /**
     * Offers a request without waiting, as {@link RequestLine#wakeIfAsleep} must follow.
     *
     * @param before how many requests it has been sent and has not finished
     * @return its position, or {@link RequestLine#NOT_OFFERED} where there is no shared memory, or no room in it
     */
    public long offer(Request request, int before) {
        try {
            return requests.offer(request, before);
        } catch (IOException e) {
            giveUp.accept(e);
            return RequestLine.NOT_OFFERED;
        }
    }

    /** Takes back what was offered and not taken; returns how many requests these are, the last of so many. */
    public int revoke(int offeredRequests) {
        try {
            return requests.revoke(offeredRequests);
        } catch (SharedMemory.DamagedException e) {
            giveUp.accept(e);
            return 0;
        }
    }

    /**
     * Looks for an answer for a short while, on the calling thread, where answers come through shared memory.
     *
     * @param sentBytes how many the request for it had
     */
    public void lookFor(BooleanSupplier done, long sentBytes) {
        AnswerLine line = answers;
        if (line != null) {
            line.lookFor(done, sentBytes);
        }
    }

    /** When what the worker sent last was read; for those who read it. */
    public long readNanos() {
        AnswerLine line = answers;
        return line == null ? System.nanoTime() : line.readNanos();
    }

    public boolean isShareBegun() {
        return shareBegun;
    }

    /** Offers shared memory, once; where that cannot be had, the pipes go on. Takes some milliseconds. */
    public void share() {
        synchronized (this) {
            if (shareBegun) {
                return; // two threads may have counted the same chunk as the one to share from
            }
            shareBegun = true;
        }
        SharedFile file;
        try {
            file = SharedFile.create();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return; // no room, or no such thing on this system
        }
        if (!offer(file)) {
            return;
        }
        ByteSink sink = new ByteSink();
        new ShareRequest(file.path(), Spinning.WORKER_NANOS).writeTo(sink);
        try {
            send(sink);
        } catch (IOException e) {
            // it is dying
        }
    }

    private synchronized boolean offer(SharedFile file) {
        offered = file;
        if (closed) {
            takeBackOffered();
        }
        return !closed;
    }

    /** The worker has taken the memory: reads from it, whenever the pipe says so, until the pipe ends. */
    public void readShared(FrameReader pipe) throws IOException {
        SharedMemory memory = taken();
        requests.share(memory, worker);
        do {
            answers.drain();
        } while (pipe.read() >= 0);
    }

    /** Reads what is left in the shared memory when the pipe has ended. */
    public void readRest() throws IOException {
        AnswerLine line = answers;
        if (line != null) {
            line.drain();
        }
    }

    private synchronized SharedMemory taken() throws IOException {
        if (offered == null || answers != null) {
            throw new IOException("it takes memory that it was not offered");
        }
        offered.unlink();
        SharedMemory memory = offered.memory();
        offered = null; // from here on it is the answers' to give back
        answers = new AnswerLine(memory, worker, taker, giveUp);
        return memory;
    }

    /** The worker has refused the memory. */
    public synchronized void unshared() throws IOException {
        if (offered == null) {
            throw new IOException("it refuses memory that it was not offered");
        }
        takeBackOffered();
    }

    /** The worker is gone. From here on nobody can touch the shared memory, so that it can be given back. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        requests.close();
        if (answers != null) {
            answers.close();
        }
        takeBackOffered();
    }

    private synchronized void takeBackOffered() {
        if (offered != null) {
            offered.unlink();
            offered.memory().release();
            offered = null;
        }
    }
}
