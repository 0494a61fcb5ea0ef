// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.List;
import java.util.function.Consumer;
import poolmark.pool.host.evidence.Evidence;
import poolmark.pool.host.evidence.Exit;

/**
 * The state of a pool: who has a seat, what becomes of what he was sent, and whether it is open; and the rules by which one
 * follows from the other. Who gets which chunk is for the {@link Distribution}, what anybody is sent beyond the one he is at for
 * {@link Ahead}. Starts and sends nothing itself but worker processes: what has to be done is added to the {@link
 * Consequences}. Guarded by the dispatcher's lock.
 *
 * <p>Rules: a task that a worker had begun is never handed to another. One that it had not begun is, unless the pool was
 * ended or its call cancelled. Only where the user allows it, a task whose worker died runs again. Every task of an accepted chunk ends exactly once.
 */
final class Board {

    /** A task whose workers die so often before they have begun with it is what kills them: an argument larger than the heap. */
    private static final int MAX_UNSTARTED_DEATHS = 3;

    private enum State {
        OPEN,
        SHUT_DOWN,
        ENDED
    }

    private final Settings settings;
    private final Seats seats;
    private final Waiting waiting = new Waiting();
    private final Ahead ahead;
    private final Distribution distribution;
    private final UserCode userCode;
    private State state = State.OPEN;
    private Outcome endedBy;
    private long tasksSubmitted;

    /** {@code changes} makes a change later, which {@link #settle} follows. */
    Board(Settings settings, Seats seats, UserCode userCode, Consumer<Consumer<Consequences>> changes) {
        this.settings = settings;
        this.seats = seats;
        this.userCode = userCode;
        this.ahead = new Ahead(waiting, settings.mayOfferAhead());
        this.distribution = new Distribution(settings, seats, waiting, ahead, changes);
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isDeserted() {
        return seats.all().isEmpty();
    }

    List<Worker> seated() {
        return seats.current();
    }

    void open(Consequences then) {
        seats.fillAll();
        endWhereSeatsStayEmpty(then);
    }

    /** Without its workers a pool would let all calls wait for ever. */
    private void endWhereSeatsStayEmpty(Consequences then) {
        if (seats.refusal() != null) {
            end(Outcome.noWorker(seats.refusal()), then);
        }
    }

    /** Why no chunk is taken any more; null where they are. */
    Outcome refusal() {
        return switch (state) {
            case OPEN -> null;
            case SHUT_DOWN -> Outcome.dropped(Outcome.Kind.CLOSED);
            case ENDED -> endedBy;
        };
    }

    /** Puts a chunk at the end of the queue; returns why not, where it cannot be. */
    Outcome enqueue(Chunk chunk) {
        if (state == State.OPEN) {
            number(chunk);
            waiting.add(chunk);
        }
        return refusal();
    }

    void reject(Chunk chunk, Outcome outcome, Consequences then) {
        number(chunk);
        then.endAll(chunk, outcome);
    }

    private void number(Chunk chunk) {
        chunk.enqueued(tasksSubmitted, System.nanoTime());
        tasksSubmitted += chunk.remaining();
    }

    void cancel(Call call, boolean endRunning, Consequences then) {
        dropWaiting(call, then);
        for (Worker worker : seats.all()) {
            if (worker.has(call)) {
                cancel(worker, call, endRunning, then);
            }
        }
    }

    private void dropWaiting(Call call, Consequences then) {
        waiting.removeAll(call).forEach(chunk -> then.endAll(chunk, Outcome.dropped(Outcome.Kind.CANCELLED)));
    }

    private void cancel(Worker worker, Call call, boolean endRunning, Consequences then) {
        if (worker.underway != null) {
            worker.postpone(later -> cancel(worker, call, endRunning, later));
            return;
        }
        ahead.takeBack(worker);
        dropWaiting(call, then);
        // the last that is left is the one it is at: a worker has finished whatever came before
        if (endRunning && !worker.sent.isEmpty() && worker.sent.getLast().call() == call) {
            worker.fate = Outcome.Kind.CANCELLED;
            then.kill(worker);
        }
    }

    void shutDown() {
        if (state == State.OPEN) {
            state = State.SHUT_DOWN;
        }
    }

    /** Every task that is not done ends so; all workers are killed. */
    void end(Outcome by, Consequences then) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        endedBy = by;
        waiting.clear().forEach(chunk -> then.endAll(chunk, by));
        userCode.endAll(by, then);
        seats.all().forEach(then::kill);
    }

    void ready(Worker worker) {
        worker.becomeReady();
        seats.forgetFailures();
        if (seats.isCurrent(worker) && !worker.leaving) {
            waiting.becomesIdle(worker);
        }
    }

    /**
     * A worker has had as long as it may take to be ready. Where its initializer does not end, that of the next would not either; a
     * JVM that does not come up says less, and counts like one that has ended.
     */
    void startIsOver(Worker worker, Consequences then) {
        if (worker.ready || worker.leaving || worker.hasEnded) {
            return;
        }
        String limit = Evidence.limit(settings.startTimeoutNanos(), "startTimeout");
        if (settings.initializer() != null && worker.process().hasSpoken()) {
            String cpu = Evidence.cpuSinceStart(worker.process().cpuNanos());
            end(Outcome.neverReady("it was still running after " + limit + cpu, worker), then);
        } else {
            then.giveUp(worker, "it was not ready after " + limit);
        }
    }

