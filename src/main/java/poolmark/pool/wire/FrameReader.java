// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Takes frames off a stream. Used by one thread at a time; blocks until a whole frame is there. */
public final class FrameReader {

    /** How much is allocated on the first frames' word alone; beyond it, what has really arrived counts. */
    private static final int TRUSTED_BYTES = 1 << 20;

    /** Each time that as much as was allocated has come, so many times as much is believed. */
    private static final long GROWTH = 8;

    private static final int BUFFER_BYTES = 1 << 14;

    /** From here on copying costs more than looking what is in a frame. */
    private static final int LARGE_BYTES = 1 << 16;

    /** All that can be before the bytes of an array. */
    private static final int HEAD_BYTES = 32;

    private static final byte[] NOTHING = {};

    private final InputStream in;
    private final byte[] buffer;
    private final boolean lends;
    private final ByteSource brief;
    private final int[] integers;
    private int trustedBytes = TRUSTED_BYTES;
    private int position;
    private int limit;

    /** Reads from that stream, which needs no buffer of its own. */
    public FrameReader(InputStream in) {
        this(in, BUFFER_BYTES, false);
    }

    private FrameReader(InputStream in, int bufferBytes, boolean lends) {
        this.in = in;
        this.lends = lends;
        this.buffer = new byte[bufferBytes];
        this.brief = new ByteSource(buffer);
        this.integers = new int[lends ? bufferBytes / Frame.BRIEF_INTEGER_BYTES : 0];
    }

    /** One that takes no byte off the stream that is not part of the frame it was asked for, once that frame is there whole. */
    public static FrameReader unbuffered(InputStream in) {
        return new FrameReader(in, Frame.HEADER_BYTES, false);
    }

    /** One whose frames are good until the next is asked for: small ones are not copied. */
    public static FrameReader lending(InputStream in) {
        return new FrameReader(in, BUFFER_BYTES, true);
    }

    /** Whether a frame, or a part of one, has been taken off the stream already. */
    public boolean isAnyBuffered() {
        return position < limit;
    }

    /** Takes what is there off a stream of which nothing is buffered; waits where nothing is. */
    public void fill() throws IOException {
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        position = 0;
    }

    /**
     * Whether the next frame is there whole, so that {@link #next} will not block; takes no more off the stream than it says is
     * available.
     */
    public boolean isNextThere() throws IOException {
        if (limit - position < neededBytes()) {
            gather();
        }
        int left = limit - position;
        return left >= neededBytes()
                && (buffer[position] < 0 || lengthAt(position) <= left - Frame.HEADER_BYTES + in.available());
    }

    /** How much of the next frame has to be in the buffer to know whether it is there: of a brief one all. */
    private int neededBytes() {
        boolean isBrief = position < limit && buffer[position] < 0;
        return isBrief ? 1 + (buffer[position] & Frame.MAX_BRIEF_BYTES) : Frame.HEADER_BYTES;
    }

