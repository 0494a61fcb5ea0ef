// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The state of a pool: what waits, who is free, who has a seat, and whether it is open; and the rules by which one follows
 * from the other. Starts and sends nothing itself but worker processes: what has to be done is added to the
 * {@link Consequences}. Guarded by the dispatcher's lock.
 *
 * <p>Rules: a task that a worker had begun is never handed to another. One that it had not begun is, unless the pool was
 * ended or its call cancelled. Only where the user allows it, a task whose worker died runs again. Every task of an accepted chunk ends exactly once.
 */
final class Board {

    /** A task whose workers die so often before they have begun with it is what kills them: an argument larger than the heap. */
    private static final int MAX_UNSTARTED_DEATHS = 3;

    /** Beginning with a task takes microseconds: a worker that has not by then is stopped, or its machine is. */
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Slower than any pipe, however busy the machine. */
    private static final long SLOWEST_NANOS_PER_BYTE = 100;

    private enum State {
        OPEN,
        SHUT_DOWN,
        ENDED
    }

    private final Settings settings;
    private final Seats seats;
    private final Deque<Chunk> queue = new ArrayDeque<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private State state = State.OPEN;
    private Outcome endedBy;
    private long tasksSubmitted;
    /** Chunks that workers were offered ahead of need. */
    private int ahead;

    private int nextSeat;

    Board(Settings settings, Seats seats) {
        this.settings = settings;
        this.seats = seats;
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
            queue.addLast(chunk);
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
        for (Iterator<Chunk> chunks = queue.iterator(); chunks.hasNext(); ) {
            Chunk chunk = chunks.next();
            if (chunk.call() == call) {
                chunks.remove();
                then.endAll(chunk, Outcome.dropped(Outcome.Kind.CANCELLED));
            }
        }
        for (Worker worker : seats.all()) {
            if (worker.sent.stream().anyMatch(chunk -> chunk.call() == call)) {
                cancel(worker, call, endRunning, then);
            }
        }
    }

    private void cancel(Worker worker, Call call, boolean endRunning, Consequences then) {
        List<Chunk> back = takeBack(worker);
        for (int i = back.size() - 1; i >= 0; i--) {
            if (back.get(i).call() == call) {
                then.endAll(back.get(i), Outcome.dropped(Outcome.Kind.CANCELLED));
            } else {
                queue.addFirst(back.get(i));
            }
        }
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
        queue.forEach(chunk -> then.endAll(chunk, by));
        queue.clear();
        idle.clear();
        seats.all().forEach(then::kill);
    }

    void ready(Worker worker) {
        worker.ready = true;
        seats.forgetFailures();
        if (seats.isCurrent(worker) && !worker.leaving) {
            idle.addLast(worker);
        }
    }

    /** A worker has begun with the next chunk it was sent; null where it was sent none. */
    Chunk begun(Worker worker) {
        worker.receiving = false;
        return worker.sent.peekFirst();
    }

    /** A worker has finished the chunk it was at. */
    void chunkDone(Worker worker, long nowNanos, Consequences then) {
        worker.sent.removeFirst();
        worker.stock.done(nowNanos);
        ahead -= worker.sent.isEmpty() ? 0 : 1;
        worker.cpu().end();
        if (worker.leaving) {
            return;
        }
        if (settings.isSpent(worker.tasksHanded)) {
            then.retire(worker);
            seatSuccessor(worker, then);
        } else if (worker.sent.isEmpty()) {
            idle.addLast(worker);
        } else if (worker.sent.size() <= worker.stock.target() / 2) {
            fillUp(worker, then);
        }
    }

    /** The process of a worker has ended: sees to its chunk and to its seat. */
    void ended(Worker worker, Exit exit, Consequences then) {
        idle.remove(worker);
        orphanAll(worker, exit, then);
        if (!worker.ready && !worker.leaving && seats.countFailedStart(exit)) {
            end(Outcome.noWorker(seats.firstFailure(), worker), then);
        }
        seatSuccessor(worker, then);
    }

    /** Nothing of a worker is left, and nothing more will be heard of its tasks. */
    void forget(Worker worker) {
        worker.cancelChecks();
        seats.remove(worker);
    }

    private void orphanAll(Worker worker, Exit exit, Consequences then) {
        Chunk first = worker.sent.pollFirst();
        ahead -= worker.sent.size();
        while (!worker.sent.isEmpty()) {
            requeue(worker.sent.removeLast(), worker, then);
        }
        if (first != null) {
            then.count(first);
            orphan(first, worker, exit, then);
        }
    }

    /** A chunk of a worker that is gone, of which nothing is being run. */
    private void requeue(Chunk chunk, Worker worker, Consequences then) {
        if (state == State.ENDED) {
            then.endAll(chunk, endedBy);
        } else {
            queue.addFirst(chunk.tail(0));
        }
    }

