// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import poolmark.pool.wire.Answer;
import poolmark.pool.wire.ByteSource;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;

/**
 * Brings chunks and workers together. Each event, a caller's or a worker's, changes the {@link Board} under the one lock
 * there is; what follows from the change is done after the lock is released ({@link Consequences}).
 *
 * <p>Assumptions: a worker runs the tasks of a chunk in order, one at a time, and says when it begins with the first; an
 * answer says that the next has begun. The end of a worker is told after everything it sent.
 */
public final class Dispatcher {

    /** For ever, as far as {@link #awaitGone} is concerned. */
    public static final long FOREVER_NANOS = TimeUnit.DAYS.toNanos(36_500);

    private final Settings settings;
    private final Observer observer;
    private final Rebuilder rebuilder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition deserted = lock.newCondition();
    private final Board board;

    /** A pool without workers; {@link #open} starts them. */
    public Dispatcher(Settings settings, Observer observer) {
        this.settings = settings;
        this.observer = observer;
        this.rebuilder = new Rebuilder(settings.codec());
        this.board = new Board(settings, new Seats(settings, this));
    }

    Observer observer() {
        return observer;
    }

    /** Starts all workers; returns before they run. */
    public void open() {
        change(board::open);
    }

    /**
     * Takes a chunk. Blocks only while a large chunk is written to an idle worker.
     *
     * @return null where it was taken; else why not, and none of its tasks will be heard of
     */
    public Outcome submit(Chunk chunk) {
        Outcome[] refusal = new Outcome[1];
        change(then -> refusal[0] = board.enqueue(chunk));
        return refusal[0];
    }

    /** Whether a chunk would be taken: null, or why not. */
    public Outcome refusal() {
        lock.lock();
        try {
            return board.refusal();
        } finally {
            lock.unlock();
        }
    }

    /** A task that cannot be handed over at all: it ends like any other, with a number of its own. */
    public void reject(Chunk chunk, Outcome outcome) {
        change(then -> board.reject(chunk, outcome, then));
    }

    /** Drops what has not begun of a call; where asked to, also ends what has, together with its worker. */
    public void cancel(Call call, boolean endRunning) {
        change(then -> board.cancel(call, endRunning, then));
    }

    /** Takes no more chunks; workers end when nothing is left to do. */
    public void shutdown() {
        change(then -> board.shutDown());
    }

    /** Ends everything now. */
    public void terminate() {
        change(then -> board.end(Outcome.dropped(Outcome.Kind.CLOSED), then));
    }

    /** Whether {@link #shutdown} or {@link #terminate} was called, or the pool broke. */
    public boolean isClosed() {
        lock.lock();
        try {
            return !board.isOpen();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all workers are gone; false where the time was over first. */
    public boolean awaitGone(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (!board.isDeserted() && left > 0) {
                left = deserted.awaitNanos(left);
            }
            return board.isDeserted();
        } finally {
            lock.unlock();
        }
    }

    /** Those who have a seat now. */
    public List<Worker> workers() {
        lock.lock();
        try {
            return board.seated();
        } finally {
            lock.unlock();
        }
    }

    void workerReady(Worker worker) throws IOException {
        if (worker.ready) {
            throw new IOException("it said twice that it is ready"); // it would be handed two chunks at a time
        }
        observer.ready(worker);
        change(then -> board.ready(worker));
    }

    void workerNotReady(Worker worker, Failure failure) {
        Outcome outcome = Outcome.neverReady(failure, rebuilder.exception(failure), worker);
        change(then -> board.end(outcome, then));
    }

    void taskStarted(Worker worker) {
        lock.lock();
        try {
            worker.started = true;
            worker.taskStartedNanos = System.nanoTime();
            if (settings.taskTimeoutNanos() > 0 && worker.deadline == null) {
                setDeadline(worker, settings.taskTimeoutNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    void taskAnswered(Worker worker, Frame frame) throws IOException {
        Answer answer = Answer.read(frame);
        Consequences then = new Consequences(observer);
        Chunk chunk;
        int index;
        Observer.TaskTimes times;
        boolean freedLater = false;
        lock.lock();
        try {
            chunk = worker.running;
            if (chunk == null || !worker.started) {
                throw new IOException("it answered what it was not asked");
            }
            long now = System.nanoTime();
            index = chunk.pass();
            times = new Observer.TaskTimes(
                    chunk.passedNumber(), chunk.queuedNanos(), worker.taskStartedNanos, now, answer.cpuNanos());
            worker.taskStartedNanos = now;
            worker.completeOne();
            if (chunk.remaining() == 0) {
                worker.running = null;
                worker.started = false;
                // not before user code is done with the answer: it holds up whoever reads the next
                freedLater = answer.runsUserCode();
                if (!freedLater) {
                    board.free(worker, then);
                }
            }
            board.settle(then);
        } finally {
            lock.unlock();
        }
        then.carryOut();
        Outcome outcome = rebuilder.outcome(answer, worker);
        deliver(chunk.call(), index, times, outcome);
        if (freedLater) {
            change(after -> board.free(worker, after));
        }
        if (outcome.thrown() instanceof ByteSource.CorruptFrameException e) {
            throw e; // this worker writes what no worker of ours does: it may not have ended the task at all
        }
    }

    private void deliver(Call call, int index, Observer.TaskTimes times, Outcome outcome) {
        if (observer.hearsTasks()) {
            observer.taskEnded(times, outcome);
        }
        call.ended(index, outcome);
    }

    void workerEnded(Worker worker, Exit exit) {
        boolean[] crashed = new boolean[1];
        change(then -> {
            crashed[0] = !worker.leaving;
            board.ended(worker, exit, then);
        });
        observer.ended(worker, crashed[0]);
        change(then -> {
            board.forget(worker);
            deserted.signalAll();
        });
    }

    private void change(Consumer<Consequences> change) {
        Consequences then = new Consequences(observer);
        lock.lock();
        try {
            change.accept(then);
            board.settle(then);
        } finally {
            lock.unlock();
        }
        then.carryOut();
    }

    /** Where tasks have a time limit, a worker that was handed one has to begin with it in time, too. */
    void watchStart(Worker worker, long nanos) {
        if (worker.startCheck == null) {
            worker.startCheck = Clockwork.after(nanos, () -> change(then -> checkStart(worker, then)));
        }
    }

    private void checkStart(Worker worker, Consequences then) {
        worker.startCheck = null;
        if (worker.running == null || worker.started || worker.leaving) {
            return;
        }
        long left = worker.startDueNanos - System.nanoTime();
        if (left > 0) {
            watchStart(worker, left);
        } else {
            then.kill(worker); // stopped, perhaps: what it has not begun runs elsewhere
        }
    }

    private void setDeadline(Worker worker, long nanos) {
        worker.deadline = Clockwork.after(nanos, () -> change(then -> checkDeadline(worker, then)));
    }

    private void checkDeadline(Worker worker, Consequences then) {
        worker.deadline = null;
        if (worker.running == null || !worker.started || worker.leaving) {
            return;
        }
        long left = settings.taskTimeoutNanos() - (System.nanoTime() - worker.taskStartedNanos);
        if (left > 0) {
            setDeadline(worker, left);
        } else {
            worker.fate = Outcome.Kind.TIMED_OUT;
            then.kill(worker);
        }
    }
}
