// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import poolmark.pool.host.thread.Clockwork;

/**
 * Processes that were started ahead of need and wait, blank, for an owner. What is taken is made up for a little later, so
 * that as many wait as were wanted at a time before, within a bound; one after the other, so that whoever was just served
 * has the other processors. Who waits too long is ended. Thread-safe.
 */
public final class Standby implements WorkerSource {

    /** So many may wait for one kind of launch: what a pool of the usual largest size takes. */
    static final int MAX_WAITING = 2 * Runtime.getRuntime().availableProcessors();

    /** So many functions are prepared before they are asked for. */
    private static final int MAX_FUNCTIONS = 8;

    /** So many are started at a time. */
    private static final int MAX_STARTING = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** Leaves the processors to those who were just served. */
    private static final long REFILL_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Whoever comes back within that time is served at once. */
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** The one store of this JVM. */
    public static final Standby SHARED = new Standby(REFILL_DELAY_NANOS, MAX_AGE_NANOS);

    private final Map<LaunchSpec, Shelf> shelves = new HashMap<>();

    private record Waiting(WorkerProcess process, long sinceNanos) {}

    /** Those who wait for one kind of launch. */
    private static final class Shelf {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private final FunctionNames functions = new FunctionNames(MAX_FUNCTIONS);
        private int taken;
        private int wanted;
        private int starting;
        private ScheduledFuture<?> refill;
        private ScheduledFuture<?> ageOut;
    }

    private final long refillDelayNanos;
    private final long maxAgeNanos;

    /** A store with times of its own. */
    Standby(long refillDelayNanos, long maxAgeNanos) {
        this.refillDelayNanos = refillDelayNanos;
        this.maxAgeNanos = maxAgeNanos;
    }

    @Override
    public synchronized WorkerProcess take(LaunchSpec spec) {
        Shelf shelf = shelves.computeIfAbsent(spec, s -> new Shelf());
        shelf.taken++;
        // one that has ended while it waited refuses its owner, who takes the next
        return shelf.waiting.isEmpty()
                ? WorkerSource.SPAWN.take(spec)
                : shelf.waiting.removeFirst().process();
    }

    @Override
    public synchronized void served(LaunchSpec spec) {
        Shelf shelf = shelves.get(spec);
        if (shelf != null && shelf.refill == null) {
            shelf.refill = Clockwork.after(refillDelayNanos, () -> refill(spec, shelf));
        }
    }

    @Override
    public synchronized void isWantedFor(LaunchSpec spec, byte[] function) {
        Shelf shelf = shelves.get(spec);
        if (shelf != null) {
            shelf.functions.add(function);
        }
    }

    /** How many wait, or are being started to wait, for a launch of that kind. */
    synchronized int waiting(LaunchSpec spec) {
        Shelf shelf = shelves.get(spec);
        return shelf == null ? 0 : shelf.waiting.size();
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
        shelf.wanted = Math.min(shelf.taken, MAX_WAITING);
        shelf.taken = 0;
        shelf.refill = null;
        startSome(spec, shelf);
    }

    private synchronized void oneIsUp(LaunchSpec spec, Shelf shelf) {
        shelf.starting--;
        startSome(spec, shelf);
    }

    private void startSome(LaunchSpec spec, Shelf shelf) {
        if (shelves.get(spec) != shelf) {
            return; // cleared meanwhile
        }
        try {
            while (shelf.waiting.size() < shelf.wanted && shelf.starting < MAX_STARTING) {
                WorkerProcess process = new WorkerProcess(spec, shelf.functions.list(), () -> oneIsUp(spec, shelf));
                process.launch();
                shelf.starting++;
                shelf.waiting.addLast(new Waiting(process, System.nanoTime()));
            }
        } catch (OutOfMemoryError e) {
            shelf.wanted = 0; // no more threads: those who come are not served worse than under SPAWN
        }
        if (shelf.ageOut == null) {
            shelf.ageOut = Clockwork.after(maxAgeNanos, () -> ageOut(spec, shelf));
        }
    }

    private synchronized void ageOut(LaunchSpec spec, Shelf shelf) {
        shelf.ageOut = null;
        shelf.wanted = 0;
        long now = System.nanoTime();
        while (!shelf.waiting.isEmpty() && now - shelf.waiting.peekFirst().sinceNanos() >= maxAgeNanos) {
            shelf.waiting.removeFirst().process().kill();
        }
        if (!shelf.waiting.isEmpty()) {
            long oldest = now - shelf.waiting.peekFirst().sinceNanos();
            shelf.ageOut = Clockwork.after(maxAgeNanos - oldest, () -> ageOut(spec, shelf));
        } else if (shelf.refill == null && shelf.taken == 0) {
            shelves.remove(spec, shelf);
        }
    }
}