    /** The chunk that a worker was at when it died, or was about to begin with. */
    private void orphan(Chunk chunk, Worker worker, Exit exit, Consequences then) {
        boolean started = worker.current == chunk;
        worker.current = null;
        if (state == State.ENDED) {
            if (started && endedBy.kind() == Outcome.Kind.CLOSED) {
                then.endNext(chunk, Outcome.ended(Outcome.Kind.CLOSED, worker), worker.taskStartedNanos);
            }
            then.endAll(chunk, endedBy);
            return;
        }
        if (started && mayRunAgain(worker, chunk)) {
            if (chunk.remaining() > 1) {
                queue.addFirst(chunk.tail(1));
            }
            queue.addFirst(chunk.headAfterCrash());
            return;
        }
        if (started) {
            then.endNext(chunk, outcomeOfRunning(worker, exit), worker.taskStartedNanos);
        } else if (chunk.countUnstartedDeath() >= MAX_UNSTARTED_DEATHS) {
            String evidence = MAX_UNSTARTED_DEATHS + " workers died before they had begun with it, with "
                    + settings.launch().heap();
            then.endNext(chunk, Outcome.crashed(exit, evidence, worker), 0);
        }
        if (worker.fate == Outcome.Kind.CANCELLED) {
            then.endAll(chunk, Outcome.dropped(Outcome.Kind.CANCELLED));
        } else if (chunk.remaining() > 0) {
            queue.addFirst(chunk.tail(0));
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
        boolean needed = state == State.OPEN || state == State.SHUT_DOWN && !queue.isEmpty();
        Worker next = seats.vacate(worker, needed);
        if (next != null && next.ready && !next.leaving) {
            idle.addLast(next);
        }
        endWhereSeatsStayEmpty(then);
    }

    /** Gives work to idle workers, and leave to those for whom there will be none. Follows every other change. */
    void settle(Consequences then) {
        handOverAll(then);
        if (ahead > 0 && !idle.isEmpty()) {
            evenOut(then);
        }
        if (queue.size() == 1 && settings.mayOfferAhead()) {
            offerToAnybody(then); // where more wait, nobody had room for them, and who gets room takes them himself
        }
        if (state == State.SHUT_DOWN && queue.isEmpty()) {
            while (!idle.isEmpty()) {
                then.retire(idle.removeLast());
            }
        }
    }

    private void handOverAll(Consequences then) {
        while (!queue.isEmpty() && !idle.isEmpty()) {
            Worker worker = idle.removeLast();
            handOver(queue.removeFirst(), worker, then);
            fillUp(worker, then);
        }
    }

    private void handOver(Chunk chunk, Worker worker, Consequences then) {
        int count = Math.min(chunk.remaining(), handOverLimit(chunk, worker));
        if (count < chunk.remaining()) {
            queue.addFirst(chunk.tail(count));
        }
        Chunk handed = count < chunk.remaining() ? chunk.head(count) : chunk;
        handed.handedTo(worker);
        worker.sent.addLast(handed);
        worker.stock.begins(System.nanoTime());
        worker.tasksHanded += count;
        if (settings.isSpent(worker.tasksHanded) && (state == State.OPEN || !queue.isEmpty())) {
            seats.prepareSuccessor(worker);
        }
        if (settings.taskTimeoutNanos() > 0) {
            worker.expectStart(START_NANOS + SLOWEST_NANOS_PER_BYTE * handed.argumentBytes());
        }
        if (worker.mustBeSent(handed) || !worker.offer(handed)) {
            worker.receiving = true;
            then.send(worker, handed);
        } else {
            then.wake(worker);
        }
    }

    /** Gives a worker that is not idle as much as it should have, where there is work for all. */
    private void fillUp(Worker worker, Consequences then) {
        if (settings.mayOfferAhead() && idle.isEmpty()) {
            while (!queue.isEmpty() && offerAhead(queue.peekFirst(), worker, then)) {
                queue.removeFirst();
            }
        }
    }

    private boolean offerAhead(Chunk chunk, Worker worker, Consequences then) {
        if (chunk.isSuspect() || !worker.mayBeOffered(chunk) || !worker.offer(chunk)) {
            return false;
        }
        chunk.handedTo(worker);
        worker.sent.addLast(chunk);
        worker.tasksHanded += chunk.remaining();
        ahead++;
        then.wake(worker);
        return true;
    }

    /** Offers the one chunk that waits to the next worker that has room. */
    private void offerToAnybody(Consequences then) {
        List<Worker> workers = seats.current();
        for (int i = 0; i < workers.size() && !queue.isEmpty(); i++) {
            nextSeat = (nextSeat + 1) % workers.size();
            if (offerAhead(queue.peekFirst(), workers.get(nextSeat), then)) {
                queue.removeFirst();
            }
        }
    }

    /** Somebody has nothing to do while others have more than they are at. */
    private void evenOut(Consequences then) {
        for (Worker worker : List.copyOf(seats.all())) {
            if (worker.sent.size() > 1 && !idle.isEmpty()) {
                List<Chunk> back = takeBack(worker);
                for (int i = back.size() - 1; i >= 0; i--) {
                    queue.addFirst(back.get(i));
                }
                handOverAll(then);
            }
        }
    }

    private List<Chunk> takeBack(Worker worker) {
        int before = Math.max(0, worker.sent.size() - 1);
        List<Chunk> back = worker.takeBack();
        ahead -= before - Math.max(0, worker.sent.size() - 1);
        if (!back.isEmpty() && worker.sent.isEmpty() && !worker.leaving) {
            idle.addLast(worker);
        }
        return back;
    }

    private int handOverLimit(Chunk chunk, Worker worker) {
        // one at a time where a worker may be killed for its task: the next task of the chunk must not be hit
        boolean alone = settings.taskTimeoutNanos() > 0 || chunk.isSuspect();
        return alone ? 1 : settings.tasksLeft(worker.tasksHanded);
    }
}
