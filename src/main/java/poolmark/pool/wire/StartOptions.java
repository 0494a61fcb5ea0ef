// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

/**
 * The first frame to a worker: who it is and what to do before the first task.
 *
 * @param name the worker's name
 * @param pid the worker's process id, which the parent knows for nothing and the worker only at a price
 * @param measuresCpu whether to measure each task's CPU time
 * @param tellsReady whether to say when the initializer is done, before any request is sent
 * @param initializer the encoded initializer as a value of the {@link Codec}, or null
 */
public record StartOptions(String name, long pid, boolean measuresCpu, boolean tellsReady, byte[] initializer) {

    /** Appends the frame. */
    public void writeTo(ByteSink sink) {
        int start = Frame.begin(sink, Frame.Kind.START);
        sink.writeText(name);
        sink.writeVarLong(pid);
        sink.write(measuresCpu ? 1 : 0);
        sink.write(tellsReady ? 1 : 0);
        sink.write(initializer == null ? 0 : 1);
        if (initializer != null) {
            sink.writeBytes(initializer);
        }
        Frame.end(sink, start);
    }

    /** Reads the payload. */
    public static StartOptions read(byte[] payload) throws ByteSource.CorruptFrameException {
        ByteSource source = new ByteSource(payload);
        String name = source.readText();
        long pid = source.readVarLong();
        boolean measuresCpu = source.read() != 0;
        boolean tellsReady = source.read() != 0;
        return new StartOptions(name, pid, measuresCpu, tellsReady, source.read() == 0 ? null : source.readBytes());
    }
}
