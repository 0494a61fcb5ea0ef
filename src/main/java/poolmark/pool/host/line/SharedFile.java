// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.line;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import poolmark.pool.wire.ring.SharedMemory;

/**
 * Shared memory as long as it has a name: from its making until the worker has opened it, some milliseconds. A parent that
 * is killed in between leaves the file behind; the next one sweeps it.
 */
public final class SharedFile {

    /** Memory with a name, where there is such a thing; else a file that the system will write to a disk now and then. */
    private static final Path FOLDER = folder(Path.of("/dev/shm"));

    /** Where there is no room for as many large ones, all are small: containers mostly give 64 MiB. */
    private static final long MANY = 128;

    private static final String PREFIX = "poolmark-";

    private static final AtomicLong COUNTER = new AtomicLong();
    private static final AtomicBoolean SWEPT = new AtomicBoolean();

    private final Path path;
    private final SharedMemory memory;

    private SharedFile(Path path, SharedMemory memory) {
        this.path = path;
        this.memory = memory;
    }

    /** Makes a file. */
    static SharedFile create() throws IOException {
        if (SWEPT.compareAndSet(false, true)) {
            sweep(FOLDER);
        }
        Path path = FOLDER.resolve(
                PREFIX + ProcessHandle.current().pid() + "-" + System.nanoTime() + "-" + COUNTER.incrementAndGet());
        return new SharedFile(
                path, SharedMemory.create(path, ringBytes(FOLDER.toFile().getUsableSpace())));
    }

    /** Whether this process has shared memory with any worker. */
    public static boolean isInUse() {
        return SWEPT.get();
    }

    /** How large the rings should be, where there is that much room. */
    static int ringBytes(long usableBytes) {
        boolean isRoomy = usableBytes / MANY >= SharedMemory.totalBytes(SharedMemory.LARGE_RING_BYTES);
        return isRoomy ? SharedMemory.LARGE_RING_BYTES : SharedMemory.SMALL_RING_BYTES;
    }

    String path() {
        return path.toString();
    }

    SharedMemory memory() {
        return memory;
    }

    /** Takes the name away; who has opened the file keeps the memory. */
    void unlink() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // the next start of a JVM that uses this library tries again
        }
    }

    private static Path folder(Path preferred) {
        boolean usable = Files.isDirectory(preferred) && Files.isWritable(preferred);
        return usable ? preferred : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Deletes what parents left behind that are no more. */
    static void sweep(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                if (isOrphan(file.getFileName().toString())) {
                    deleteIfOurs(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // the next start of a JVM tries again
        }
    }

    private static void deleteIfOurs(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // somebody else's: the others are looked at all the same
        }
    }

    private static boolean isOrphan(String name) {
        String[] parts = name.split("-");
        return parts.length == 4
                && parts[1].matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
    }
}
