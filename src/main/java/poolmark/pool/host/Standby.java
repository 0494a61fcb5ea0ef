// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
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
        private ScheduledFuture<?> refill;
        private ScheduledFuture<?> ageOut;
    }

    private Standby() {}

    @Override
    public synchronized WorkerProcess take(LaunchSpec spec) {
        Shelf shelf = shelves.computeIfAbsent(spec, s -> new Shelf());
        shelf.taken++;
        if (shelf.refill == null) {
            shelf.refill = Clockwork.after(REFILL_DELAY_NANOS, () -> refill(spec, shelf));
        }
        // one that has ended while it waited refuses its owner, who takes the next
        return shelf.waiting.isEmpty()
                ? WorkerSource.SPAWN.take(spec)
                : shelf.waiting.removeFirst().process();
    }

    /** Ends all who wait, and starts nobody until the next is taken. */
    public synchronized void clear() {
        for (Shelf shelf : shelves.values()) {
            cancel(shelf.refill);
            cancel(shelf.ageOut);
            shelf.waiting.forEach(one -> one.process().kill());
        }
        shelves.clear();
    }

    private static void cancel(ScheduledFuture<?> planned) {
        if (planned != null) {
            planned.cancel(false);
        }
    }

    private synchronized void refill(LaunchSpec spec, Shelf shelf) {
        if (shelves.get(spec) != shelf) {
            return; // cleared meanwhile
        }
        int wanted = Math.min(shelf.taken, MAX_WAITING);
        shelf.taken = 0;
        shelf.refill = null;
        while (shelf.waiting.size() < wanted) {
            shelf.waiting.addLast(new Waiting(WorkerSource.SPAWN.take(spec), System.nanoTime()));
        }
        if (shelf.ageOut == null) {
            shelf.ageOut = Clockwork.after(MAX_AGE_NANOS, () -> ageOut(spec, shelf));
        }
    }

    private synchronized void ageOut(LaunchSpec spec, Shelf shelf) {
        shelf.ageOut = null;
        long now = System.nanoTime();
        while (!shelf.waiting.isEmpty() && now - shelf.waiting.peekFirst().sinceNanos() >= MAX_AGE_NANOS) {
            shelf.waiting.removeFirst().process().kill();
        }
        if (!shelf.waiting.isEmpty()) {
            long oldest = now - shelf.waiting.peekFirst().sinceNanos();
            shelf.ageOut = Clockwork.after(MAX_AGE_NANOS - oldest, () -> ageOut(spec, shelf));
        } else if (shelf.refill == null) {
            shelves.remove(spec, shelf);
        }
    }
}