    private void gather() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        int there = Math.min(in.available(), buffer.length - limit);
        if (there > 0) {
            limit += in.read(buffer, limit, there);
        }
    }

    /** The length of a frame that is not brief. */
    private int lengthAt(int at) {
        return (buffer[at] & 0xFF) << 24
                | (buffer[at + 1] & 0xFF) << 16
                | (buffer[at + 2] & 0xFF) << 8
                | buffer[at + 3] & 0xFF;
    }

    /**
     * Reads the next frame.
     *
     * @return the frame, or null where the stream ended between two frames
     * @throws EOFException where it ended in the middle of one
     * @throws IOException where it cannot be read, or what comes is no frame
     */
    public Frame next() throws IOException {
        int first = read();
        if (first < 0) {
            return null;
        }
        if (first > Frame.BRIEF_BIT) {
            return payload(Frame.Kind.BRIEF, first - Frame.BRIEF_BIT);
        }
        int length = first << 24 | readOrFail() << 16 | readOrFail() << 8 | readOrFail();
        Frame.Kind kind = Frame.Kind.of(readOrFail());
        if (length < 0) {
            throw new ByteSource.CorruptFrameException("its length is negative");
        }
        return payload(kind, length);
    }

    private Frame payload(Frame.Kind kind, int length) throws IOException {
        if (lends && length <= limit - position) {
            position += length;
            return new Frame(kind, buffer, position - length, position);
        }
        if (length >= LARGE_BYTES) {
            return largePayload(kind, length);
        }
        return new Frame(kind, readPayload(length, NOTHING, 0));
    }

    /** Large ones are mostly one array of bytes behind a short head: then it is not copied again. */
    private Frame largePayload(Frame.Kind kind, int length) throws IOException {
        byte[] head = readPayload(HEAD_BYTES, NOTHING, 0);
        int arrayAt = Codec.arrayAt(kind, head, length);
        if (arrayAt < 0) {
            return new Frame(kind, readPayload(length, head, 0));
        }
        return new Frame(kind, head, 0, arrayAt, readPayload(length - arrayAt, head, arrayAt));
    }

    /** Whether the next frame is a {@link Frame.Kind#BRIEF} one that has been taken off the stream whole, and holds no object. */
    public boolean isBriefBuffered() {
        int left = limit - position;
        return left > 1
                && buffer[position] < 0
                && (buffer[position] & Frame.MAX_BRIEF_BYTES) < left
                && !Codec.isObject(buffer[position + 1]);
    }

    /** What the next frame holds, of which {@link #isBriefBuffered} is known: good until the next is asked for. */
    public ByteSource nextBrief() {
        int from = position + 1;
        position = from + (buffer[position] & Frame.MAX_BRIEF_BYTES);
        brief.setBounds(from, position);
        return brief;
    }

    /**
     * Takes integers that are the next {@linkplain #isBriefBuffered brief} frames, to be found in {@link #integers}. For a reader
     * that {@linkplain #lending lends}.
     *
     * @param most how many it may be
     * @return how many these were
     */
    public int nextIntegers(int most) {
        int last =
                (int) Math.min(limit, position + (long) most * Frame.BRIEF_INTEGER_BYTES) - Frame.BRIEF_INTEGER_BYTES;
        int count = 0;
        for (int at = position; at <= last && Codec.isBriefInteger(buffer, at); at += Frame.BRIEF_INTEGER_BYTES) {
            integers[count++] = brief.intAt(at + 2);
        }
        position += count * Frame.BRIEF_INTEGER_BYTES;
        return count;
    }

    /** What {@link #nextIntegers} has taken last, from 0 on. */
    public int[] integers() {
        return integers;
    }

    /** Reads one byte, or -1 at the end of the stream. */
    public int read() throws IOException {
        if (position == limit) {
            fill();
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }

    private int readOrFail() throws IOException {
        int next = read();
        if (next < 0) {
            throw new EOFException("the stream ended inside a frame");
        }
        return next;
    }

    /** So many bytes, of which the first are known: those of an array from there on. */
    private byte[] readPayload(int length, byte[] known, int knownFrom) throws IOException {
        byte[] payload = new byte[Math.min(length, trustedBytes)];
        int filled = known.length - knownFrom;
        System.arraycopy(known, knownFrom, payload, 0, filled);
        int buffered = Math.min(length - filled, limit - position);
        System.arraycopy(buffer, position, payload, filled, buffered);
        position += buffered;
        filled += buffered;
        while (filled < length) {
            if (filled == payload.length) {
                payload = Arrays.copyOf(payload, (int) Math.min(length, payload.length * GROWTH));
            }
            int count = in.read(payload, filled, payload.length - filled);
            if (count < 0) {
                throw new EOFException("the stream ended inside a frame");
            }
            filled += count;
        }
        trustedBytes = Math.max(trustedBytes, length);
        return payload;
    }
}
