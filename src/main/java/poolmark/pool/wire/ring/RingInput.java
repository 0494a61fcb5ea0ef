// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The reading end of a ring. Used by one thread at a time. */
public final class RingInput {

    /** Where lines are longer, some are written to more than once. */
    private static final int CACHE_LINE_BYTES = 64;

    /** As much as is read, at most, before its room is given back. */
    private static final int PIECE_BYTES = 1 << 16;

    private final ByteBuffer memory;
    private final int control;
    private final int data;
    private final int bytes;
    private long read;

    /** {@code data} is where the ring of so many bytes begins. */
    RingInput(ByteBuffer memory, int control, int data, int bytes) {
        this.memory = memory;
        this.control = control;
        this.data = data;
        this.bytes = bytes;
    }

    /** Whether there is something to read. Not looked at before {@link #fallAsleep} has been seen by all, where that came first. */
    public boolean isAnythingThere() {
        return (long) Control.LONGS.getVolatile(memory, control + Control.WRITTEN) != read;
    }

    /**
     * How many bytes can be read now.
     *
     * @throws SharedMemory.DamagedException where the other process says what cannot be
     */
    public int available() throws SharedMemory.DamagedException {
        long count = (long) Control.LONGS.getAcquire(memory, control + Control.WRITTEN) - read;
        if (count < 0 || count > bytes) {
            throw new SharedMemory.DamagedException("a ring says it holds " + count + " bytes");
        }
        return (int) count;
    }

    /**
     * Reads a piece of what is there, whose room, which holds anything afterwards, the writer has again while the next is read.
     *
     * @return how many bytes were read, at most {@code length}; 0 where there are none
     */
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = Math.min(Math.min(length, PIECE_BYTES), available());
        int at = (int) read & bytes - 1;
        int first = Math.min(count, bytes - at);
        memory.get(data + at, target, offset, first);
        own(at, first);
        if (first < count) {
            memory.get(data, target, offset + first, count - first);
            own(0, count - first);
        }
        read += count;
        Control.LONGS.setRelease(memory, control + Control.READ, read);
        return count;
    }

    /**
     * Writes something into each cache line that was just read, so that this processor is the only one that has it. A line that was
     * only read stays with both; for the writer to have it alone again takes up to ten times as long as to take it over from
     * here (record 34).
     */
    private void own(int from, int count) {
        int end = data + from + count;
        for (int line = data + from; line < end; line += CACHE_LINE_BYTES) {
            memory.put(line, (byte) 0);
        }
    }

    /** Says that this reader has to be woken from now on. It looks once more before it sleeps, as a writer may just have been. */
    public void fallAsleep() {
        Control.LONGS.setVolatile(memory, control + Control.ASLEEP, 1L);
    }

    /** Says that this reader is looking by itself. */
    public void wakeUp() {
        Control.LONGS.setVolatile(memory, control + Control.ASLEEP, 0L);
    }
}
