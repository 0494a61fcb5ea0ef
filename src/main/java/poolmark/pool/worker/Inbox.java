// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;

/**
 * Frames from the parent, and the notice of its death. The thread that runs the tasks reads the frames itself, so that a
 * request is not handed from thread to thread. While it is held up by a task nobody would see the pipe's end: after a
 * tick a guard thread takes over reading, and ends this process when the parent is gone.
 *
 * <p>Assumption: the parent alone holds the other end of the pipe, so that its end is the parent's end, however that came.
 * <br>Guarantee: at most two ticks after the parent's death this process begins to end, busy or idle.
 */
final class Inbox {

    /** A fifth of what a person notices; an active worker wakes up fifty times a second, an idle one never. */
    private static final long TICK_NANOS = 20_000_000;

    private final FrameReader in;
    private final Queue<Frame> readAhead = new ConcurrentLinkedQueue<>();
    private final ReentrantLock reading = new ReentrantLock();
    private final Thread guard = new GuardThread();
    private volatile boolean busy;
    private volatile boolean guardSleeps;
    private volatile int requests;

    Inbox(FrameReader in) {
        this.in = in;
    }

    void startGuard() {
        guard.setDaemon(true);
        guard.start();
    }

    /** Next frame; ends the process where there will be none. */
    Frame next() {
        Frame known = readAhead.poll(); // without the lock: the guard may hold it for as long as nothing comes
        if (known != null) {
            return known;
        }
        reading.lock();
        try {
            Frame ahead = readAhead.poll();
            return ahead != null ? ahead : readOrHalt();
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

    private Frame readOrHalt() {
        try {
            Frame frame = in.next();
            if (frame != null) {
                return frame;
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
                LockSupport.parkNanos(this, TICK_NANOS);
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
            }
            guardSleeps = false;
        }

        private void readDuringTask() {
            reading.lock();
            try {
                if (busy) {
                    readAhead.add(readOrHalt());
                }
            } finally {
                reading.unlock();
            }
        }
    }
}
