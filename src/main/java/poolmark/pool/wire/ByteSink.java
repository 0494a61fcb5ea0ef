// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes with the few primitive writes that frames need; the counterpart of {@link ByteSource}. Not
 * thread-safe.
 */
public final class ByteSink extends OutputStream {

    /** Largest array that every JVM can allocate, less what a frame has before its content. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 64;

    private static final int MAX_VAR_LONG_BYTES = 10;

    private byte[] bytes;
    private int size;

    /** An empty sink. */
    public ByteSink() {
        this(64);
    }

    /** An empty sink with room for that many bytes. */
    public ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    /** Number of bytes written so far. */
    public int size() {
        return size;
    }

    /** The array that holds the bytes from 0 to {@link #size()}; shared until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of the bytes written so far. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets all bytes from that position on. */
    public void truncate(int newSize) {
        size = newSize;
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Writes four bytes, highest first. */
    public void writeInt(int value) {
        reserve(4);
        putInt(size, value);
        size += 4;
    }

    /** Writes a byte and four bytes, highest first: as many bytes for each number cost less than the fewest. */
    void writeInt(int tag, int value) {
        reserve(5);
        bytes[size] = (byte) tag;
        putInt(size + 1, value);
        size += 5;
    }

    /** The same for the integers that are next in an array; returns where there is another value. */
    int writeInts(int tag, Object[] values, int from, int to) {
        int next = from;
        while (next < to && values[next] instanceof Integer) {
            int part = Math.min(to - next, 1 << 10);
            reserve(5 * part);
            int at = size;
            for (int end = next + part; next < end && values[next] instanceof Integer value; next++, at += 5) {
                bytes[at] = (byte) tag;
                putInt(at + 1, value);
            }
            size = at;
        }
        return next;
    }

    /** Overwrites four bytes that were written before. */
    public void putInt(int position, int value) {
        bytes[position] = (byte) (value >>> 24);
        bytes[position + 1] = (byte) (value >>> 16);
        bytes[position + 2] = (byte) (value >>> 8);
        bytes[position + 3] = (byte) value;
    }

    /** Writes eight bytes, highest first. */
    public void writeLong(long value) {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    /** Writes a number in as many bytes as it needs, seven bits a byte, lowest first: small and positive is short. */
    public void writeVarLong(long value) {
        reserve(MAX_VAR_LONG_BYTES);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes a number of either sign: small is short. */
    public void writeSignedVarLong(long value) {
        writeVarLong(value << 1 ^ value >> 63);
    }

    /** Writes the length and the bytes. */
    public void writeBytes(byte[] value) {
        writeVarLong(value.length);
        write(value, 0, value.length);
    }

    /** Writes text as UTF-8; unpaired surrogates become question marks, which is right for names and messages only. */
    public void writeText(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes text that may be null. */
    public void writeOptionalText(String value) {
        write(value == null ? 0 : 1);
        if (value != null) {
            writeText(value);
        }
    }

    /** Makes room for that many bytes and takes it: the caller fills them in through {@link #array()}. */
    int claim(int length) {
        reserve(length);
        int position = size;
        size += length;
        return position;
    }

    private void reserve(int more) {
        if (more > MAX_BYTES - size) {
            throw new FrameTooLargeException(size + (long) more);
        }
        if (size + more > bytes.length) {
            long doubled = Math.max(bytes.length * 2L, size + more);
            bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, MAX_BYTES));
        }
    }

    /** What was to be written does not fit into one frame. */
    static final class FrameTooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FrameTooLargeException(long bytes) {
            super("needs at least " + bytes + " bytes, a frame holds at most " + MAX_BYTES);
        }
    }

    /** Writes everything to a stream. */
    public void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }
}
