// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Adds up the CPU time of this JVM and of all its workers, while workers begin and end.
 *
 * <pre>
 *   ended children ──▶ list the workers ──▶ sum the living ──▶ ended children   the same as before, and no worker
 *         ▲                                                          │           vanished: this is the reading
 *         ╰──────────────────────── otherwise ───────────────────────╯
 * </pre>
 *
 * <p>Assumptions:
 *
 * <ol>
 *   <li>Workers are direct children of this JVM, and it reaps them (the JDK does, as soon as one ends). It does not
 *       ignore {@code SIGCHLD}, for then the kernel throws the time of ended children away.
 *   <li>The list names every worker that lives, as soon as it has been started. A worker that is missing counts nothing
 *       until it is listed or has ended, and then all at once.
 *   <li>The list may name workers that have ended, and may drop workers that still live: the ledger follows a worker,
 *       once listed, until it is gone.
 *   <li>All children of this JVM are workers. Any other child counts as well, in one piece, when it has been reaped.
 *   <li>What a worker starts itself counts when that process and then the worker have been reaped.
 * </ol>
 *
 * <p>Guarantees, as far as the clock keeps the promises of {@link CpuClock}, for settled readings:
 *
 * <ol>
 *   <li>Every worker counts exactly once. One that ends between listing and reading is either still a zombie, and read as
 *       such, or gone, and then the reading is taken again until it is among the ended. One that is just being reaped may
 *       be in both places or in none: {@link CpuClock#isUnreaped} tells, and the reading is taken again. (Without that, a
 *       reader that never paused counted 8 to 35 % of 1,500 short-lived children twice for a moment, on Linux 6.18.)
 *   <li>A worker that is started after listing is not in the sum, nor among the ended; should it end at once, then the
 *       ended have changed and the reading is taken again.
 *   <li>A listed id that was given to a stranger meanwhile is not counted. If it was given to a new worker, that worker
 *       counts once, however often its id is listed.
 *   <li>Readings never go backwards. (The kernel cuts the time of ended children to microseconds, so a sum may fall by up
 *       to 2 µs when a worker ends; the ledger then repeats its last value. A deeper fall cannot be true, and the reading
 *       is taken again.)
 *   <li>A reading ends after {@link #MAX_RETRIES} repetitions, whatever happens, and then says so: see
 *       {@link CpuReading#isSettled()}. That also tells of assumptions that do not hold, such as a worker that this JVM
 *       did not start and whose time is lost when it ends.
 * </ol>
 *
 * <p>A reading costs about 1 µs, 0.6 µs for each worker, and what the list costs. Safe for use by several threads, which
 * take turns. Model: the snapshot of HdrHistogram's phasers, and hyperfine for when a child's time becomes visible.
 */
public final class CpuLedger {

    /** Reached only when workers end or begin without a pause of some microseconds, or when strangers are listed. */
    public static final int MAX_RETRIES = 100;

    /** User and system time of ended children are each cut to a microsecond, once in all and not once for each child. */
    private static final long CUT_NANOS = 2_000;

    /** Enough for the virtual machine to compile a reading. */
    private static final int WARM_UP_READINGS = 2_000;

    /** For slow clocks and lists, where compiling hardly matters. */
    private static final long WARM_UP_NANOS = 100_000_000L;

    private final CpuClock clock;
    private final Supplier<long[]> liveWorkerPids;
    private final PidSet followed = new PidSet();
    private final PidSet vanished = new PidSet();
    private long livingNanos;
    private long lastWorkersNanos;

    /**
     * Opens a ledger.
     *
     * @param clock what reads the single times
     * @param liveWorkerPids gives the ids of the workers, see the assumptions above; called at least once a reading, by the
     *     reading thread. Its answer is not kept or changed.
     */
    public CpuLedger(CpuClock clock, Supplier<long[]> liveWorkerPids) {
        this.clock = clock;
        this.liveWorkerPids = liveWorkerPids;
    }

    /**
     * A ledger over all direct children of this JVM, with the best clock there is.
     *
     * @return a new ledger; listing costs what {@link ChildProcesses#pids()} costs
     */
    public static CpuLedger ofChildren() {
        return new CpuLedger(CpuClock.best(), ChildProcesses::pids);
    }

    /**
     * Takes readings until all code on their way is loaded and compiled, so that the next is as fast as all that follow.
     * Call it once before the first measurement; takes some milliseconds, 0.1 s at most.
     *
     * @return this ledger
     */
    public CpuLedger warmUp() {
        long begin = System.nanoTime();
        for (int count = 0; count < WARM_UP_READINGS && System.nanoTime() - begin < WARM_UP_NANOS; count++) {
            read();
        }
        return this;
    }

    /**
     * Reads this JVM and all workers. Blocks for nothing but another thread's reading.
     *
     * @return the times up to now; consistent unless {@link CpuReading#isSettled()} says otherwise
     */
    public synchronized CpuReading read() {
        vanished.clear();
        for (int retries = 0; retries < MAX_RETRIES; retries++) {
            long endedNanos = clock.endedChildrenNanos();
            follow(liveWorkerPids.get());
            if (sumLiving() && clock.endedChildrenNanos() == endedNanos && isForward(endedNanos + livingNanos)) {
                lastWorkersNanos = Math.max(lastWorkersNanos, endedNanos + livingNanos);
                return new CpuReading(clock.parentNanos(), lastWorkersNanos, retries);
            }
            // Whoever is in the middle of reaping may need this processor to come to the end of it.
            Thread.yield();
        }
        return unsettled();
    }

    private boolean isForward(long workersNanos) {
        return workersNanos >= lastWorkersNanos - CUT_NANOS;
    }

    private void follow(long[] pids) {
        for (long pid : pids) {
            followed.add(pid);
        }
    }

    /** {@return whether every followed worker was either read or known to be gone} */
    private boolean sumLiving() {
        livingNanos = 0;
        boolean sound = true;
        for (int index = followed.size() - 1; index >= 0; index--) {
            sound &= addLiving(index);
        }
        return sound;
    }

    private boolean addLiving(int index) {
        long pid = followed.at(index);
        OptionalLong nanos = clock.processNanos(pid);
        if (nanos.isEmpty()) {
            return vanish(index, pid);
        }
        if (!clock.isUnreaped(pid)) {
            return false;
        }
        livingNanos += nanos.getAsLong();
        return true;
    }

    /** A worker counts as gone when it is not found twice in one reading: once may be a failed call. */
    private boolean vanish(int index, long pid) {
        if (!vanished.contains(pid)) {
            vanished.add(pid);
            return false;
        }
        followed.removeAt(index);
        return true;
    }

    /**
     * The best that can be had, and a fresh start for the next reading: lets go of those that are no workers (any more),
     * as their ids would unsettle every reading to come.
     */
    private CpuReading unsettled() {
        for (int index = followed.size() - 1; index >= 0; index--) {
            if (!clock.isUnreaped(followed.at(index))) {
                followed.removeAt(index);
            }
        }
        sumLiving();
        lastWorkersNanos = clock.endedChildrenNanos() + livingNanos;
        return new CpuReading(clock.parentNanos(), lastWorkersNanos, MAX_RETRIES);
    }
}
