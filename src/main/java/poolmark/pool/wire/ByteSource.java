// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a {@link ByteSink} wrote. Lengths are checked against what is there before anything is allocated, so that a
 * frame that lies costs nothing. Not thread-safe.
 */
public final class ByteSource {

    private final byte[] bytes;
    private int limit;
    private int position;
    private byte[] tail;

    /** Reads the whole array. */
    public ByteSource(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads a part of an array. */
    public ByteSource(byte[] bytes, int from, int to) {
        this(bytes, from, to, null);
    }

    /** Reads a part of an array, and then another array, which can be read only as a whole; or null. */
    ByteSource(byte[] bytes, int from, int to, byte[] tail) {
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
        this.tail = tail;
    }

    /** Goes on with another part of the array. */
    void setBounds(int from, int to) {
        position = from;
        limit = to;
    }

    /** Where the next byte is read. */
    public int position() {
        return position;
    }

    /** Goes to another position. */
    public void seek(int newPosition) {
        position = newPosition;
    }

    /** Number of bytes that are left. */
    public int remaining() {
        return limit - position + (tail == null ? 0 : tail.length);
    }

    /** The array that is read. */
    byte[] array() {
        return bytes;
    }

    /** Reads one byte, 0 to 255. */
    public int read() throws CorruptFrameException {
        require(1);
        return bytes[position++] & 0xFF;
    }

    /** Reads what {@link ByteSink#writeInt} wrote. */
    public int readInt() throws CorruptFrameException {
        require(4);
        position += 4;
        return intAt(position - 4);
    }

    /** What {@link ByteSink#writeInt} wrote there. */
    int intAt(int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }

    /** Reads what {@link ByteSink#writeLong} wrote. */
    public long readLong() throws CorruptFrameException {
        return (long) readInt() << 32 | readInt() & 0xFFFFFFFFL;
    }

    /** Reads what {@link ByteSink#writeVarLong} wrote. */
    public long readVarLong() throws CorruptFrameException {
        int first = read();
        return first < 0x80 ? first : readRestOfVarLong(first & 0x7F);
    }

    private long readRestOfVarLong(long lowest) throws CorruptFrameException {
        long value = lowest;
        for (int shift = 7; shift < 64; shift += 7) {
            int next = read();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptFrameException("a number has more than ten bytes");
    }

    /** Reads what {@link ByteSink#writeSignedVarLong} wrote. */
    public long readSignedVarLong() throws CorruptFrameException {
        long value = readVarLong();
        return value >>> 1 ^ -(value & 1);
    }

    /** Reads a count that is followed by at least that many times {@code bytesEach} bytes. */
    public int readCount(int bytesEach) throws CorruptFrameException {
        long count = readVarLong();
        if (count < 0 || count > remaining() / bytesEach) {
            throw new CorruptFrameException("a length says " + count + " where " + remaining() + " bytes are left");
        }
        return (int) count;
    }

    /** Reads what {@link ByteSink#writeBytes} wrote. */
    public byte[] readBytes() throws CorruptFrameException {
        int length = readCount(1);
        if (tail != null && position == limit && length == tail.length) {
            byte[] whole = tail;
            tail = null; // it is the value of whoever asked for it, and may be changed
            return whole;
        }
        require(length);
        byte[] value = new byte[length];
        System.arraycopy(bytes, position, value, 0, length);
        position += length;
        return value;
    }

    /** Reads what {@link ByteSink#writeText} wrote. */
    public String readText() throws CorruptFrameException {
        int length = readCount(1);
        require(length);
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Reads what {@link ByteSink#writeOptionalText} wrote. */
    public String readOptionalText() throws CorruptFrameException {
        return read() == 0 ? null : readText();
    }

    /** Steps over that many bytes and says where they began. */
    int skip(int length) throws CorruptFrameException {
        require(length);
        int from = position;
        position += length;
        return from;
    }

    private void require(int length) throws CorruptFrameException {
        if (length > limit - position) {
            throw new CorruptFrameException("it ends " + (length - (limit - position)) + " bytes too early");
        }
    }

    /** Bytes that no {@link ByteSink} of ours has written. */
    public static final class CorruptFrameException extends IOException {

        private static final long serialVersionUID = 1L;

        CorruptFrameException(String what) {
            super("damaged frame: " + what);
        }
    }
}
