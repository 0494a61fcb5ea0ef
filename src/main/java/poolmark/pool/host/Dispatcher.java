// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import poolmark.pool.wire.Answer;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;

/**
 * Brings chunks and workers together. One lock guards the queue, the seats and the state of every worker; each event takes
 * it once, and what follows from the event is done after ({@link Consequences}).
 *
 * <p>Assumptions: a worker runs the tasks of a chunk in order, one at a time, and says when it begins with the first; an
 * answer says that the next has begun. A worker that is gone is told so after everything it sent.
 *
 * <p>Guarantees: each task of an accepted chunk ends exactly once. A task that a worker had begun is never sent to another;
 * one that it had not begun is, unless the pool was ended or its call cancelled.
 */
public final class Dispatcher {

    /** A task whose workers die so often before they have begun with it is what kills them: an argument larger than the heap. */
    private static final int MAX_UNSTARTED_DEATHS = 3;

    private enum State {
        OPEN,
        SHUT_DOWN,
        ENDED
    }

    private final Settings settings;
    private final Observer observer;
    private final Rebuilder rebuilder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allGone = lock.newCondition();
    private final Deque<Chunk> queue = new ArrayDeque<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Seats seats;
    private State state = State.OPEN;
    private Outcome endedBy;
    private long tasksSubmitted;

    /** A pool without workers; {@link #open} starts them. */
    public Dispatcher(Settings settings, Observer observer) {
        this.settings = settings;
        this.observer = observer;
        this.rebuilder = new Rebuilder(settings.codec());
        this.seats = new Seats(settings, this);
    }

    /** Starts all workers; returns before they run. */
    public void open() {
        change(then -> seats.fillAll());
    }

    Observer observer() {
        return observer;
    }

    /**
     * Takes a chunk. Blocks only while a large chunk is written to an idle worker.
     *
     * @return null where it was taken; else why not, and none of its tasks will be heard of
     */
    public Outcome submit(Chunk chunk) {
        Outcome[] refusal = new Outcome[1];
        change(then -> {
            if (state == State.OPEN) {
                chunk.enqueued(tasksSubmitted, System.nanoTime());
                tasksSubmitted += chunk.remaining();
                queue.addLast(chunk);
            } else {
                refusal[0] = state == State.ENDED ? endedBy : Outcome.dropped(Outcome.Kind.CLOSED);
            }
        });
        return refusal[0];
    }

    /** Drops what has not begun of a call; where asked to, also ends what has, together with its worker. */
    public void cancel(Call call, boolean endRunning) {
        change(then -> {
            for (Iterator<Chunk> chunks = queue.iterator(); chunks.hasNext(); ) {
                Chunk chunk = chunks.next();
                if (chunk.call() == call) {
                    chunks.remove();
                    then.endAll(chunk, Outcome.dropped(Outcome.Kind.CANCELLED));
                }
            }
            for (Worker worker : seats.all()) {
                if (endRunning && worker.running != null && worker.running.call() == call) {
                    worker.fate = Outcome.Kind.CANCELLED;
                    then.kill(worker);
                }
            }
        });
    }

    /** Takes no more chunks; workers end when nothing is left to do. */
    public void shutdown() {
        change(then -> {
            if (state == State.OPEN) {
                state = State.SHUT_DOWN;
            }
        });
    }

    /** Ends everything now. */
    public void terminate() {
        change(then -> end(Outcome.dropped(Outcome.Kind.CLOSED), then));
    }

