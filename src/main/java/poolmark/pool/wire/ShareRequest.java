// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

/**
 * Asks a worker to open shared memory.
 *
 * @param file path of the file to map
 * @param spinNanos how long the worker may look for its next request before it goes to sleep
 */
public record ShareRequest(String file, long spinNanos) {

    /** Appends the frame. */
    public void writeTo(ByteSink sink) {
        int start = Frame.begin(sink, Frame.Kind.SHARE);
        sink.writeText(file);
        sink.writeVarLong(spinNanos);
        Frame.end(sink, start);
    }

    /** Reads the payload. */
    public static ShareRequest read(byte[] payload) throws ByteSource.CorruptFrameException {
        ByteSource source = new ByteSource(payload);
        return new ShareRequest(source.readText(), source.readVarLong());
    }
}
