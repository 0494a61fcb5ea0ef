// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver.floor;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory that two processes share: a file in {@code /dev/shm} where there is one, else among the temporary files.
 *
 * @param path the file
 * @param memory what it holds, in the processor's byte order
 */
record MappedFile(Path path, MappedByteBuffer memory) implements AutoCloseable {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    static MappedFile create(long bytes) throws IOException {
        Path path = Files.isWritable(SHARED_MEMORY)
                ? Files.createTempFile(SHARED_MEMORY, "poolmark-floor", null)
                : Files.createTempFile("poolmark-floor", null);
        return new MappedFile(path, map(path, bytes));
    }

    static MappedByteBuffer map(Path path, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
            memory.order(ByteOrder.nativeOrder());
            return memory;
        }
    }

    @Override
    public void close() throws IOException {
        Files.delete(path);
    }
}
