// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.evidence;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import poolmark.pool.host.thread.Clockwork;

/**
 * Looks at the CPU time of the tasks that run, of all pools of this JVM. Ticks only while there is a task: idle pools cost
 * nothing, and the thread it ticks on ages out with them.
 */
final class CpuWatch {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Set<TaskCpu> WATCHED = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean TICKING = new AtomicBoolean();

    private CpuWatch() {}

    static void add(TaskCpu worker) {
        WATCHED.add(worker);
    }

    static void remove(TaskCpu worker) {
        WATCHED.remove(worker);
    }

    /** A task has begun. One volatile read, as long as it ticks. */
    static void wake() {
        if (!TICKING.get() && TICKING.compareAndSet(false, true)) {
            tickLater();
        }
    }

    private static void tickLater() {
        Clockwork.after(TICK_NANOS, CpuWatch::tick);
    }

    private static void tick() {
        try {
            long now = System.nanoTime();
            WATCHED.forEach(worker -> worker.lookWhenDue(now));
        } finally {
            if (anyRunning()) {
                tickLater();
            } else {
                TICKING.set(false);
                wakeIfOneBegan();
            }
        }
    }

    /** Whoever began before it was known that nobody ticks has not woken anybody. */
    private static void wakeIfOneBegan() {
        if (anyRunning()) {
            wake();
        }
    }

    private static boolean anyRunning() {
        return WATCHED.stream().anyMatch(TaskCpu::isRunning);
    }

    /** Whether it ticks, for a test. */
    static boolean isTicking() {
        return TICKING.get();
    }
}
