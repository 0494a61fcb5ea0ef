// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.evidence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import poolmark.pool.host.thread.Clockwork;

/**
 * One thread that looks at the standard error of all workers: often while something comes, seldom while nothing does. It
 * ends with the last worker. Looking and not waiting costs an idle pool some microseconds a second, and saves a thread for
 * each worker that a task's own left-over process could block for ever.
 */
final class ErrorWatch {

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** As late as a line may come that breaks a long silence; a look costs an idle pool a tenth of a millisecond. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final Set<StandardError> WATCHED = new LinkedHashSet<>();
    private static boolean running;

    private ErrorWatch() {}

    static void add(StandardError errors) {
        synchronized (WATCHED) {
            WATCHED.add(errors);
            if (!running) {
                Clockwork.daemon(ErrorWatch::watch, "poolmark-stderr").start();
                running = true;
            }
        }
    }

    static void remove(StandardError errors) {
        synchronized (WATCHED) {
            WATCHED.remove(errors);
            if (WATCHED.isEmpty()) {
                WATCHED.notifyAll();
            }
        }
    }

    private static void watch() {
        while (true) {
            try {
                watchUntilNobodyIsLeft();
                return;
            } catch (OutOfMemoryError e) {
                // others fill the heap; were this thread to end, a worker that prints much would soon stand still
            }
        }
    }

    private static void watchUntilNobodyIsLeft() {
        long pauseNanos = SHORTEST_NANOS;
        List<StandardError> all = pause(pauseNanos);
        while (!all.isEmpty()) {
            boolean any = false;
            for (StandardError errors : all) {
                any |= errors.poll();
            }
            pauseNanos = any ? SHORTEST_NANOS : Math.min(2 * pauseNanos, LONGEST_NANOS);
            all = pause(pauseNanos);
        }
    }

    /** Waits; gives whom to look at then, nobody where this thread is to end. */
    private static List<StandardError> pause(long nanos) {
        synchronized (WATCHED) {
            if (!WATCHED.isEmpty()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(WATCHED, nanos);
                } catch (InterruptedException e) {
                    // nobody interrupts it; should somebody, it looks a little earlier
                }
            }
            running = !WATCHED.isEmpty();
            return new ArrayList<>(WATCHED);
        }
    }
}
