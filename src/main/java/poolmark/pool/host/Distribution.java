// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import poolmark.pool.host.thread.Clockwork;

/**
 * Who gets which chunk: what waits, who is free, and who was offered more than he is at. Guarded by the dispatcher's lock.
 *
 * <p>Rules: chunks are handed out in the order of their submission. Nobody is idle while a chunk waits, be it with another
 * worker who has not begun with it, but for the fractions of a millisecond that it may be {@link Worker#underway}; and unless as many as there are processors are at chunks so short that it takes longer to wake
 * somebody ({@link Crew}): then a chunk that is behind a long one all the same waits until that one's worker has been silent for
 * a while ({@link Stock#isBrisk}) and it is looked again, within {@link #LOOK_NANOS}.
 */
final class Distribution {

    /** Beginning with a task takes microseconds: a worker that has not by then is stopped, or its machine is. */
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Slower than any pipe, however busy the machine. */
    private static final long SLOWEST_NANOS_PER_BYTE = 100;

    /** How often it is looked whether those who are awake are enough still. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Settings settings;
    private final Seats seats;
    private final Consumer<Consumer<Consequences>> changes;
    private final Deque<Chunk> queue = new ArrayDeque<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Crew crew = new Crew();
    /** How many chunks workers were offered ahead of need. */
    private int ahead;

    private volatile boolean isLookPlanned;
    private boolean isLookDue;

    /** {@code changes} makes a change later, which {@link #handOut} follows. */
    Distribution(Settings settings, Seats seats, Consumer<Consumer<Consequences>> changes) {
        this.settings = settings;
        this.seats = seats;
        this.changes = changes;
    }

    void add(Chunk chunk) {
        queue.addLast(chunk);
    }

    /** A chunk that was handed out and comes back. */
    void addFirst(Chunk chunk) {
        queue.addFirst(chunk);
    }

    boolean isAnyWaiting() {
        return !queue.isEmpty();
    }

    /** Whether there is anything that somebody else may have to do than those who are to. */
    boolean isAnyNotBegun() {
        return ahead > 0 || !queue.isEmpty();
    }

    /** A worker that has a seat and is ready has nothing to do. */
    void becomesIdle(Worker worker) {
        idle.addLast(worker);
    }

    /** Forgets the chunks of one call that wait; returns them. */
    List<Chunk> removeWaiting(Call call) {
        List<Chunk> removed = new ArrayList<>();
        for (Iterator<Chunk> chunks = queue.iterator(); chunks.hasNext(); ) {
            Chunk chunk = chunks.next();
            if (chunk.call() == call) {
                chunks.remove();
                removed.add(chunk);
            }
        }
        return removed;
    }

    /** Forgets all that wait, chunks and workers; returns the chunks. */
    List<Chunk> clear() {
        List<Chunk> waiting = List.copyOf(queue);
        queue.clear();
        idle.clear();
        return waiting;
    }

    /** A worker has finished the first chunk it was sent. */
    void done(Worker worker, long nowNanos) {
        worker.sent.removeFirst();
        worker.stock.done(nowNanos, crew.isMoreThanProcessors());
        ahead -= worker.sent.isEmpty() ? 0 : 1;
    }

    /** A worker that has finished a chunk takes part on. */
    void goOn(Worker worker, Consequences then) {
        if (worker.sent.isEmpty()) {
            crew.remove(worker);
            idle.addLast(worker);
        } else if (isLow(worker)) {
            fillUp(worker, then);
        }
    }

    private static boolean isLow(Worker worker) {
        return worker.sent.size() <= worker.stock.target(0) / 2;
    }

    /** A worker is gone: what it had not begun waits again. Returns the chunk it was at, or would have begun with; or null. */
    Chunk abandon(Worker worker) {
        idle.remove(worker);
        crew.remove(worker);
        worker.underway = null;
        Chunk first = worker.sent.pollFirst();
        ahead -= worker.sent.size();
        while (!worker.sent.isEmpty()) {
            queue.addFirst(worker.sent.removeLast().tail(0));
        }
        return first;
    }

