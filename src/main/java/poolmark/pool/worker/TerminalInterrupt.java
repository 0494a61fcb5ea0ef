// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

/**
 * Takes no notice of SIGINT. A Ctrl-C goes to all processes of the terminal's foreground group at once, and it is the
 * parent's to decide what it means: one that ends takes its workers along, one that finishes its work first still needs them.
 *
 * <p>A handler, as an ignored signal would stay ignored in whatever processes a task starts; and a plain class, as a
 * lambda would cost a worker ten times what the rest of this does.
 */
final class TerminalInterrupt implements sun.misc.SignalHandler {

    /** The thread in which the JDK calls the handler of a signal, whosever that is. */
    private static final String THREAD = "SIGINT handler";

    private TerminalInterrupt() {}

    /** From now on SIGINT does nothing here, until a task installs a handler of its own. */
    static void leaveToParent() {
        try {
            sun.misc.Signal.handle(new sun.misc.Signal("INT"), new TerminalInterrupt());
        } catch (IllegalArgumentException | LinkageError e) {
            // under -Xrs signals are none of Java's business, and a small runtime image may lack the class
        }
    }

    /**
     * Called before anything of the user's runs. A signal that came before {@link #leaveToParent()} may still be on its way
     * to the JDK's own handler, which ends this process, but not at once: from JDK 21 on it looks for a logger first. Whoever
     * waits for it has begun no task that would be lost.
     */
    static void letEarlierOneEnd() {
        ThreadGroup system = Thread.currentThread().getThreadGroup().getParent();
        if (system == null) {
            return;
        }
        Thread[] threads = new Thread[system.activeCount() + 16];
        int count = system.enumerate(threads, false);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().equals(THREAD)) {
                awaitEnd(threads[i]);
            }
        }
    }

    private static void awaitEnd(Thread handler) {
        try {
            handler.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void handle(sun.misc.Signal signal) {
        // the parent has had it too
    }
}
