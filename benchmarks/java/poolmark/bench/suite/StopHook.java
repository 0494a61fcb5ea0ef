// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import poolmark.bench.watch.ProcessTree;

/**
 * Ends a run in good order when this JVM is told to end (Ctrl-C, SIGTERM): no further fork is started, the one that runs
 * is killed together with its workers, and the manifest says {@code partial}.
 */
public final class StopHook extends Thread implements AutoCloseable {

    /** The kernel needs some milliseconds to end a process tree; after half a second there is something else wrong. */
    private static final long PATIENCE_NANOS = 500_000_000L;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Ending ending;
    private final PrintStream err;

    /** What is left to do when all forks are gone. */
    @FunctionalInterface
    public interface Ending {
        /**
         * Does it.
         *
         * @return what to tell the user after "stopped; "
         * @throws IOException when something cannot be written
         */
        String end() throws IOException;
    }

    private StopHook(Ending ending, PrintStream err) {
        super("poolmark-stop");
        this.ending = ending;
        this.err = err;
    }

    /**
     * Begins to listen.
     *
     * @param ending finishes the files; called in another thread, at most once
     * @param err takes the last words
     * @return the hook, to be closed when the run has ended by itself
     */
    public static StopHook install(Ending ending, PrintStream err) {
        StopHook hook = new StopHook(ending, err);
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    /**
     * Whether the run has to end. Ctrl-C reaches the forks as well as this JVM: a fork that failed may be the first to
     * tell of it.
     *
     * @param millis how long to wait for that
     * @return whether it has to
     */
    public boolean isStopping(long millis) {
        try {
            return stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void run() {
        stopping.countDown();
        // A fork that was just being started shows up late, so this looks until there are none.
        ProcessTree.kill(PATIENCE_NANOS);
        try {
            err.println("stopped; " + ending.end());
        } catch (IOException unwritable) {
            err.println("stopped; the last file could not be finished: " + unwritable.getMessage());
        }
    }

    /** The run has ended by itself. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException shuttingDown) {
            // Then it is running, and its work and the end of the run do not harm each other.
        }
    }
}
