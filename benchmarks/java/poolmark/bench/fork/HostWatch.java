// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.fork;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a fork when its host has ended, however that happened and whatever the fork is doing.
 *
 * <p>The fork's standard input is a pipe that only the host holds, into which it never writes. A thread blocks on it:
 * that costs nothing, and the kernel closes the pipe even when the host was killed. JMH's own link notices only when the
 * next iteration is reported.
 *
 * <p>A JVM that ends waits up to 0.3 s for threads that are in a system call. So the thread reads from a channel, which an
 * interrupt closes: a fork then ends at once.
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
            Runtime.getRuntime().addShutdownHook(new Thread(watch::interrupt, "poolmark-host-watch-end"));
        }
    }

    private static void awaitEndOfHost() {
        ByteBuffer bytes = ByteBuffer.allocate(1);
        try {
            FileChannel input = new FileInputStream(FileDescriptor.in).getChannel();
            while (input.read(bytes.clear()) >= 0) {
                // Nobody writes here; what comes all the same means nothing.
            }
        } catch (ClosedByInterruptException ownEnd) {
            return;
        } catch (IOException broken) {
            // A pipe that cannot be read is as good as closed.
        }
        // Not exit: shutdown hooks would try to report to the host. The workers end by themselves.
        Runtime.getRuntime().halt(1);
    }
}
