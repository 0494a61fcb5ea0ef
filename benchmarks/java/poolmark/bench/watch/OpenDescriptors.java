// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The pipes, sockets and event queues that this JVM has open: what talking to workers takes. Plain files do not count,
 * because the JVM opens those of its own whenever it loads something. Known on Linux; elsewhere there are none to see.
 */
public final class OpenDescriptors {

    private static final Path OWN = Path.of("/proc/self/fd");

    private static final List<String> KINDS = List.of("pipe:", "socket:", "anon_inode:");

    /** The JVM closes the pipes of a child that has ended shortly after. */
    private static final long GRACE_NANOS = 2_000_000_000L;

    private static final long POLL_NANOS = 5_000_000L;

    private final Set<String> open;

    private OpenDescriptors(Set<String> open) {
        this.open = open;
    }

    /** {@return those that are open now} */
    public static OpenDescriptors now() {
        Set<String> open = new TreeSet<>();
        openTheJvmsOwn();
        try (Stream<Path> descriptors = Files.list(OWN)) {
            descriptors.forEach(descriptor -> add(descriptor, open));
        } catch (IOException | UncheckedIOException notLinux) {
            return new OpenDescriptors(Set.of());
        }
        return new OpenDescriptors(open);
    }

    /** The JVM makes itself a socket when it opens the first channel, and keeps it: whoever does that would seem to leave it. */
    private static void openTheJvmsOwn() {
        try (FileChannel any = FileChannel.open(Path.of("/proc/self/stat"))) {
            any.size();
        } catch (IOException notLinux) {
            // There are no descriptors to see either.
        }
    }

    private static void add(Path descriptor, Set<String> open) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (KINDS.stream().anyMatch(target::startsWith)) {
                open.add(descriptor.getFileName() + " " + target);
            }
        } catch (IOException closedMeanwhile) {
            // The directory was being read through one of them.
        }
    }

    /** {@return what has been opened since and is open now, each as number and kind} */
    public Set<String> openedSince() {
        Set<String> since = new TreeSet<>(now().open);
        since.removeAll(open);
        return since;
    }

    /**
     * Waits shortly for all that has been opened since to be closed.
     *
     * @throws IllegalStateException when something was not
     */
    public void requireNoMore() {
        long deadline = System.nanoTime() + GRACE_NANOS;
        Set<String> since = openedSince();
        while (!since.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            since = openedSince();
        }
        if (!since.isEmpty()) {
            throw new IllegalStateException(
                    "descriptors were left open after the benchmark: " + LeftBehind.names(since));
        }
    }
}
