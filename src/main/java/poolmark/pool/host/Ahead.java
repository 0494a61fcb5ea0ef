// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.List;

/**
 * What workers are sent ahead of need: who is busy, and has or should have more than the chunk he is at. Small chunks are offered
 * under the dispatcher's lock, which guards all of this; large ones are {@linkplain Shipment shipped}. What waits with somebody can be
 * taken back as long as he has not begun with it.
 */
final class Ahead {

    private final Waiting waiting;
    private final boolean isAllowed;
    private final Crew crew = new Crew();
    private int count;

    /** {@code isAllowed} says whether anything may be handed ahead at all. */
    Ahead(Waiting waiting, boolean isAllowed) {
        this.waiting = waiting;
        this.isAllowed = isAllowed;
    }

    boolean isAny() {
        return count > 0;
    }

    /** Whether so many are at so short chunks that nobody else should be woken for what waits. */
    boolean isCrewEnough() {
        return isAllowed && crew.isEnough();
    }

    /** All who are busy. */
    List<Worker> busy() {
        return crew.all();
    }

    /** A worker that was idle is handed a chunk. */
    void becomesBusy(Worker worker) {
        crew.add(worker);
        worker.stock.handed(System.nanoTime());
    }

    /** A worker has finished the first chunk it was sent. */
    void done(Worker worker, long nowNanos) {
        worker.sent.removeFirst();
        worker.stock.done(nowNanos, crew.isMoreThanProcessors());
        count -= worker.sent.isEmpty() ? 0 : 1;
    }

    /** A worker that has finished a chunk takes part on. */
    void goOn(Worker worker, Consequences then) {
        if (worker.sent.isEmpty()) {
            crew.remove(worker);
            waiting.becomesIdle(worker);
        } else if (isLow(worker)) {
            fillUp(worker, then);
        }
    }

    private static boolean isLow(Worker worker) {
        return worker.sent.size() <= Math.max(1, worker.stock.target(0) / 2);
    }

    /** A worker is gone: what it had not begun waits again. Returns the chunk it was at, or would have begun with; or null. */
    Chunk abandon(Worker worker) {
        waiting.forget(worker);
        crew.remove(worker);
        worker.underway = null;
        Chunk first = worker.sent.pollFirst();
        count -= worker.sent.size();
        while (!worker.sent.isEmpty()) {
            waiting.addFirst(worker.sent.removeLast().tail(0));
        }
        return first;
    }

    /** Offers a worker that is not idle as much as it should have, where there is work for all. */
    void fillUp(Worker worker, Consequences then) {
        while (isForBusy() && offer(worker, then)) {
            waiting.takeFirst();
        }
    }

    /** Whether something waits for those who are busy. */
    private boolean isForBusy() {
        return isAllowed && waiting.isForBusy();
    }

    private boolean offer(Worker worker, Consequences then) {
        Chunk chunk = waiting.first();
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
        count++;
    }

    /** Offers the only chunk that waits: where more do, nobody had room for them, and who gets room takes them himself. */
    void offerTheOnlyOne(Consequences then) {
        if (isAllowed && waiting.chunks() == 1) {
            offerToAll(false, then);
        }
    }

    /** Offers what waits to those who are brisk. */
    void offerToBrisk(Consequences then) {
        offerToAll(true, then);
    }

    /** To one after the other who is busy, as far as they have room. */
    private void offerToAll(boolean onlyToBrisk, Consequences then) {
        if (!waiting.isAnyChunk() || !Worker.mayBeOfferedUnderLock(waiting.first())) {
            return;
        }
        long now = System.nanoTime();
        for (int i = crew.size(); i > 0 && waiting.isAnyChunk(); i--) {
            Worker worker = crew.next();
            if ((!onlyToBrisk || worker.stock.isBrisk(now)) && offer(worker, then)) {
                waiting.takeFirst();
            }
        }
    }

    /** Whether a worker that has just begun with a chunk should have more of what waits. */
    boolean wantsMore(Worker worker) {
        // first whether it is low: the chunk that waits is mostly in the cache of who has submitted it
        return isLow(worker)
                && isForBusy()
                && (worker.mayBeShipped(waiting.first()) || worker.mayBeOffered(waiting.first()));
    }

    private boolean mayBeShippedNext(Worker worker) {
        return isForBusy() && worker.mayBeShipped(waiting.first());
    }

    /** Gives a worker as much as it should have; returns what has to be shipped for that, or null. */
    Shipment feed(Worker worker, Consequences then) {
        fillUp(worker, then);
        return mayBeShippedNext(worker) ? ship(worker) : null;
    }

    /** What has to be shipped to somebody who is busy and has room for the chunk that waits first; or null. */
    Shipment feedAny() {
        for (int i = crew.size(); i > 0; i--) {
            Worker worker = crew.next();
            if (mayBeShippedNext(worker)) {
                return ship(worker);
            }
        }
        return null;
    }

    private Shipment ship(Worker worker) {
        Shipment shipment = new Shipment(worker, waiting.first(), worker.sent.size());
        hasAhead(worker, shipment.chunk());
        waiting.takeFirst(); // last: should there be no memory for the others
        worker.underway = shipment;
        return shipment;
    }

    /** A shipment has arrived, unless it could not: then it waits again, in front. What had to wait for that follows. */
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
        worker.catchUp(then); // before it gets more, which a cancellation would take back at once
        if (worker.isReaderHeldUp()) {
            takeBack(worker);
        } else {
            fillUp(worker, then);
        }
    }

    /** What is with those who are at something long, or have no processor, waits again. */
    void takeBackFromSilent() {
        long now = System.nanoTime();
        for (Worker worker : crew.all()) {
            if (worker.sent.size() > 1 && !worker.stock.isBrisk(now)) {
                takeBack(worker);
            }
        }
    }

    /** What a worker was sent and has not begun with waits again, in front. */
    void takeBack(Worker worker) {
        int before = worker.sent.size();
        bringBack(worker, before, worker.takeBack());
    }

    /** {@code before} is how many it had been sent before these were taken from it. */
    private void bringBack(Worker worker, int before, List<Chunk> back) {
        count -= Math.max(0, before - 1) - Math.max(0, worker.sent.size() - 1);
        for (int i = back.size() - 1; i >= 0; i--) {
            waiting.addFirst(back.get(i));
        }
        if (!back.isEmpty() && worker.sent.isEmpty() && !worker.leaving) {
            crew.remove(worker);
            waiting.becomesIdle(worker);
        }
    }
}
