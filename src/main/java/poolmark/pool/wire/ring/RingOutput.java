// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The writing end of a ring. Used by one thread at a time. */
public final class RingOutput {

    private static final VarHandle LONGS_OF_ARRAY =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final VarHandle HIGHEST_FIRST =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** As much as is written, at most, before it is shown: the reader takes it while the next is written. */
    private static final int LONGEST_PIECE_BYTES = 1 << 17;

    /** As much at least, where that much is left and the ring is no small one. */
    private static final int SHORTEST_PIECE_BYTES = 1 << 15;

    /** So many fit into a ring at least, and into what is left of a long value: they become shorter, as nobody writes while the last is read. */
    private static final int LEAST_PIECES = 8;

    private final ByteBuffer memory;
    private final int control;
    private final int data;
    private final int bytes;
    private final int longestPiece;
    private final int asleep;
    private long written;
    private long readSeen;

    /**
     * An end.
     *
     * @param data where the ring begins
     * @param bytes how large it is, a power of two
     * @param asleep where its reader says that it sleeps
     */
    RingOutput(ByteBuffer memory, int control, int data, int bytes, int asleep) {
        this.memory = memory;
        this.control = control;
        this.data = data;
        this.bytes = bytes;
        this.longestPiece = Math.min(LONGEST_PIECE_BYTES, bytes / LEAST_PIECES);
        this.asleep = asleep;
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
        if (unread < 0 || unread > bytes) {
            throw new SharedMemory.DamagedException("the reader of a ring says it has left " + unread + " bytes");
        }
        return (int) (bytes - unread);
    }

    /** How many bytes it holds. */
    public int capacity() {
        return bytes;
    }

    /** Whether that many bytes can be written now; looks at the reader's progress only where it has to. */
    public boolean hasRoom(int length) throws SharedMemory.DamagedException {
        long unread = written - readSeen;
        return unread >= 0 && bytes - unread >= length || room() >= length;
    }

    /**
     * Writes a piece, at most that much, and shows it to the reader; nothing where there is no room for a whole one: two that
     * hand over to each other whatever is there do so in ever smaller pieces.
     *
     * @return how many bytes were written
     */
    public int write(byte[] source, int offset, int length) throws SharedMemory.DamagedException {
        int count = pieceOf(length);
        if (!hasRoom(count)) {
            return 0;
        }
        put(source, offset, count);
        show(count);
        return count;
    }

    /**
     * Writes up to eight bytes, the first of them the highest of a number; false, and nothing written, where there is no room for
     * eight, or where the ring begins anew among them.
     */
    public boolean tryWrite(long few, int count) throws SharedMemory.DamagedException {
        int at = (int) written & bytes - 1;
        if (at > bytes - Long.BYTES || !hasRoom(Long.BYTES)) {
            return false;
        }
        HIGHEST_FIRST.set(memory, data + at, few);
        show(count);
        return true;
    }

    private void show(int count) {
        written += count;
        Control.LONGS.setVolatile(memory, control + Control.WRITTEN, written);
    }

    private int pieceOf(int length) {
        int share = length / LEAST_PIECES / SHORTEST_PIECE_BYTES * SHORTEST_PIECE_BYTES;
        return Math.min(length, Math.min(longestPiece, Math.max(SHORTEST_PIECE_BYTES, share)));
    }

    /** Writes all of it, in pieces, where {@link #hasRoom} has said that it can be. */
    public void writeWhole(byte[] source, int offset, int length) throws SharedMemory.DamagedException {
        for (int done = 0; done < length; ) {
            done += write(source, offset + done, length - done);
        }
    }

    private void put(byte[] source, int offset, int count) throws SharedMemory.DamagedException {
        int at = (int) written & bytes - 1;
        if (count <= Long.BYTES
                && at <= bytes - Long.BYTES
                && offset <= source.length - Long.BYTES
                && hasRoom(Long.BYTES)) {
            // a few bytes, with others behind them that nobody will look at: faster than any way to copy just these
            Control.LONGS.set(memory, data + at, (long) LONGS_OF_ARRAY.get(source, offset));
            return;
        }
        int first = Math.min(count, bytes - at);
        memory.put(data + at, source, offset, first);
        if (first < count) {
            memory.put(data, source, offset + first, count - first);
        }
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
        return (long) Control.LONGS.getVolatile(memory, asleep) != 0
                && Control.LONGS.compareAndSet(memory, asleep, 1L, 0L);
    }
}
