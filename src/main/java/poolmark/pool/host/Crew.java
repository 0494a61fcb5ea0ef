// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The workers that have something to do, and whether they are enough. Where each task takes a few microseconds, waking a worker
 * costs more than the task, and more workers than there are processors only take turns on them, each finding its caches
 * full of what the others left. Guarded by the dispatcher's lock.
 */
final class Crew {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** Counting takes longer than most of what happens in between. */
    private static final long COUNT_EVERY_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final List<Worker> workers = new ArrayList<>();
    /** Whose turn was last; before the first where it was nobody's of those who are left. */
    private int last = -1;

    private int brisk;
    private boolean isCounted;
    private long countedNanos;

    void add(Worker worker) {
        workers.add(worker);
        isCounted = false;
    }

    void remove(Worker worker) {
        int at = workers.indexOf(worker);
        if (at >= 0) {
            workers.remove(at);
            last -= at <= last ? 1 : 0; // the turn is still that of who was to follow
        }
        isCounted = false;
    }

    int size() {
        return workers.size();
    }

    /** All, as they are now: what is done with one may make it leave. */
    List<Worker> all() {
        return List.copyOf(workers);
    }

    /**
     * One after the other, round and round, in the order in which they became busy: who has been so longest is mostly
     * the next who is done, and what is offered to him begins in the order of its submission. Not where there is nobody.
     */
    Worker next() {
        last = last + 1 < workers.size() ? last + 1 : 0;
        return workers.get(last);
    }

    /** Whether they have to take turns. */
    boolean isMoreThanProcessors() {
        return workers.size() > PROCESSORS;
    }

    /** Whether nobody else should be woken. */
    boolean isEnough() {
        return workers.size() >= PROCESSORS && brisk() >= PROCESSORS;
    }

    private int brisk() {
        long now = System.nanoTime();
        if (!isCounted || now - countedNanos > COUNT_EVERY_NANOS) {
            brisk = 0;
            for (Worker worker : workers) {
                brisk += worker.stock.isBrisk(now) ? 1 : 0;
            }
            isCounted = true;
            countedNanos = now;
        }
        return brisk;
    }
}
