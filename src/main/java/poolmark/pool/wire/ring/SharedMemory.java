// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that both processes map, readable by its owner alone. It has a name only until the worker has opened it.
 *
 * <pre>
 *   0            1 KiB        2 KiB        3 KiB         ... + RING     ... + RING     ... + ASIDE
 *   ┌────────────┬────────────┬────────────┬─────────────┬──────────────┬──────────────┐
 *   │ control of │ control of │ control of │ requests    │ answers      │ asides       │
 *   │ requests   │ answers    │ asides     │ to worker   │ to parent    │ to parent    │
 *   └────────────┴────────────┴────────────┴─────────────┴──────────────┴──────────────┘
 * </pre>
 *
 * <p>Answers are written by one thread alone, which needs no lock for it; asides by any thread. The parent reads both, and
 * sleeps at one place for both.
 */
public final class SharedMemory {

    /** Bytes of each ring, a power of two: so many that neither side has to wait for the other while a large value goes through. */
    public static final int LARGE_RING_BYTES = 1 << 20;

    /** Bytes of each ring where there is little room, a power of two. */
    public static final int SMALL_RING_BYTES = 1 << 18;

    /** Bytes of the ring of asides, a power of two: mostly printed lines. */
    static final int ASIDE_BYTES = 1 << 15;

    private static final int FILLED_AT_ONCE_BYTES = 1 << 16;

    private static final int CONTROL_BYTES = 1 << 10;
    private static final int ANSWERS = CONTROL_BYTES;
    private static final int ASIDES = 2 * CONTROL_BYTES;
    private static final int REQUESTS_AT = 3 * CONTROL_BYTES;

    private final Mapping mapping;
    private final ByteBuffer memory;
    private final int ringBytes;

    private SharedMemory(Mapping mapping, int ringBytes) {
        this.mapping = mapping;
        this.memory = mapping.bytes();
        this.ringBytes = ringBytes;
    }

    /** How large the file is, given the bytes of each ring. */
    public static int totalBytes(int ringBytes) {
        return REQUESTS_AT + 2 * ringBytes + ASIDE_BYTES;
    }

    /** The bytes of each ring in a file that is so large; 0 where none of ours is. */
    public static int ringBytes(long totalBytes) {
        return totalBytes == totalBytes(LARGE_RING_BYTES)
                ? LARGE_RING_BYTES
                : totalBytes == totalBytes(SMALL_RING_BYTES) ? SMALL_RING_BYTES : 0;
    }

    private int answersAt() {
        return REQUESTS_AT + ringBytes;
    }

    private int asidesAt() {
        return answersAt() + ringBytes;
    }

    /**
     * Makes the file and maps it. Its pages are written first: were a full file system noticed only when one is touched, it
     * would take this process down.
     *
     * @param ringBytes {@link #LARGE_RING_BYTES} or {@link #SMALL_RING_BYTES}
     * @throws IOException where the file exists already, or there is no room
     */
    public static SharedMemory create(Path file, int ringBytes) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            return fill(file, channel, ringBytes);
        }
    }

    private static SharedMemory fill(Path file, FileChannel channel, int ringBytes) throws IOException {
        try {
            int total = totalBytes(ringBytes);
            ByteBuffer zeros =
                    ByteBuffer.allocate(FILLED_AT_ONCE_BYTES); // all at once would be twice as much memory for a while
            while (channel.position() < total) {
                channel.write(zeros.clear().limit((int) Math.min(zeros.capacity(), total - channel.position())));
            }
            return new SharedMemory(Mapping.of(channel, total), ringBytes);
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Maps a file that the parent has made, for as long as this process lives. */
    public static SharedMemory open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            int ringBytes = ringBytes(channel.size());
            if (ringBytes == 0) {
                throw new IOException(file + " has " + channel.size() + " bytes, as no shared memory has");
            }
            return new SharedMemory(Mapping.forGood(channel, channel.size()), ringBytes);
        }
    }

    /** The parent's end of the requests. */
    public RingOutput requestOutput() {
        return new RingOutput(memory, 0, REQUESTS_AT, ringBytes, Control.ASLEEP);
    }

    /** The worker's end of the requests. */
    public RingInput requestInput() {
        return new RingInput(memory, 0, REQUESTS_AT, ringBytes);
    }

    /** The worker's end of the answers. */
    public RingOutput answerOutput() {
        return new RingOutput(memory, ANSWERS, answersAt(), ringBytes, ANSWERS + Control.ASLEEP);
    }

    /** The parent's end of the answers. */
    public RingInput answerInput() {
        return new RingInput(memory, ANSWERS, answersAt(), ringBytes);
    }

    /** The worker's end of the asides; who reads them sleeps at the answers. */
    public RingOutput asideOutput() {
        return new RingOutput(memory, ASIDES, asidesAt(), ASIDE_BYTES, ANSWERS + Control.ASLEEP);
    }

    /** The parent's end of the asides. */
    public RingInput asideInput() {
        return new RingInput(memory, ASIDES, asidesAt(), ASIDE_BYTES);
    }

    /** How many of the offered requests the worker has taken. */
    public Claims claims() {
        return new Claims(memory, 0);
    }

    /** The other process has written there what cannot be. */
    public static final class DamagedException extends IOException {

        private static final long serialVersionUID = 1L;

        DamagedException(String what) {
            super("damaged shared memory: " + what);
        }
    }

    /**
     * For who has made it: gives the memory back now, where this JVM can do that; else it goes with the next garbage collection.
     * Nobody may touch a ring of it afterwards: before JDK 22 that would end this process.
     */
    public void release() {
        mapping.release();
    }
}
