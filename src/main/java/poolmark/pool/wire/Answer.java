// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;

/**
 * The outcome of one call, as it comes from the worker: {@code RESULT} or {@code BRIEF} with a value, or {@code FAILED} with a
 * {@link Failure}, after the CPU time but for the brief one.
 *
 * @param cpuNanos CPU time of the call in nanoseconds, -1 where it was not measured
 * @param failure what went wrong, or null
 * @param result where the encoded result begins, or null for a failure
 */
public record Answer(long cpuNanos, Failure failure, ByteSource result) {

    private static final long BRIEF_INTEGER_HEAD = (Frame.BRIEF_BIT | Codec.INTEGER_BYTES) << Byte.SIZE | Codec.INTEGER;

    /** What a result that is not brief has before its value, where no CPU time was measured. */
    private static final int UNMEASURED_HEAD_BYTES = Frame.HEADER_BYTES + 1;

    /**
     * Writes the frame of a result to an empty sink.
     *
     * @param cpuNanos CPU time of the call in nanoseconds, -1 where it was not measured
     * @return where in the sink the frame begins
     * @throws UntransferableException where the value cannot be written
     */
    public static int writeResult(ByteSink sink, long cpuNanos, Codec codec, Object value)
            throws UntransferableException {
        if (cpuNanos < 0) {
            return writeUnmeasuredResult(sink, codec, value);
        }
        int start = Frame.begin(sink, Frame.Kind.RESULT);
        sink.writeVarLong(cpuNanos + 1);
        codec.write(sink, value);
        Frame.end(sink, start);
        return start;
    }

    private static int writeUnmeasuredResult(ByteSink sink, Codec codec, Object value) throws UntransferableException {
        int valueAt = sink.claim(UNMEASURED_HEAD_BYTES) + UNMEASURED_HEAD_BYTES;
        codec.write(sink, value);
        byte[] bytes = sink.array();
        int length = sink.size() - valueAt;
        if (length <= Frame.MAX_BRIEF_BYTES && !Codec.isObject(bytes[valueAt])) {
            bytes[valueAt - 1] = (byte) (Frame.BRIEF_BIT | length);
            return valueAt - 1;
        }
        sink.putInt(0, 1 + length);
        bytes[Integer.BYTES] = (byte) Frame.Kind.RESULT.ordinal();
        bytes[Frame.HEADER_BYTES] = 0; // the CPU time, one more than it is
        return 0;
    }

    /**
     * The whole frame of a result that is an integer, where no CPU time was measured: {@link Frame#BRIEF_INTEGER_BYTES} bytes, the first of
     * them the highest of the number.
     */
    public static long briefInteger(int value) {
        return (BRIEF_INTEGER_HEAD << Integer.SIZE | value & 0xFFFF_FFFFL)
                << Byte.SIZE * (Long.BYTES - Frame.BRIEF_INTEGER_BYTES);
    }

    /** Appends all of the frame of a result that is an array of bytes but these, which are to follow. */
    public static void writeHeadOfBytes(ByteSink sink, long cpuNanos, int length) {
        int start = Frame.begin(sink, Frame.Kind.RESULT);
        sink.writeVarLong(cpuNanos + 1);
        Codec.writeHeadOfBytes(sink, length);
        Frame.end(sink, start, length);
    }

    /** Appends the frame of a failure. */
    public static void writeFailure(ByteSink sink, long cpuNanos, Failure failure) {
        int start = Frame.begin(sink, Frame.Kind.FAILED);
        sink.writeVarLong(cpuNanos + 1);
        failure.writeTo(sink);
        Frame.end(sink, start);
    }

    /** Whether rebuilding what it holds runs code of the user's classes. */
    public boolean runsUserCode() {
        return failure == null ? Codec.isObject(result) : failure.exception() != null;
    }

    /** Reads a frame of one of the three kinds. */
    public static Answer read(Frame frame) throws IOException {
        ByteSource source = frame.source();
        if (frame.kind() == Frame.Kind.BRIEF) {
            return new Answer(-1, null, source);
        }
        long cpuNanos = source.readVarLong() - 1;
        return frame.kind() == Frame.Kind.FAILED
                ? new Answer(cpuNanos, Failure.read(source), null)
                : new Answer(cpuNanos, null, source);
    }
}
