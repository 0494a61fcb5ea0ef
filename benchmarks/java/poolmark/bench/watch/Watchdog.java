// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kills a fork with everything under it when it takes or prints too much, or when it has ended and a process that it
 * left keeps JMH waiting. JMH's own {@code -to} interrupts threads and then waits for them, however long.
 *
 * <p>Once it knows the fork it looks up every two seconds, which costs a quarter of a millisecond: a ten-thousandth of one
 * processor.
 */
public final class Watchdog implements AutoCloseable {

    private static final long POLL_MILLIS = 2_000;

    /** A fork that has nothing to do lives longer than that. */
    private static final long FIRST_POLL_MILLIS = 150;

    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private static final String MAIN_CLASS_OF_FORKS = "org.openjdk.jmh.runner.ForkedMain";

    private final long begin = System.nanoTime();
    private final Duration limit;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch flooded = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "poolmark-watchdog");
    private ProcessHandle fork;
    private volatile String verdict;

    private Watchdog(Duration limit) {
        this.limit = limit;
    }

    /**
     * Begins to watch.
     *
     * @param limit how long the fork may take
     * @return the watchdog; nothing but the fork and what is under it must run in this JVM's process tree
     */
    public static Watchdog over(Duration limit) {
        return over(limit, null);
    }

    /** Has the fork killed for printing too much. */
    public void flooded() {
        flooded.countDown();
    }

    /** {@return why the fork was killed; empty where it was not} */
    public Optional<String> verdict() {
        return Optional.ofNullable(verdict);
    }

    /**
     * Begins to watch a fork that is known.
     *
     * @param limit how long the fork may take
     * @param fork the fork; null where it is still to be found
     * @return the watchdog; nothing but the fork and what is under it must run in this JVM's process tree
     */
    public static Watchdog over(Duration limit, ProcessHandle fork) {
        Watchdog watchdog = new Watchdog(limit);
        watchdog.fork = fork;
        watchdog.thread.setDaemon(true);
        watchdog.thread.start();
        return watchdog;
    }

    private void watch() {
        try {
            while (closed.getCount() > 0 && verdict == null) {
                long left = limit.minusNanos(System.nanoTime() - begin).toMillis();
                long poll = fork == null ? FIRST_POLL_MILLIS : POLL_MILLIS;
                boolean tooMuch = flooded.await(Math.max(1, Math.min(left, poll)), TimeUnit.MILLISECONDS);
                verdict = closed.getCount() == 0 ? null : judge(tooMuch);
            }
            while (verdict != null && closed.getCount() > 0) {
                ProcessTree.kill(KILL_PATIENCE.toNanos());
                closed.await(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException ended) {
            // close() says so, and there is nothing else to do here.
        }
    }

    private String judge(boolean tooMuch) {
        if (tooMuch) {
            return "killed after it had printed more than " + BoundedOutput.LIMIT_MEBIBYTES + " MiB";
        }
        if (System.nanoTime() - begin >= limit.toNanos()) {
            return "killed after " + limit.toSeconds() + " s, the limit of a fork; --cell-timeout sets another";
        }
        List<ProcessHandle> living = ProcessTree.living();
        if (fork == null) {
            fork = living.stream().filter(Watchdog::isFork).findFirst().orElse(null);
            return null;
        }
        boolean orphaned = !fork.isAlive() && !living.isEmpty();
        return orphaned
                ? "left a process behind that kept its output open: " + ProcessTree.describe(living.get(0))
                : null;
    }

    private static boolean isFork(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(MAIN_CLASS_OF_FORKS))
                .isPresent();
    }

    /** Ends the watch; when this returns nothing is killed any more. The verdict stays. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(KILL_PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
