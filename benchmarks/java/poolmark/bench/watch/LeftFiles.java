// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Files that forks and their workers leave behind. Forks get a directory for temporary files of their own, which nobody
 * else uses; it must be empty after each. Shared memory is everybody's: of what is new there, only files of this user count
 * that no living process has open or mapped.
 */
public final class LeftFiles implements AutoCloseable {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** Other programs tidy up after themselves as well, some by a process that outlives theirs. */
    private static final long GRACE_NANOS = 2_000_000_000L;

    private static final long POLL_NANOS = 50_000_000L;

    private final Path temporary;
    private final Path shared;
    private Set<Path> before = Set.of();

    /**
     * Makes a watch.
     *
     * @param temporary directory for temporary files; has nothing in it and is nobody else's
     * @param shared directory that others use as well
     */
    public LeftFiles(Path temporary, Path shared) {
        this.temporary = temporary;
        this.shared = shared;
    }

    /**
     * Creates the directory beside this JVM's own temporary files, so that it is on the same kind of disk.
     *
     * @return the watch over it
     * @throws IOException when it cannot be created
     */
    public static LeftFiles watch() throws IOException {
        return new LeftFiles(Files.createTempDirectory("poolmark-"), SHARED_MEMORY);
    }

    /** {@return the directory for temporary files of forks and workers} */
    public Path temporary() {
        return temporary;
    }

    /** A fork begins. */
    public void begin() throws IOException {
        before = new HashSet<>(entries(shared));
    }

    /**
     * The fork and its workers have ended.
     *
     * @return the files that are left; those in the directory for temporary files have been deleted
     */
    public List<String> end() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path entry : entries(temporary)) {
            left.add(entry.getFileName() + " among the temporary files");
            delete(entry);
        }
        long deadline = System.nanoTime() + GRACE_NANOS;
        List<String> leftShared = leftShared();
        while (!leftShared.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            leftShared = leftShared();
        }
        left.addAll(leftShared);
        return left;
    }

    private List<String> leftShared() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path entry : entries(shared)) {
            if (!before.contains(entry) && isOurs(entry) && !isInUse(entry)) {
                left.add(entry.toString());
            }
        }
        return left;
    }

    private static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private boolean isOurs(Path entry) {
        try {
            return Files.getOwner(entry).equals(Files.getOwner(temporary));
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    /** Somebody else's program may have created it while the fork ran; then that one usually runs still. */
    private static boolean isInUse(Path file) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, file)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holds(Path process, Path file) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            String maps = Files.readString(process.resolve("maps"), StandardCharsets.ISO_8859_1);
            return maps.contains(file.toString()) || descriptors.anyMatch(descriptor -> pointsTo(descriptor, file));
        } catch (IOException | UncheckedIOException goneOrNotOurs) {
            return false;
        }
    }

    private static boolean pointsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static void delete(Path entry) throws IOException {
        try (Stream<Path> tree = Files.walk(entry)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Deletes the directory. */
    @Override
    public void close() throws IOException {
        if (Files.exists(temporary)) {
            delete(temporary);
        }
    }
}
