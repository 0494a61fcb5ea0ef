// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.line;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import poolmark.pool.host.thread.Clockwork;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;
import poolmark.pool.wire.Peer;
import poolmark.pool.wire.RingStream;
import poolmark.pool.wire.ring.RingInput;
import poolmark.pool.wire.ring.SharedMemory;
import poolmark.pool.wire.ring.Spin;

/**
 * What comes from one worker through shared memory. It is read by the thread that sits at the worker's pipe, when the worker
 * calls; or, with no thread to be woken in between, by a caller that expects his answer at once. One at a time.
 */
public final class AnswerLine {

    /** A caller that has his own answer reads on as long as this, then passes the rest to another thread. */
    private static final int FRAMES_FOR_OTHERS = 32;

    /** Reading the clock for each would cost as much as the frame itself. */
    private static final int FRAMES_PER_CLOCK = 32;

    /** So many at a time are a stream: being called for each handful would cost more than reading them. */
    private static final int BRIEFS_WORTH_A_NAP = 64;

    /** While a stream gathers. The ring holds several times what comes in it, and nobody waits for it but a person. */
    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

    private final ReentrantLock reading = new ReentrantLock();
    private final SharedMemory memory;
    private final RingInput ring;
    private final FrameReader frames;
    private final RingInput asides;
    private final FrameReader asideFrames;
    private final Taker taker;
    private final Consumer<Throwable> giveUp;
    private final Spin callersSpin;
    private final Spin readersSpin;
    private final BooleanSupplier anythingThere = this::isAnythingThere;
    private boolean closed;
    private long readNanos;
    private boolean broken;
    private boolean asidesEnded;

    /** Where the frames go. */
    public interface Taker {

        void take(Frame frame) throws IOException;

        /** Takes as many brief answers off the reader as it can at a time; returns how many. */
        int takeBriefs(FrameReader frames) throws IOException;

        /** Whether many answers more are expected before the worker needs anything. */
        boolean expectsMore();
    }

    /** {@code giveUp} hears what went wrong where nobody sits at the pipe to see it. */
    AnswerLine(SharedMemory memory, Peer worker, Taker taker, Consumer<Throwable> giveUp) {
        this.memory = memory;
        this.ring = memory.answerInput();
        this.frames = FrameReader.lending(new RingStream(ring, worker));
        this.asides = memory.asideInput();
        this.asideFrames = FrameReader.lending(new RingStream(asides, worker));
        this.taker = taker;
        this.giveUp = giveUp;
        this.callersSpin = new Spin(Spinning.CALLER_NANOS);
        this.readersSpin = new Spin(Spinning.READER_NANOS);
        ring.fallAsleep(); // the first answer wakes whoever sits at the pipe
    }

    /** Reads all there is; from then on the worker calls when there is more. */
    void drain() throws IOException {
        while (drainOnce()) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
    }

    /** Reads all there is; returns whether so much comes that it is better to let some gather than to be called for each. */
    private boolean drainOnce() throws IOException {
        reading.lock();
        try {
            if (closed) {
                return false;
            }
            ring.wakeUp();
            do {
                int briefs = take(Integer.MAX_VALUE);
                if (briefs >= BRIEFS_WORTH_A_NAP && taker.expectsMore()) {
                    return true;
                }
            } while (readersSpin.until(anythingThere) || !fallAsleep());
            return false;
        } finally {
            reading.unlock();
        }
    }

    /**
     * Looks for an answer for a short while, where nobody else does.
     *
     * @param done whether it has come
     * @param sentBytes how many the request for it had
     */
    void lookFor(BooleanSupplier done, long sentBytes) {
        if (reading.isHeldByCurrentThread() || !Spinning.tryBegin()) {
            return;
        }
        try {
            if (reading.tryLock()) {
                try {
                    lookUntil(done, sentBytes);
                } finally {
                    reading.unlock();
                }
            }
        } catch (Throwable e) {
            giveUp.accept(e);
        } finally {
            Spinning.end();
        }
    }

    private void lookUntil(BooleanSupplier done, long sentBytes) throws IOException {
        if (closed) {
            return;
        }
        ring.wakeUp();
        while (!done.getAsBoolean() && callersSpin.until(anythingThere, sentBytes) && isNextWhole()) {
            take(1);
        }
        boolean more = !fallAsleep();
        if (more) {
            takeWhole(FRAMES_FOR_OTHERS);
            if (!fallAsleep()) {
                Clockwork.elsewhere(this::drainLater);
            }
        }
    }

    /** What is there in part only is not for a caller: its worker may be stopped, and he interrupted. */
    private void takeWhole(int most) throws IOException {
        for (int i = 0; i < most && isAnythingThere() && isNextWhole(); i++) {
            take(1);
        }
    }

    private void drainLater() {
        try {
            drain();
        } catch (Throwable e) {
            giveUp.accept(e);
        }
    }

    /** When the frames that are being taken were read, not much more than a microsecond off. */
    long readNanos() {
        return readNanos;
    }

    /** Takes so many frames, those taken many at a time counted as one; returns how many these were. */
    private int take(int most) throws IOException {
        int briefs = 0;
        for (int i = 0; i < most && isAnythingThere(); i++) {
            if (i % FRAMES_PER_CLOCK == 0 || !frames.isAnyBuffered()) {
                readNanos = System.nanoTime();
            }
            broken = true; // unless this goes well: what follows a damaged frame is not where a frame begins
            briefs += takeNext();
            broken = false;
        }
        return briefs;
    }

    /**
     * Takes an aside where there is a whole one: it may be what a task printed, whose answer has been read already. One that is
     * not there whole is still being written, and no answer that is there can have waited for it.
     */
    private int takeNext() throws IOException {
        if (!frames.isAnyBuffered() && ring.isAnythingThere()) {
            frames.fill();
        }
        if (isAnyAsideThere() && (!frames.isAnyBuffered() || asideFrames.isNextThere())) {
            takeAside();
            return 0;
        }
        int briefs = frames.isBriefBuffered() ? taker.takeBriefs(frames) : 0;
        if (briefs == 0) {
            take(frames.next());
        }
        return briefs;
    }

    private boolean isNextWhole() throws IOException {
        return isAnyAsideThere() && asideFrames.isNextThere() || frames.isNextThere();
    }

    private void takeAside() throws IOException {
        Frame frame;
        try {
            frame = asideFrames.next();
        } catch (EOFException e) {
            asidesEnded = true; // it died while it was printing, and what it has answered is all there
            return;
        }
        take(frame);
    }

    private void take(Frame frame) throws IOException {
        if (frame != null) {
            taker.take(frame);
        }
    }

    private boolean isAnyAsideThere() {
        return !asidesEnded && (asideFrames.isAnyBuffered() || asides.isAnythingThere());
    }

    private boolean isAnythingThere() {
        return !broken && (frames.isAnyBuffered() || ring.isAnythingThere() || isAnyAsideThere());
    }

    /** The worker has to call from now on; false where something came meanwhile. */
    private boolean fallAsleep() {
        ring.fallAsleep();
        return !isAnythingThere();
    }

    /** The worker has ended and all was read: gives the memory back. */
    void close() {
        reading.lock();
        try {
            closed = true;
            memory.release();
        } finally {
            reading.unlock();
        }
    }
}
