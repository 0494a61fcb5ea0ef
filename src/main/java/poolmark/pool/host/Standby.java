// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Processes that were started ahead of need and wait, blank, for an owner. What is taken is made up for a little later, so
 * that as many wait as were wanted at a time before, within a bound. Who waits too long is ended. Thread-safe.
 */
public final class Standby implements WorkerSource {

    /** The one store of this JVM. */
    public static final Standby SHARED = new Standby();

    /** So many may wait for one kind of launch: what a pool of the usual largest size takes. */
    private static final int MAX_WAITING = 2 * Runtime.getRuntime().availableProcessors();

    /** Leaves the processors to those who were just served. */
    private static final long REFILL_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Whoever comes back within that time is served at once. */
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Map<LaunchSpec, Shelf> shelves = new HashMap<>();

    private record Waiting(WorkerProcess process, long sinceNanos) {}

    /** Those who wait for one kind of launch. */
    private static final class Shelf {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int taken;
        private boolean refillSet;
    }

    private Standby() {}

    @Override
    public synchronized WorkerProcess take(LaunchSpec spec) {
        Shelf shelf = shelves.computeIfAbsent(spec, s -> new Shelf());
        shelf.taken++;
        if (!shelf.refillSet) {
            shelf.refillSet = true;
            Clockwork.after(REFILL_DELAY_NANOS, () -> refill(spec, shelf));
        }
        // one that has ended while it waited refuses its owner, who takes the next
        return shelf.waiting.isEmpty()
                ? WorkerSource.SPAWN.take(spec)
                : shelf.waiting.removeFirst().process();
    }

    private synchronized void refill(LaunchSpec spec, Shelf shelf) {
        int wanted = Math.min(shelf.taken, MAX_WAITING);
        shelf.taken = 0;
        shelf.refillSet = false;
        while (shelf.waiting.size() < wanted) {
            shelf.waiting.addLast(new Waiting(WorkerSource.SPAWN.take(spec), System.nanoTime()));
        }
        Clockwork.after(MAX_AGE_NANOS, () -> ageOut(spec, shelf));
    }

    private synchronized void ageOut(LaunchSpec spec, Shelf shelf) {
        long now = System.nanoTime();
        for (Iterator<Waiting> all = shelf.waiting.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            if (now - one.sinceNanos() >= MAX_AGE_NANOS) {
                all.remove();
                one.process().kill();
            }
        }
        if (shelf.waiting.isEmpty() && !shelf.refillSet) {
            shelves.remove(spec, shelf);
        }
    }
}