    /** Lets idle workers go. */
    void retireIdle(Consequences then) {
        while (!idle.isEmpty()) {
            then.retire(idle.removeLast());
        }
    }

    /** Gives out what waits; {@code moreMayCome} says whether the queue may grow still. */
    void handOut(boolean moreMayCome, Consequences then) {
        if (isCrewEnough()) {
            takeBackFromSilent();
            handOverWhatIsLarge(moreMayCome, then);
            offerToCrew(true, then);
        } else {
            handOverAll(moreMayCome, then);
            evenOut(moreMayCome, then);
            if (queue.size() == 1 && settings.mayOfferAhead()) {
                // where more wait, nobody had room for them, and who gets room takes them himself
                offerToCrew(false, then);
            }
        }
    }

    /** Whether something waits beside somebody idle, and may. */
    private boolean isCrewEnough() {
        boolean waits = !idle.isEmpty() && (ahead > 0 || !queue.isEmpty());
        return waits && settings.mayOfferAhead() && crew.isEnough() && planLook();
    }

    /** Whoever has come to a long task does not tell, and nothing else may happen that would be followed by a look at him. */
    private boolean planLook() {
        if (!isLookPlanned) {
            isLookPlanned = true; // before it is: it may be over by the time this thread goes on
            if (Clockwork.after(LOOK_NANOS, this::look) == null) {
                isLookPlanned = false;
                return false;
            }
        }
        return true;
    }

    private void look() {
        isLookPlanned = false; // first: should this JVM be out of memory here, the next event plans another
        changes.accept(then -> isLookDue = true);
    }

    /** What somebody has who is at something long, or has no processor, goes to those who are not. */
    private void takeBackFromSilent() {
        if (isLookDue) {
            isLookDue = false;
            long now = System.nanoTime();
            for (Worker worker : crew.all()) {
                if (worker.sent.size() > 1 && !worker.stock.isBrisk(now)) {
                    takeBack(worker);
                }
            }
        }
    }

    private void handOverWhatIsLarge(boolean moreMayCome, Consequences then) {
        while (!queue.isEmpty() && !idle.isEmpty() && !Worker.mayBeOfferedUnderLock(queue.peekFirst())) {
            handOver(queue.removeFirst(), idle.removeLast(), moreMayCome, then);
        }
    }

    private void handOverAll(boolean moreMayCome, Consequences then) {
        while (!queue.isEmpty() && !idle.isEmpty()) {
            Worker worker = idle.removeLast();
            handOver(queue.removeFirst(), worker, moreMayCome, then);
            fillUp(worker, then);
        }
    }

