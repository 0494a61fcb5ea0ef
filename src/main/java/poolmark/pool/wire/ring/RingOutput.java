// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.nio.ByteBuffer;

/** The writing end of a ring. Used by one thread at a time. */
public final class RingOutput {

    private static final int MASK = SharedMemory.RING_BYTES - 1;

    private final ByteBuffer memory;
    private final int control;
    private final int data;
    private long written;
    private long readSeen;

    RingOutput(ByteBuffer memory, int control, int data) {
        this.memory = memory;
        this.control = control;
        this.data = data;
        this.written = (long) Control.LONGS.getAcquire(memory, control + Control.WRITTEN);
    }

    /**
     * How many bytes can be written now.
     *
     * @throws SharedMemory.DamagedException where the reader says it has read what was not written
     */
    public int room() throws SharedMemory.DamagedException {
        readSeen = (long) Control.LONGS.getAcquire(memory, control + Control.READ);
        long unread = written - readSeen;
        if (unread < 0 || unread > SharedMemory.RING_BYTES) {
            throw new SharedMemory.DamagedException("the reader of a ring says it has left " + unread + " bytes");
        }
        return (int) (SharedMemory.RING_BYTES - unread);
    }

    /** Whether that many bytes can be written now; looks at the reader's progress only where it has to. */
    public boolean hasRoom(int length) throws SharedMemory.DamagedException {
        long unread = written - readSeen;
        return unread >= 0 && SharedMemory.RING_BYTES - unread >= length || room() >= length;
    }

    /**
     * Writes what there is room for, and shows it to the reader.
     *
     * @return how many bytes were written
     */
    public int write(byte[] source, int offset, int length) throws SharedMemory.DamagedException {
        int count = hasRoom(length) ? length : Math.min(length, room());
        int at = (int) written & MASK;
        int first = Math.min(count, SharedMemory.RING_BYTES - at);
        memory.put(data + at, source, offset, first);
        if (first < count) {
            memory.put(data, source, offset + first, count - first);
        }
        written += count;
        Control.LONGS.setVolatile(memory, control + Control.WRITTEN, written);
        return count;
    }

    /** Where the next byte will be written. */
    public long position() {
        return written;
    }

    /** Takes back what was written from that position on. Only where the reader is known not to have looked at it. */
    public void rewind(long position) {
        written = position;
        Control.LONGS.setVolatile(memory, control + Control.WRITTEN, position);
    }

    /**
     * To be asked after every write: whether the reader sleeps. It is for the caller to wake it then; nobody else will be told.
     */
    public boolean readerMustBeWoken() {
        return (long) Control.LONGS.getVolatile(memory, control + Control.ASLEEP) != 0
                && Control.LONGS.compareAndSet(memory, control + Control.ASLEEP, 1L, 0L);
    }
}
