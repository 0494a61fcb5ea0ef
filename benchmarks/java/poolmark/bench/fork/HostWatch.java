// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.fork;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a fork when its host has ended, however that happened and whatever the fork is doing.
 *
 * <p>The fork's standard input is a pipe that only the host holds, into which it never writes. A thread blocks on it:
 * that costs nothing, and the kernel closes the pipe even when the host was killed. JMH's own link notices only when the
 * next iteration is reported.
 */
public final class HostWatch {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private HostWatch() {}

    /** Begins to watch where the host asked for it. Further calls do nothing. */
    public static void start() {
        if (ForkContext.current().watchesHost() && STARTED.compareAndSet(false, true)) {
            Thread watch = new Thread(HostWatch::awaitEndOfHost, "poolmark-host-watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private static void awaitEndOfHost() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes here; what comes all the same means nothing.
            }
        } catch (IOException broken) {
            // A pipe that cannot be read is as good as closed.
        }
        // Not exit: shutdown hooks would try to report to the host. The workers end by themselves.
        Runtime.getRuntime().halt(1);
    }
}
