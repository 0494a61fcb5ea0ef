// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import poolmark.pool.Task;

/** Whole bytes of every kind that goes from process to process. */
final class FuzzSamples {

    static final Codec PARENT = WireBytes.parent();
    static final Codec WORKER = WireBytes.worker();

    private FuzzSamples() {}

    static List<byte[]> values() throws IOException {
        return encoded(FuzzValues.plain());
    }

    static List<byte[]> argumentLists() throws IOException {
        List<byte[]> lists = values();
        lists.add(join(lists));
        return lists;
    }

    static List<byte[]> objects() throws IOException {
        return encoded(FuzzValues.serialised());
    }

    static List<byte[]> functions() throws IOException {
        return encoded(FuzzValues.functions());
    }

    static List<byte[]> lambdaForms() {
        return written(
                FuzzValues.functions().stream()
                        .filter(function -> function instanceof Task<?, ?>)
                        .toList(),
                (function, sink) ->
                        LambdaForm.of(LambdaForm.takeApart(function)).writeTo(sink));
    }

    static List<byte[]> answers() {
        return payloads(FuzzValues.failures(), (failure, sink) -> Answer.writeFailure(sink, 12_345, failure));
    }

    static List<byte[]> briefAnswers() throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (Object value : FuzzValues.plain()) {
            ByteSink sink = new ByteSink();
            int start = Answer.writeResult(sink, -1, PARENT, value);
            byte[] answer = Arrays.copyOfRange(sink.array(), start, sink.size());
            if (answer[0] < 0) {
                all.add(answer);
            }
        }
        all.add(join(all));
        return all;
    }

    static List<byte[]> failures() {
        return written(FuzzValues.failures(), Failure::writeTo);
    }

    static List<byte[]> startOptions() {
        return payloads(
                Arrays.asList(null, new byte[0], new byte[40]),
                (initializer, sink) ->
                        new StartOptions("SpawnPoolWorker-1", 4711, true, true, initializer).writeTo(sink));
    }

    static List<byte[]> shareRequests() {
        return payloads(
                List.of("/dev/fd/5", "", "größer"), (file, sink) -> new ShareRequest(file, 20_000).writeTo(sink));
    }

    static List<byte[]> runRequests() throws IOException {
        byte[] arguments = join(values());
        return payloads(List.of(1, FuzzValues.plain().size()), (calls, sink) -> {
            int start = Frame.begin(sink, Frame.Kind.RUN);
            sink.writeVarLong(7);
            sink.writeVarLong(calls);
            sink.write(arguments, 0, calls == 1 ? 0 : arguments.length);
            Frame.end(sink, start);
        });
    }

    static List<byte[]> frames() {
        return List.of(join(written(List.of(Frame.Kind.values()), (kind, sink) -> {
            int start = Frame.begin(sink, kind);
            sink.writeText(kind.name());
            Frame.end(sink, start);
        })));
    }

    static List<byte[]> handshakes() throws IOException {
        ByteArrayOutputStream quiet = new ByteArrayOutputStream();
        Handshake.send(quiet);
        byte[] noise = "OpenJDK 64-Bit Server VM warning: some text\n".getBytes(StandardCharsets.UTF_8);
        return List.of(quiet.toByteArray(), join(List.of(noise, quiet.toByteArray(), new byte[20])));
    }

    private static List<byte[]> encoded(List<?> values) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (Object value : values) {
            all.add(WireBytes.encoded(PARENT, value));
        }
        return all;
    }

    /** What a writer makes of each value. */
    private static <T> List<byte[]> written(List<T> values, BiConsumer<T, ByteSink> writer) {
        List<byte[]> all = new ArrayList<>();
        for (T value : values) {
            ByteSink sink = new ByteSink();
            writer.accept(value, sink);
            all.add(sink.toByteArray());
        }
        return all;
    }

    /** The same without the header, for writers that make whole frames. */
    private static <T> List<byte[]> payloads(List<T> values, BiConsumer<T, ByteSink> writer) {
        return written(values, writer).stream()
                .map(frame -> Arrays.copyOfRange(frame, Frame.HEADER_BYTES, frame.length))
                .toList();
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
