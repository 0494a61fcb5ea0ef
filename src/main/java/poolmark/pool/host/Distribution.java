// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import poolmark.pool.host.thread.Clockwork;

/**
 * Who gets which chunk of those that wait. Guarded by the dispatcher's lock.
 *
 * <p>Rules: chunks are handed out in the order of their submission. Nobody is idle while a chunk waits, be it with another
 * worker who has not begun with it; with two exceptions. One is the time, mostly a fraction of a millisecond, for which it is {@linkplain
 * Worker#underway underway}. In the other as many as there are processors are at chunks so short that it takes longer to wake
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
    private final Waiting waiting;
    private final Ahead ahead;
    private final Consumer<Consumer<Consequences>> changes;

    private volatile boolean isLookPlanned;
    private boolean isLookDue;

    /** {@code changes} makes a change later, which {@link #handOut} follows. */
    Distribution(
            Settings settings, Seats seats, Waiting waiting, Ahead ahead, Consumer<Consumer<Consequences>> changes) {
        this.settings = settings;
        this.seats = seats;
        this.waiting = waiting;
        this.ahead = ahead;
        this.changes = changes;
    }

    /** Whether there is anything that somebody else may have to do than those who are to. */
    boolean isAnyNotBegun() {
        return ahead.isAny() || waiting.isAnyChunk();
    }

    /** Lets idle workers go. */
    void retireIdle(Consequences then) {
        while (waiting.isAnyIdle()) {
            then.retire(waiting.takeIdle());
        }
    }

    /** Gives out what waits; {@code moreMayCome} says whether the queue may grow still. */
    void handOut(boolean moreMayCome, Consequences then) {
        if (isCrewEnough()) {
            takeBackFromSilent();
            handOverWhatIsLarge(moreMayCome, then);
            ahead.offerToBrisk(then);
        } else {
            handOverAll(moreMayCome, then);
            evenOut(moreMayCome, then);
            ahead.offerTheOnlyOne(then);
        }
    }

    /** Whether something waits beside somebody idle, and may. */
    private boolean isCrewEnough() {
        return waiting.isAnyIdle() && isAnyNotBegun() && ahead.isCrewEnough() && planLook();
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

    /** What somebody has who is at something long goes to those who are not. */
    private void takeBackFromSilent() {
        if (isLookDue) {
            isLookDue = false;
            ahead.takeBackFromSilent();
        }
    }

    private void handOverWhatIsLarge(boolean moreMayCome, Consequences then) {
        while (waiting.isForIdle() && !Worker.mayBeOfferedUnderLock(waiting.first())) {
            handOver(waiting.takeFirst(), waiting.takeIdle(), moreMayCome, then);
        }
    }

    private void handOverAll(boolean moreMayCome, Consequences then) {
        while (waiting.isForIdle()) {
            Worker worker = waiting.takeIdle();
            handOver(waiting.takeFirst(), worker, moreMayCome, then);
            ahead.fillUp(worker, then);
        }
    }

    private void handOver(Chunk chunk, Worker worker, boolean moreMayCome, Consequences then) {
        int count = Math.min(chunk.remaining(), handOverLimit(chunk, worker));
        if (count < chunk.remaining()) {
            waiting.addFirst(chunk.tail(count));
        }
        Chunk handed = count < chunk.remaining() ? chunk.head(count) : chunk;
        handed.handedTo(worker);
        worker.sent.addLast(handed);
        ahead.becomesBusy(worker);
        worker.tasksHanded += count;
        if (settings.isSpent(worker.tasksHanded) && (moreMayCome || waiting.isAnyChunk())) {
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

    /** Somebody has nothing to do while others have more than they are at. */
    private void evenOut(boolean moreMayCome, Consequences then) {
        if (!ahead.isAny() || !waiting.isAnyIdle()) {
            return;
        }
        for (Worker worker : ahead.busy()) {
            if (worker.sent.size() > 1 && waiting.isAnyIdle()) {
                ahead.takeBack(worker);
                handOverAll(moreMayCome, then);
            }
        }
    }

    private int handOverLimit(Chunk chunk, Worker worker) {
        // one at a time where a worker may be killed for its task: the next task of the chunk must not be hit
        boolean alone = settings.taskTimeoutNanos() > 0 || chunk.isSuspect();
        return alone ? 1 : settings.tasksLeft(worker.tasksHanded);
    }
}
