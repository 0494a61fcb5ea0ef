// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;

/**
 * The outcome of one call, as it comes from the worker: {@code RESULT} with a value or {@code FAILED} with a
 * {@link Failure}, both after the CPU time.
 *
 * @param cpuNanos CPU time of the call in nanoseconds, -1 where it was not measured
 * @param failure what went wrong, or null
 * @param result where the encoded result begins, or null for a failure
 */
public record Answer(long cpuNanos, Failure failure, ByteSource result) {

    /** Begins the frame of a result; the value is to follow. */
    public static int beginResult(ByteSink sink, long cpuNanos) {
        int start = Frame.begin(sink, Frame.Kind.RESULT);
        sink.writeVarLong(cpuNanos + 1);
        return start;
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

    /** Reads a frame of one of the two kinds. */
    public static Answer read(Frame frame) throws IOException {
        ByteSource source = frame.source();
        long cpuNanos = source.readVarLong() - 1;
        return frame.kind() == Frame.Kind.FAILED
                ? new Answer(cpuNanos, Failure.read(source), null)
                : new Answer(cpuNanos, null, source);
    }
}
