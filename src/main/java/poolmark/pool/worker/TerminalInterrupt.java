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

    private TerminalInterrupt() {}

    /** From now on SIGINT does nothing here, until a task installs a handler of its own. */
    static void leaveToParent() {
        try {
            sun.misc.Signal.handle(new sun.misc.Signal("INT"), new TerminalInterrupt());
        } catch (IllegalArgumentException | LinkageError e) {
            // under -Xrs signals are none of Java's business, and a small runtime image may lack the class
        }
    }

    @Override
    public void handle(sun.misc.Signal signal) {
        // the parent has had it too
    }
}
