// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import poolmark.pool.host.evidence.Exit;
import poolmark.pool.wire.Answer;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;

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

    /** So many large chunks are written to a worker at a time by whoever reads its answers, which then come first. */
    private static final int MOST_SHIPMENTS = 8;

    private final Observer observer;
    private final Rebuilder rebuilder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition deserted = lock.newCondition();
    private final Delivery delivery;
    private final TimeLimits limits;
    private final UserCode userCode;
    private final Board board;

    /** A pool without workers; {@link #open} starts them. */
    public Dispatcher(Settings settings, Observer observer) {
        this.observer = observer;
        this.rebuilder = new Rebuilder(settings.codec());
        this.limits = new TimeLimits(settings.taskTimeoutNanos(), this::change);
        this.delivery = new Delivery(observer, rebuilder);
        this.userCode = new UserCode(lock, deserted, delivery);
        this.board = new Board(settings, new Seats(settings, this), userCode, this::change);
    }

    TimeLimits limits() {
        return limits;
    }

    /** Starts all workers; returns before they run. */
    public void open() {
        change(board::open);
    }

    /**
     * Takes a chunk. Blocks only while a large chunk is written to an idle worker, or one, be it this or another's, into room that a
     * busy one has.
     *
     * @return null where it was taken; else why not, and none of its tasks will be heard of
     */
    public Outcome submit(Chunk chunk) {
        Outcome[] refusal = new Outcome[1];
        change(then -> refusal[0] = board.enqueue(chunk));
        if (chunk.worker() == null && !Worker.mayBeOfferedUnderLock(chunk)) {
            feed(then -> board.ahead().feedAny());
        }
        return refusal[0];
    }

    /** Ships what is chosen; false where nothing is, or it could not be. */
    private boolean feed(Function<Consequences, Shipment> choice) {
        Shipment[] chosen = new Shipment[1];
        boolean isThere = false;
        try {
            change(then -> chosen[0] = choice.apply(then));
            isThere = chosen[0] != null && chosen[0].go();
        } finally {
            if (chosen[0] != null) {
                arrived(chosen[0], isThere);
            }
        }
        return isThere;
    }

    private void arrived(Shipment shipment, boolean isThere) {
        change(then -> board.ahead().arrived(shipment, isThere, then));
    }

    /**
     * Looks, for a short while and on the calling thread, for the end of a chunk that was just submitted.
     *
     * @param done whether it has ended
     */
    public void lookFor(Chunk chunk, BooleanSupplier done) {
        Worker worker = chunk.worker();
        if (worker != null) {
            worker.process().lines().lookFor(done, chunk.argumentBytes());
        }
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
            while (isAnythingLeft() && left > 0) {
                left = deserted.awaitNanos(left);
            }
            return !isAnythingLeft();
        } finally {
            lock.unlock();
        }
    }

    private boolean isAnythingLeft() {
        return !board.isDeserted() || userCode.isAnyRunning();
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

    /** A worker has had all the time it may take to be ready. */
    void startIsOver(Worker worker) {
        change(then -> board.startIsOver(worker, then));
    }

    void workerNotReady(Worker worker, Failure failure) {
        Outcome outcome = Outcome.neverReady(failure, rebuilder.exception(failure), worker);
        change(then -> board.end(outcome, then));
    }

    void taskStarted(Worker worker) throws IOException {
        boolean wantsMore;
        lock.lock();
        try {
            worker.current = board.begun(worker);
            long now = System.nanoTime();
            worker.beginTask(now);
            worker.stock.begun(now);
            limits.taskBegan(worker);
            wantsMore = board.ahead().wantsMore(worker);
        } finally {
            lock.unlock();
        }
        if (worker.current == null) {
            throw new IOException("it began with what it was not sent");
        }
        for (int i = 0; wantsMore && i < MOST_SHIPMENTS; i++) {
            wantsMore = feed(then -> board.ahead().feed(worker, then));
        }
    }

    /** An answer. Without the lock, unless the chunk is finished with it: there may be millions in a chunk. */
    void taskAnswered(Worker worker, Frame frame) throws IOException {
        Chunk chunk = worker.current;
        if (chunk == null) {
            throw new IOException("it answered what it was not asked");
        }
        Answer answer = Answer.read(frame);
        long now = latest(worker.process().lines().readNanos(), worker.taskStartedNanos);
        int index = chunk.pass();
        Observer.TaskTimes times = observer.hearsTasks()
                ? new Observer.TaskTimes(
                        chunk.passedNumber(), chunk.queuedNanos(), worker.taskStartedNanos, now, answer.cpuNanos())
                : null;
        worker.beginTask(now);
        worker.complete(1);
        if (answer.runsUserCode()) {
            deliverHeldUp(chunk, index, times, answer, frame, worker);
        } else if (chunk.remaining() > 0) {
            delivery.deliver(chunk, index, times, answer, worker);
        } else {
            chunkDone(worker, now); // first: the worker waits for its next, and all else can
            try {
                delivery.deliver(chunk, index, times, answer, worker);
            } finally {
                chunk.call().counted(chunk.takeUncounted());
            }
        }
    }

    /**
     * Answers that are there in brief: many at a time, where they do not end their chunk and nobody observes.
     *
     * @return how many were taken
     */
    int tasksAnswered(Worker worker, FrameReader frames) throws IOException {
        Chunk chunk = worker.current;
        if (chunk == null || observer.hearsTasks()) {
            return 0;
        }
        int count = delivery.deliverBriefs(chunk, frames, worker);
        if (count > 0) {
            worker.beginTask(latest(worker.process().lines().readNanos(), worker.taskStartedNanos));
            worker.complete(count);
        }
        return count;
    }

    /** An answer may have been read together with the word that its task had begun, which was looked at a little later. */
    private static long latest(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos > 0 ? oneNanos : otherNanos;
    }

    private void chunkDone(Worker worker, long now) {
        worker.current = null;
        change(then -> board.chunkDone(worker, now, then));
    }

    private void deliverHeldUp(
            Chunk chunk, int index, Observer.TaskTimes times, Answer answer, Frame frame, Worker worker)
            throws IOException {
        boolean isLast = chunk.remaining() == 0;
        long now = worker.taskStartedNanos;
        try {
            userCode.deliver(chunk.call(), index, times, answer, frame, worker);
        } finally {
            if (isLast) {
                chunkDone(worker, now);
                chunk.call().counted(chunk.takeUncounted());
            }
        }
    }

    /** A line, to a consumer who may block: what this worker has not begun with goes to others, and it gets nothing more. */
    void printed(Worker worker, boolean error, String line) {
        change(then -> board.beginPrinting(worker, then));
        try {
            observer.printed(worker, error, line);
        } finally {
            endPrinting(worker);
        }
    }

    private void endPrinting(Worker worker) {
        lock.lock();
        try {
            worker.isPrinting = false;
        } finally {
            lock.unlock();
        }
    }

    /** A line that somebody else than the reader of the worker's answers has come by. */
    void printedPast(Worker worker, String line) {
        observer.printed(worker, true, line);
    }

    /** The end of a worker, told by the thread that has read all it sent. */
    void workerEnded(Worker worker, Exit exit) {
        end(worker, exit, false);
    }

    /**
     * The process of a worker has ended, and user code, that may never end, holds up the thread that would tell so: its seat and
     * its task need not wait.
     */
    void writeOff(Worker worker) {
        end(worker, worker.process().exit(), true);
    }

    private void end(Worker worker, Exit exit, boolean isEarly) {
        boolean[] isNews = new boolean[1];
        boolean[] crashed = new boolean[1];
        change(then -> {
            isNews[0] = !worker.hasEnded && (!isEarly || board.mayBeWrittenOff(worker));
            if (isNews[0]) {
                worker.hasEnded = true;
                crashed[0] = !worker.leaving;
                board.ended(worker, exit, then);
            }
        });
        if (isNews[0]) {
            worker.cpu().close();
            observer.ended(worker, crashed[0]);
            change(then -> {
                board.forget(worker);
                deserted.signalAll();
            });
        }
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
}