    /** Whether {@link #shutdown} or {@link #terminate} was called, or the pool broke. */
    public boolean isClosed() {
        lock.lock();
        try {
            return state != State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all workers are gone; false where the time was over first. */
    public boolean awaitGone(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (!seats.all().isEmpty() && left > 0) {
                left = allGone.awaitNanos(left);
            }
            return seats.all().isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Those who have a seat now. */
    public List<Worker> workers() {
        lock.lock();
        try {
            return seats.current();
        } finally {
            lock.unlock();
        }
    }

    void workerReady(Worker worker) {
        observer.ready(worker);
        change(then -> {
            worker.ready = true;
            seats.forgetFailures();
            if (seats.isCurrent(worker) && !worker.leaving) {
                idle.addLast(worker);
            }
        });
    }

    void workerNotReady(Worker worker, Failure failure) {
        Outcome outcome = Outcome.neverReady(failure, rebuilder.exception(failure), worker);
        change(then -> end(outcome, then));
    }

    void taskStarted(Worker worker) {
        lock.lock();
        try {
            worker.started = true;
            worker.taskStartedNanos = System.nanoTime();
            if (settings.taskTimeoutNanos() > 0 && !worker.deadlineSet) {
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
                chunkDone(worker, then);
            }
            settle(then);
        } finally {
            lock.unlock();
        }
        then.carryOut();
        Outcome outcome = rebuilder.outcome(answer, worker);
        if (observer.hearsTasks()) {
            observer.taskEnded(times, outcome);
        }
        chunk.call().ended(index, outcome);
    }

    private void chunkDone(Worker worker, Consequences then) {
        worker.running = null;
        worker.started = false;
        if (worker.leaving) {
            return;
        }
        if (settings.isSpent(worker.tasksHanded)) {
            then.retire(worker);
            seatSuccessor(worker);
        } else {
            idle.addLast(worker);
        }
    }

    void workerEnded(Worker worker, Exit exit) {
        boolean crashed = !worker.leaving;
        change(then -> {
            idle.remove(worker);
            if (worker.running != null) {
                orphan(worker, exit, then);
            }
            if (!worker.ready && !worker.leaving && seats.countFailedStart(exit)) {
                end(Outcome.noWorker(seats.firstFailure(), worker), then);
            }
            seatSuccessor(worker);
        });
        observer.ended(worker, crashed);
        change(then -> {
            seats.remove(worker);
            allGone.signalAll();
        });
    }

    /** Sees to the chunk that a worker had when it ended. */
    private void orphan(Worker worker, Exit exit, Consequences then) {
        Chunk chunk = worker.running;
        worker.running = null;
        if (state == State.ENDED) {
            then.endAll(chunk, endedBy);
            return;
        }
        if (worker.started || chunk.countUnstartedDeath() >= MAX_UNSTARTED_DEATHS) {
            Outcome outcome = worker.fate == Outcome.Kind.CRASHED
                    ? Outcome.crashed(exit, worker)
                    : Outcome.ended(worker.fate, worker);
            then.endNext(chunk, outcome, worker.taskStartedNanos);
        }
        if (worker.fate == Outcome.Kind.CANCELLED) {
            then.endAll(chunk, Outcome.dropped(Outcome.Kind.CANCELLED));
        } else if (chunk.remaining() > 0) {
            queue.addFirst(chunk.tail(0));
        }
    }

    /** Somebody else takes the seat of a worker that is leaving or gone, where one is still needed. */
    private void seatSuccessor(Worker worker) {
        boolean needed = state == State.OPEN || state == State.SHUT_DOWN && !queue.isEmpty();
        Worker next = seats.vacate(worker, needed);
        if (next != null && next.ready && !next.leaving) {
            idle.addLast(next);
        }
    }

    /** Every change of state goes through here: the change, what settles after it, and, unlocked, what follows. */
    private void change(Consumer<Consequences> change) {
        Consequences then = new Consequences(observer);
        lock.lock();
        try {
            change.accept(then);
            settle(then);
        } finally {
            lock.unlock();
        }
        then.carryOut();
    }

    /** Gives work to idle workers, and leave to those for whom there will be none. */
    private void settle(Consequences then) {
        while (!queue.isEmpty() && !idle.isEmpty()) {
            handOver(queue.removeFirst(), idle.removeLast(), then);
        }
        if (state == State.SHUT_DOWN && queue.isEmpty()) {
            while (!idle.isEmpty()) {
                then.retire(idle.removeLast());
            }
        }
    }

    private void handOver(Chunk chunk, Worker worker, Consequences then) {
        int count = Math.min(chunk.remaining(), handOverLimit(chunk, worker));
        if (count < chunk.remaining()) {
            queue.addFirst(chunk.tail(count));
        }
        Chunk handed = chunk.head(count);
        worker.running = handed;
        worker.started = false;
        worker.tasksHanded += count;
        if (settings.isSpent(worker.tasksHanded) && (state == State.OPEN || !queue.isEmpty())) {
            seats.prepareSuccessor(worker);
        }
        then.send(worker, handed);
    }

    private int handOverLimit(Chunk chunk, Worker worker) {
        // one at a time where a worker may be killed for its task: the next task of the chunk must not be hit
        boolean alone = settings.taskTimeoutNanos() > 0 || chunk.isSuspect();
        return alone ? 1 : settings.tasksLeft(worker.tasksHanded);
    }

    private void end(Outcome by, Consequences then) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        endedBy = by;
        queue.forEach(chunk -> then.endAll(chunk, by));
        queue.clear();
        idle.clear();
        seats.all().forEach(then::kill);
    }

    private void setDeadline(Worker worker, long nanos) {
        worker.deadlineSet = true;
        Clockwork.after(nanos, () -> change(then -> checkDeadline(worker, then)));
    }

    private void checkDeadline(Worker worker, Consequences then) {
        worker.deadlineSet = false;
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

    /** For ever, as far as {@link #awaitGone} is concerned. */
    public static final long FOREVER_NANOS = TimeUnit.DAYS.toNanos(36_500);
}
