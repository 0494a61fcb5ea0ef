// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import poolmark.pool.host.Call;
import poolmark.pool.host.Chunk;
import poolmark.pool.host.Dispatcher;
import poolmark.pool.host.FunctionTable;
import poolmark.pool.host.Outcome;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.UntransferableException;

/**
 * Makes the calls of a pool: writes task and arguments down as they are at that moment, submits them in chunks, and gives
 * the future of the result. Thread-safe.
 */
final class Calls {

    /** Python's: four chunks for each worker even out tasks of different length, and keep hand-overs few. */
    private static final int CHUNKS_PER_WORKER = 4;

    /** Arguments beyond it are neither gathered in one chunk nor copied once more. */
    private static final int LARGE_BYTES = 1 << 23;

    /** What an argument takes, where it is a small number. */
    private static final int EXPECTED_BYTES = 5;

    /** Room for so many is taken at once. */
    private static final int MOST_EXPECTED = 1 << 18;

    private final int processes;
    private final Codec codec;
    private final FunctionTable functions = new FunctionTable();
    private final Dispatcher dispatcher;

    Calls(int processes, Codec codec, Dispatcher dispatcher) {
        this.processes = processes;
        this.codec = codec;
        this.dispatcher = dispatcher;
    }

    /** A call for each item; {@code chunkSize} 0 means Python's rule. */
    <T, R> TaskFuture<List<R>> map(
            Task<? super T, ? extends R> task, Iterable<? extends T> items, int chunkSize, TaskFuture<List<R>> future) {
        Objects.requireNonNull(task, "task");
        List<T> arguments = snapshot(items);
        int n = arguments.size();
        int size = chunkSize > 0 ? chunkSize : defaultChunkSize(n, processes);
        throwIfRefused(dispatcher.refusal()); // an empty call submits nothing that could be refused
        MapCall<R> call = new MapCall<>(n, future);
        call.future().onCancel(endRunning -> dispatcher.cancel(call, endRunning));
        FunctionTable.Entry function = function(task);
        for (int from = 0; from < n; from += Math.min(size, n - from)) {
            submitChunk(call, function, from, arguments.subList(from, from + Math.min(size, n - from)));
        }
        return call.future();
    }

    private static <T> List<T> snapshot(Iterable<? extends T> items) {
        if (items instanceof Collection<? extends T> collection) {
            return new ArrayList<>(collection);
        }
        List<T> copy = new ArrayList<>();
        items.forEach(copy::add);
        return copy;
    }

    static int defaultChunkSize(int items, int processes) {
        int parts = CHUNKS_PER_WORKER * processes;
        return items / parts + (items % parts == 0 ? 0 : 1);
    }

    /** A call with one argument. */
    <T, R> TaskFuture<R> task(Task<? super T, ? extends R> task, T argument, TaskFuture<R> future) {
        Objects.requireNonNull(task, "task");
        SingleCall<R> call = newCall(future);
        Chunk chunk = chunkOfOne(call, function(task), argument);
        if (chunk != null) {
            submit(chunk);
            lookFor(chunk, future);
        }
        return future;
    }

    private <T> Chunk chunkOfOne(Call call, FunctionTable.Entry function, T argument) {
        ByteSink encoded = new ByteSink();
        try {
            if (Codec.isLargeBytes(argument)) {
                byte[] copy = ((byte[]) argument).clone();
                Codec.writeHeadOfBytes(encoded, copy.length);
                return Chunk.ofParts(call, function, encoded.toByteArray(), copy);
            }
            codec.write(encoded, argument);
        } catch (UntransferableException | OutOfMemoryError e) {
            dispatcher.reject(Chunk.ofRejected(call, function, 0), Outcome.untransferable(e));
            return null;
        }
        return new Chunk(call, function, 0, encoded.array(), new int[] {encoded.size()});
    }

    /** Who waits for the result has nothing better to do than to look for it himself. */
    private void lookFor(Chunk chunk, TaskFuture<?> future) {
        if (!future.isHeldByUser()) {
            dispatcher.lookFor(chunk, future::isDone);
        }
    }

