// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;

/**
 * Frames from the parent, and the notice of its death. The thread that runs the tasks reads the frames itself, so that a
 * request is not handed from thread to thread. While it is held up by a task nobody would see the pipe's end: after a
 * tick a guard thread takes over reading, and ends this process when the parent is gone.
 *
 * <p>Once there is shared memory, requests come through it ({@link RequestRing}), and the pipe says only that it is time to
 * look there, or that the parent is gone.
 *
 * <p>Assumption: the parent alone holds the other end of the pipe, so that its end is the parent's end, however that came.
 * <br>Guarantee: at most two ticks after the parent's death this process begins to end, busy or idle; after a few more where
 * it was told to end and is held up by hooks. A JVM that ends waits a third of a second for a thread that reads a pipe, so
 * that the guard is called from there with the last frame, and does not go back at once.
 */
final class Inbox {

    /** A fifth of what a person notices; an active worker wakes up fifty times a second, an idle one never. */
    private static final long TICK_NANOS = 20_000_000;

    /** More than a JVM without hooks takes to end, on a busy machine as well. */
    private static final long LAST_TICK_NANOS = 200_000_000;

    private final FrameReader pipe;
    /** Guarded by itself: a queue that needs no lock would bring method handles into every start, which take a millisecond. */
    private final Deque<Frame> readAhead = new ArrayDeque<>();

    private volatile boolean isAnyReadAhead;
    private final ReentrantLock reading = new ReentrantLock();
    private final Thread guard = new GuardThread();
    private volatile RequestRing prepared;
    private volatile RequestRing ring;
    private volatile boolean busy;
    private volatile long tickNanos = TICK_NANOS;
    private volatile boolean guardSleeps;
    private volatile int requests;

    Inbox(FrameReader pipe) {
        this.pipe = pipe;
    }

    void startGuard() {
        guard.setDaemon(true);
        guard.start();
    }

    /** Where to look for requests once the parent says that it writes them there. */
    void prepare(RequestRing newRing) {
        prepared = newRing;
    }

    /** Next frame; ends the process where there will be none. */
    Frame next() {
        Frame known = pollReadAhead(); // without the lock: the guard may hold it for as long as nothing comes
        if (known == null && ring == null) {
            known = nextOfPipe();
        }
        return known != null ? known : nextOfRing();
    }

    /** Next frame of the pipe; null where there will be no more of them. */
    private Frame nextOfPipe() {
        reading.lock();
        try {
            Frame ahead = pollReadAhead();
            while (ahead == null && ring == null) {
                ahead = readOrHalt();
            }
            return ahead;
        } finally {
            reading.unlock();
        }
    }

    private Frame pollReadAhead() {
        if (!isAnyReadAhead) {
            return null;
        }
        synchronized (readAhead) {
            Frame first = readAhead.poll();
            isAnyReadAhead = !readAhead.isEmpty();
            return first;
        }
    }

    private void addReadAhead(Frame frame) {
        synchronized (readAhead) {
            readAhead.add(frame);
            isAnyReadAhead = true;
        }
    }

    private Frame nextOfRing() {
        try {
            while (!ring.take()) {
                ring.fallAsleep();
                if (!ring.isAnyWaiting()) {
                    awaitCall();
                }
                ring.wakeUp();
            }
            busy(); // from here on the parent's death must be seen, even before the whole request is there
            return ring.next();
        } catch (IOException e) {
            throw new IllegalStateException("the parent's request cannot be read", e);
        }
    }

    /** Waits until there may be a request. */
    private void awaitCall() {
        reading.lock();
        try {
            // once more: the guard may have been called instead, for a request that the parent has taken back since
            ring.fallAsleep();
            if (!ring.isAnyWaiting()) {
                readOrHalt();
            }
        } finally {
            reading.unlock();
        }
    }

    /** User code is about to run. */
    void busy() {
        requests++;
        busy = true;
        if (guardSleeps) {
            LockSupport.unpark(guard);
        }
    }

    /** User code has ended. */
    void idle() {
        busy = false;
    }

    /** This process is about to end. */
    void end() {
        tickNanos = LAST_TICK_NANOS;
        busy();
    }

    /** Reads from the pipe: a frame, or null where it was a call to look at the ring. */
    private Frame readOrHalt() {
        try {
            if (ring != null) {
                if (pipe.read() >= 0) {
                    return null;
                }
            } else {
                Frame frame = pipe.next();
                if (frame != null && frame.kind() == Frame.Kind.SWITCH) {
                    ring = prepared;
                    return null;
                }
                if (frame != null) {
                    return frame;
                }
            }
        } catch (IOException e) {
            // a pipe that cannot be read any more means the same as one that has ended
        }
        Descendants.endThemAndHalt(1);
        throw new IllegalStateException("unreachable");
    }

    private final class GuardThread extends Thread {

        GuardThread() {
            super("poolmark-guard");
        }

        @Override
        public void run() {
            int seen = requests;
            while (true) {
                LockSupport.parkNanos(this, tickNanos);
                Thread.interrupted(); // a task that interrupts all threads must not make this one spin
                if (!busy) {
                    sleepUntilBusy();
                } else if (requests == seen) {
                    readDuringTask();
                }
                seen = requests;
            }
        }

        private void sleepUntilBusy() {
            guardSleeps = true;
            while (!busy) {
                LockSupport.park(this);
                Thread.interrupted();
            }
            guardSleeps = false;
        }

        private void readDuringTask() {
            reading.lock();
            try {
                Frame frame = busy ? readOrHalt() : null;
                if (frame != null) {
                    addReadAhead(frame);
                }
            } finally {
                reading.unlock();
            }
        }
    }
}
