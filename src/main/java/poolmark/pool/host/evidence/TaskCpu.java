// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.evidence;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What is known of the CPU time of the task that one worker is running. Java cannot ask for that of a process that has
 * ended, so {@link CpuWatch} looks while the task runs: seldom, as a look costs some fifty microseconds, and not at all
 * in a task's first tenth of a second.
 *
 * <p>Assumption: a worker runs one task at a time. <br>Guarantee: what {@link #evidence} says the task has used, it has.
 */
public final class TaskCpu {

    /** In place of a time, where none is known. */
    public static final long UNKNOWN = -1;

    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A task that runs for long is looked at once a second. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** In place of the time of its start, where no task runs. */
    private static final long NO_TASK = 0;

    private final LongSupplier processCpuNanos;
    private volatile long startedNanos = NO_TASK;
    private volatile boolean watched;

    /** The task that was looked at last, by its start, and what the looks have shown; guarded by this. */
    private long lookedTask = NO_TASK;

    private long nextLookAge;
    private long firstLookNanos;
    private long firstCpuNanos;
    private long lastLookNanos;
    private long lastCpuNanos;

    /** {@code processCpuNanos} gives the CPU time that the worker's process has used, or {@link #UNKNOWN}. */
    public TaskCpu(LongSupplier processCpuNanos) {
        this.processCpuNanos = processCpuNanos;
    }

    /** A task has begun, at that time of {@link System#nanoTime}; any other that ran has ended. */
    public void begin(long nanos) {
        startedNanos = nanos;
        if (!watched) {
            watched = true;
            CpuWatch.add(this);
        }
        CpuWatch.wake();
    }

    /** The worker is without a task. */
    public void end() {
        startedNanos = NO_TASK;
    }

    /** The worker is gone. */
    public void close() {
        end();
        CpuWatch.remove(this);
    }

    boolean isRunning() {
        return startedNanos != NO_TASK;
    }

    /** Looks where it is time for it. */
    void lookWhenDue(long now) {
        long task = startedNanos;
        if (task != NO_TASK && now - task >= dueAfter(task)) {
            look(now);
        }
    }

    private synchronized long dueAfter(long task) {
        return task == lookedTask ? nextLookAge : FIRST_LOOK_NANOS;
    }

    /** Looks now. The first look at a task shows where the process stood; only a second one shows what it has used since. */
    public synchronized void look(long now) {
        long task = startedNanos;
        long cpuNanos = task == NO_TASK ? UNKNOWN : processCpuNanos();
        if (cpuNanos == UNKNOWN || task != startedNanos) {
            return; // there is no task, or it ended under our eyes
        }
        if (task != lookedTask) {
            lookedTask = task;
            firstLookNanos = now;
            firstCpuNanos = cpuNanos;
        }
        lastLookNanos = now;
        lastCpuNanos = cpuNanos;
        nextLookAge = now - task + Math.min(now - task, LONGEST_PAUSE_NANOS);
    }

    private long processCpuNanos() {
        try {
            return processCpuNanos.getAsLong();
        } catch (RuntimeException e) {
            return UNKNOWN; // a system that does not tell: the evidence will lack it
        }
    }

    /** A sentence part on the task that began at {@code task}: what it has used at least; empty where that is not known. */
    synchronized String evidence(long task, long now) {
        if (task != lookedTask || lastLookNanos == firstLookNanos) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                " and used at least %.2f s of CPU time (looked at %.1f s before its end)",
                Evidence.seconds(lastCpuNanos - firstCpuNanos),
                Evidence.seconds(now - lastLookNanos));
    }
}