    private void handOver(Chunk chunk, Worker worker, boolean moreMayCome, Consequences then) {
        int count = Math.min(chunk.remaining(), handOverLimit(chunk, worker));
        if (count < chunk.remaining()) {
            queue.addFirst(chunk.tail(count));
        }
        Chunk handed = count < chunk.remaining() ? chunk.head(count) : chunk;
        handed.handedTo(worker);
        worker.sent.addLast(handed);
        crew.add(worker);
        worker.stock.handed(System.nanoTime());
        worker.tasksHanded += count;
        if (settings.isSpent(worker.tasksHanded) && (moreMayCome || !queue.isEmpty())) {
            seats.prepareSuccessor(worker);
        }
        if (settings.taskTimeoutNanos() > 0) {
            worker.expectStart(START_NANOS + SLOWEST_NANOS_PER_BYTE * handed.argumentBytes());
        }
        if (worker.mustBeSent(handed) || !worker.offer(handed, worker.sent.size())) {
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
        if (!worker.mayBeOffered(chunk) || !worker.offer(chunk, worker.sent.size())) {
            return false;
        }
        hasAhead(worker, chunk);
        then.wake(worker);
        return true;
    }

    private void hasAhead(Worker worker, Chunk chunk) {
        chunk.handedTo(worker);
        worker.sent.addLast(chunk);
        worker.tasksHanded += chunk.remaining();
        ahead++;
    }

    /** Whether a worker that has just begun with a chunk should have more of what waits. */
    boolean wantsMore(Worker worker) {
        return mayBeShippedNext(worker) || isLow(worker) && isMoreThanIdle() && worker.mayBeOffered(queue.peekFirst());
    }

    private boolean mayBeShippedNext(Worker worker) {
        return isMoreThanIdle() && worker.mayBeShipped(queue.peekFirst());
    }

    /** Whether something waits for those who are busy. */
    private boolean isMoreThanIdle() {
        return !queue.isEmpty() && idle.isEmpty() && settings.mayOfferAhead();
    }

    /** Gives a worker as much as it should have; returns what has to be shipped for that, or null. */
    Shipment feed(Worker worker, Consequences then) {
        fillUp(worker, then);
        return mayBeShippedNext(worker) ? ship(worker) : null;
    }

    /** What has to be shipped to somebody who is busy, where but one chunk waits, and that could be; or null. */
    Shipment feedAny() {
        if (queue.size() == 1) { // where more wait, nobody had room for them, and who gets room is fed with the first
            for (int i = crew.size(); i > 0; i--) {
                Worker worker = crew.next();
                if (mayBeShippedNext(worker)) {
                    return ship(worker);
                }
            }
        }
        return null;
    }

    private Shipment ship(Worker worker) {
        Shipment shipment = new Shipment(worker, queue.peekFirst(), worker.sent.size());
        hasAhead(worker, shipment.chunk());
        queue.removeFirst(); // last: should there be no memory for the others
        worker.underway = shipment;
        return shipment;
    }

    /** A shipment has arrived, unless it could not: then it waits again, in front. */
    void arrived(Shipment shipment, boolean isThere, Consequences then) {
        Worker worker = shipment.worker();
        if (worker.underway != shipment) {
            return; // lost with its worker
        }
        worker.underway = null;
        if (isThere) {
            then.wake(worker);
        } else if (worker.sent.peekLast() == shipment.chunk()) { // else it lies, and is done with what it never got
            int before = worker.sent.size();
            bringBack(worker, before, List.of(worker.sent.removeLast()));
        }
        if (worker.isReaderHeldUp()) {
            takeBack(worker);
        } else {
            fillUp(worker, then);
        }
    }

    /** Offers what waits to one after the other who is busy, as far as they have room. */
    private void offerToCrew(boolean onlyToBrisk, Consequences then) {
        long now = System.nanoTime();
        for (int i = crew.size(); i > 0 && !queue.isEmpty(); i--) {
            Worker worker = crew.next();
            if ((!onlyToBrisk || worker.stock.isBrisk(now)) && offerAhead(queue.peekFirst(), worker, then)) {
                queue.removeFirst();
            }
        }
    }

    /** Somebody has nothing to do while others have more than they are at. */
    private void evenOut(boolean moreMayCome, Consequences then) {
        if (ahead == 0 || idle.isEmpty()) {
            return;
        }
        for (Worker worker : crew.all()) {
            if (worker.sent.size() > 1 && !idle.isEmpty()) {
                takeBack(worker);
                handOverAll(moreMayCome, then);
            }
        }
    }

    /** What a worker was offered and has not begun with waits again, in front. */
    void takeBack(Worker worker) {
        int before = worker.sent.size();
        bringBack(worker, before, worker.takeBack());
    }

    /** {@code before} is how many it had been sent before these were taken from it. */
    private void bringBack(Worker worker, int before, List<Chunk> back) {
        ahead -= Math.max(0, before - 1) - Math.max(0, worker.sent.size() - 1);
        for (int i = back.size() - 1; i >= 0; i--) {
            queue.addFirst(back.get(i));
        }
        if (!back.isEmpty() && worker.sent.isEmpty() && !worker.leaving) {
            crew.remove(worker);
            idle.addLast(worker);
        }
    }

    private int handOverLimit(Chunk chunk, Worker worker) {
        // one at a time where a worker may be killed for its task: the next task of the chunk must not be hit
        boolean alone = settings.taskTimeoutNanos() > 0 || chunk.isSuspect();
        return alone ? 1 : settings.tasksLeft(worker.tasksHanded);
    }
}
