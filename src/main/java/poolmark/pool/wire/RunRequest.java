// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

/**
 * Some calls of one function, to be made in order. For each, the worker answers with an {@link Answer}.
 *
 * @param functionId number that a {@link Frame.Kind#DEFINE} frame gave to the function
 * @param count how many calls
 * @param arguments encoded arguments, one value of the {@link Codec} after the other; nothing where the function has none
 */
public record RunRequest(int functionId, int count, ByteSource arguments) {

    /** Appends the frame that defines a function. */
    public static void writeDefinition(ByteSink sink, int functionId, byte[] function) {
        int start = Frame.begin(sink, Frame.Kind.DEFINE);
        sink.writeVarLong(functionId);
        sink.write(function, 0, function.length);
        Frame.end(sink, start);
    }

    /** Number that a definition gives. The rest of its bytes is the function. */
    public static int readDefinitionId(ByteSource source) throws ByteSource.CorruptFrameException {
        return (int) source.readVarLong();
    }

    /** Appends all of the frame but its arguments, so many bytes, which are to follow. */
    public static void writeHead(ByteSink sink, int functionId, int count, int argumentBytes) {
        int start = Frame.begin(sink, Frame.Kind.RUN);
        sink.writeVarLong(functionId);
        sink.writeVarLong(count);
        Frame.end(sink, start, argumentBytes);
    }

    /** Reads the payload. */
    public static RunRequest read(ByteSource source) throws ByteSource.CorruptFrameException {
        int functionId = (int) source.readVarLong();
        long count = source.readVarLong();
        // an argument takes a byte at least; without arguments it is one call
        if (count < 0 || count > Math.max(1, source.remaining())) {
            throw new ByteSource.CorruptFrameException(
                    count + " calls with " + source.remaining() + " bytes of arguments");
        }
        return new RunRequest(functionId, (int) count, source);
    }
}