    /** A call without argument, of a {@link Job}, {@code Callable} or {@code Runnable}. */
    <R> TaskFuture<R> job(Object job, TaskFuture<R> future) {
        Objects.requireNonNull(job, "job");
        SingleCall<R> call = newCall(future);
        Chunk chunk = Chunk.ofJob(call, function(job));
        submit(chunk);
        lookFor(chunk, future);
        return future;
    }

    private <R> SingleCall<R> newCall(TaskFuture<R> future) {
        SingleCall<R> call = new SingleCall<>(future);
        call.future().onCancel(endRunning -> dispatcher.cancel(call, endRunning));
        return call;
    }

    /** A call for each item, made as results are asked for. */
    <R> Stream<R> imap(Task<?, ? extends R> task, Iterable<?> items, int chunkSize, boolean ordered) {
        throwIfRefused(dispatcher.refusal());
        FunctionTable.Entry function = function(Objects.requireNonNull(task, "task"));
        long window = 2L * processes * chunkSize;
        return new Lookahead<R>(this, dispatcher, function, items.iterator(), ordered, chunkSize, window).stream();
    }

    private FunctionTable.Entry function(Object task) {
        FunctionTable.Entry known = functions.known(task);
        return known != null ? known : encodedFunction(task);
    }

    private FunctionTable.Entry encodedFunction(Object task) {
        FunctionTable.Entry entry = functions.entry(encode(codec, task, "the task"));
        if (functions.isWorthALook(task)) {
            functions.remember(task, Codec.isFixed(task) ? entry : null);
        }
        return entry;
    }

    /** The encoded form of something to run; {@code what} names it where it cannot travel. */
    static byte[] encode(Codec codec, Object function, String what) {
        try {
            ByteSink sink = new ByteSink();
            codec.write(sink, function);
            return sink.toByteArray();
        } catch (UntransferableException | OutOfMemoryError e) {
            throw Failures.of(Outcome.untransferable(e), what);
        }
    }

    /**
     * Encodes arguments and submits them as one chunk, or as several where together they are too large for one. Where one
     * cannot be encoded its task ends at once, and the ones around it go as chunks of their own.
     */
    void submitChunk(Call call, FunctionTable.Entry function, int firstIndex, List<?> items) {
        Batch batch = new Batch(firstIndex, items.size());
        int index = firstIndex;
        for (Object item : items) {
            if (batch.arguments.size() > LARGE_BYTES) {
                batch.submit(call, function);
                batch = new Batch(index, firstIndex + items.size() - index);
            }
            try {
                codec.write(batch.arguments, item);
                batch.endArgument();
            } catch (UntransferableException | OutOfMemoryError e) {
                batch.dropUnfinished();
                batch.submit(call, function);
                batch = new Batch(index + 1, firstIndex + items.size() - index - 1);
                dispatcher.reject(Chunk.ofRejected(call, function, index), Outcome.untransferable(e));
            }
            index++;
        }
        batch.submit(call, function);
    }

    private void submit(Chunk chunk) {
        throwIfRefused(dispatcher.submit(chunk));
    }

    private static void throwIfRefused(Outcome refusal) {
        if (refusal != null) {
            throw Failures.refused(refusal);
        }
    }

    private final class Batch {

        private final ByteSink arguments;
        private final int firstIndex;
        private int[] ends;
        private int count;

        /** {@code expected} is how many arguments there will be, should they all fit. */
        Batch(int firstIndex, int expected) {
            this.firstIndex = firstIndex;
            int room = Math.min(expected, MOST_EXPECTED);
            arguments = new ByteSink(Math.max(64, EXPECTED_BYTES * room));
            ends = new int[room];
        }

        void endArgument() {
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, Math.max(8, count * 2));
            }
            ends[count++] = arguments.size();
        }

        void dropUnfinished() {
            arguments.truncate(count == 0 ? 0 : ends[count - 1]);
        }

        void submit(Call call, FunctionTable.Entry function) {
            if (count > 0) {
                boolean isRoomy = arguments.array().length > 2 * arguments.size();
                byte[] bytes = isRoomy ? arguments.toByteArray() : arguments.array();
                int[] exactEnds = ends.length == count ? ends : Arrays.copyOf(ends, count);
                Calls.this.submit(new Chunk(call, function, firstIndex, bytes, exactEnds));
            }
        }
    }
}
