// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.util.Arrays;

/**
 * One message between parent and worker. Of results, which may come by the million, a short one has a head of one byte.
 *
 * <pre>
 *   0               4       5                        5 + length
 *   ┌───────────────┬───────┬─────────────────────────┐
 *   │ length (int)  │ kind  │ payload, length bytes   │     the length is not negative, so its first bit is 0
 *   └───────────────┴───────┴─────────────────────────┘
 *   0       1               1 + length
 *   ┌───────┬────────────────┐
 *   │ 1, l. │ payload        │     kind BRIEF: the first bit is 1, the other seven are the length, 1 to 127
 *   └───────┴────────────────┘
 * </pre>
 *
 * @param kind what the message is about
 * @param bytes an array that holds its content ...
 * @param from ... from here ...
 * @param to ... to here
 * @param tail what follows, where a large array of bytes is the end of the content: the array itself; else null
 */
public record Frame(Kind kind, byte[] bytes, int from, int to, byte[] tail) {

    /** One whose content is a part of an array. */
    public Frame(Kind kind, byte[] bytes, int from, int to) {
        this(kind, bytes, from, to, null);
    }

    /** One whose content is a whole array. */
    public Frame(Kind kind, byte[] payload) {
        this(kind, payload, 0, payload.length);
    }

    /** Its content, to be read. */
    public ByteSource source() {
        return new ByteSource(bytes, from, to, tail);
    }

    /** Its content as an array. */
    public byte[] payload() {
        if (tail != null) {
            byte[] whole = Arrays.copyOfRange(bytes, from, to + tail.length);
            System.arraycopy(tail, 0, whole, to - from, tail.length);
            return whole;
        }
        return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
    }

    /** Bytes before the payload. */
    public static final int HEADER_BYTES = 5;

    /** The longest payload behind a head of one byte. */
    static final int MAX_BRIEF_BYTES = 0x7F;

    /** What a brief frame with an integer takes. */
    public static final int BRIEF_INTEGER_BYTES = 1 + Codec.INTEGER_BYTES;

    /** The bit of the first byte that says that there are no more bytes before the payload. */
    static final int BRIEF_BIT = 0x80;

    /** What a message is about; the drawing of each payload is with the class that writes it. */
    public enum Kind {
        /** Parent to worker: who you are, and what to do first ({@link StartOptions}). */
        START,
        /** Parent to worker: this number stands for that function from now on. */
        DEFINE,
        /** Parent to worker: run this function on these arguments ({@link RunRequest}). */
        RUN,
        /** Parent to worker: no more work, end; with one byte as payload: tell by the exit code whether a task failed. */
        EXIT,
        /** Worker to parent: the initializer is done, send work. */
        READY,
        /** Worker to parent: the initializer threw ({@link Failure}). */
        NOT_READY,
        /** Worker to parent: the first task of a request has begun; each answer says that the next one has. */
        STARTED,
        /** Worker to parent: a task's result. */
        RESULT,
        /** Worker to parent: a task's failure ({@link Failure}). */
        FAILED,
        /** Worker to parent: a line for standard output. */
        OUT_LINE,
        /** Worker to parent: a line for standard error. */
        ERR_LINE,
        /** Parent to worker: open this file, in which there is room for shared memory. */
        SHARE,
        /** Worker to parent: done; what follows comes through the shared memory, and through the pipe only the call to look. */
        SHARED,
        /** Worker to parent: that cannot be done here, the pipes go on. */
        UNSHARED,
        /** Parent to worker: what follows comes through the shared memory. */
        SWITCH,
        /** Worker to parent: a short result whose CPU time was not measured. */
        BRIEF;

        private static final Kind[] ALL = values();

        static Kind of(int code) throws ByteSource.CorruptFrameException {
            if (code < 0 || code >= ALL.length) {
                throw new ByteSource.CorruptFrameException("kind " + code + " is unknown");
            }
            return ALL[code];
        }
    }

    /** Starts a frame at the end of a sink; finish it with {@link #end}. */
    public static int begin(ByteSink sink, Kind kind) {
        int start = sink.size();
        sink.writeInt(0);
        sink.write(kind.ordinal());
        return start;
    }

    /** Finishes the frame that began at {@code start}, by filling in its length. */
    public static void end(ByteSink sink, int start) {
        end(sink, start, 0);
    }

    /** Finishes a frame that goes on with so many bytes that are not in the sink. */
    static void end(ByteSink sink, int start, int more) {
        sink.putInt(start, sink.size() - start - HEADER_BYTES + more);
    }

    /** Writes a frame without payload. */
    public static void writeEmpty(ByteSink sink, Kind kind) {
        end(sink, begin(sink, kind));
    }
}