    /** Whoever takes output may hold up whoever reads the answers of this worker. */
    void beginPrinting(Worker worker, Consequences then) {
        worker.isPrinting = true;
        ahead.takeBack(worker);
        if (worker.leaving) {
            then.writeOffWhenGone(worker);
        }
    }

    /** A worker has begun with the next chunk it was sent; null where it was sent none. */
    Chunk begun(Worker worker) {
        worker.receiving = false;
        return worker.sent.peekFirst();
    }

    /** What is sent ahead of need. */
    Ahead ahead() {
        return ahead;
    }

    /** A worker has finished the chunk it was at. */
    void chunkDone(Worker worker, long nowNanos, Consequences then) {
        if (worker.hasEnded) {
            return; // written off: the chunk went with it
        }
        ahead.done(worker, nowNanos);
        worker.cpu().end();
        if (worker.leaving) {
            return;
        }
        if (settings.isSpent(worker.tasksHanded)) {
            then.retire(worker);
            seatSuccessor(worker, then);
        } else {
            ahead.goOn(worker, then);
        }
    }

    /** The process of a worker has ended: sees to its chunk and to its seat. */
    void ended(Worker worker, Exit exit, Consequences then) {
        if (worker.isRebuilding) {
            userCode.endHeldUp(worker, outcomeOfRunning(worker, exit), then);
        }
        orphanAll(worker, exit, then);
        if (!worker.ready && !worker.leaving && seats.countFailedStart(exit)) {
            end(Outcome.noWorker(seats.firstFailure(), worker), then);
        }
        seatSuccessor(worker, then);
    }

    /**
     * Whether the end of a worker may be told before all that it sent has been read: where none of its tasks runs again, be it as
     * all is over, or as it has no other than those of the answer that is being rebuilt.
     */
    boolean mayBeWrittenOff(Worker worker) {
        return state == State.ENDED && worker.isReaderHeldUp()
                || worker.isRebuilding && worker.fate != Outcome.Kind.CRASHED;
    }

    /** Nothing of a worker is left, and nothing more will be heard of its tasks. */
    void forget(Worker worker) {
        worker.cancelChecks();
        seats.remove(worker);
    }

    private void orphanAll(Worker worker, Exit exit, Consequences then) {
        Chunk first = ahead.abandon(worker);
        if (first != null) {
            then.count(first);
            orphan(first, worker, exit, then);
        }
        worker.catchUp(then);
        if (state == State.ENDED) {
            waiting.clear().forEach(chunk -> then.endAll(chunk, endedBy));
        }
    }

    /** The chunk that a worker was at when it died, or was about to begin with. */
    private void orphan(Chunk chunk, Worker worker, Exit exit, Consequences then) {
        boolean started = worker.current == chunk;
        worker.current = null;
        if (chunk.remaining() == 0) {
            return; // its last answer is held up by user code
        }
        if (state == State.ENDED) {
            if (started && endedBy.kind() == Outcome.Kind.CLOSED) {
                then.endNext(chunk, Outcome.ended(Outcome.Kind.CLOSED, worker), worker.taskStartedNanos);
            }
            then.endAll(chunk, endedBy);
            return;
        }
        if (started && mayRunAgain(worker, chunk)) {
            if (chunk.remaining() > 1) {
                waiting.addFirst(chunk.tail(1));
            }
            waiting.addFirst(chunk.headAfterCrash());
            return;
        }
        if (started) {
            then.endNext(chunk, outcomeOfRunning(worker, exit), worker.taskStartedNanos);
        } else if (chunk.countUnstartedDeath() >= MAX_UNSTARTED_DEATHS) {
            String evidence = MAX_UNSTARTED_DEATHS + " workers died before they had begun with it, with "
                    + settings.launch().heap();
            then.endNext(chunk, Outcome.crashed(exit, evidence, worker), 0);
        }
        if (worker.fate == Outcome.Kind.CANCELLED || chunk.isTakenBack()) {
            then.endAll(chunk, Outcome.dropped(Outcome.Kind.CANCELLED));
        } else if (chunk.remaining() > 0) {
            waiting.addFirst(chunk.tail(0));
        }
    }

    private boolean mayRunAgain(Worker worker, Chunk chunk) {
        return worker.fate == Outcome.Kind.CRASHED && chunk.crashes() < settings.crashRetries();
    }

    private Outcome outcomeOfRunning(Worker worker, Exit exit) {
        String evidence = Evidence.of(
                worker.taskStartedNanos, worker.cpu(), settings.launch().heap());
        return switch (worker.fate) {
            case CRASHED -> Outcome.crashed(exit, evidence, worker);
            case TIMED_OUT -> Outcome.timedOut(evidence, worker);
            default -> Outcome.ended(worker.fate, worker);
        };
    }

    /** Somebody else takes the seat of a worker that is leaving or gone, where one is still needed. */
    private void seatSuccessor(Worker worker, Consequences then) {
        boolean needed = state == State.OPEN || state == State.SHUT_DOWN && waiting.isAnyChunk();
        Worker next = seats.vacate(worker, needed);
        if (next != null && next.ready && !next.leaving) {
            waiting.becomesIdle(next);
        }
        endWhereSeatsStayEmpty(then);
    }

    /** Gives work to idle workers, and leave to those for whom there will be none. Follows every other change. */
    void settle(Consequences then) {
        distribution.handOut(state == State.OPEN, then);
        if (state == State.SHUT_DOWN && !distribution.isAnyNotBegun()) {
            distribution.retireIdle(then);
        }
    }
}
