// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import poolmark.pool.host.Arguments;
import poolmark.pool.host.Call;
import poolmark.pool.host.Chunk;
import poolmark.pool.host.Dispatcher;
import poolmark.pool.host.FunctionTable;
import poolmark.pool.host.Outcome;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.Loan;
import poolmark.pool.wire.UntransferableException;

/**
 * Makes the calls of a pool: writes task and arguments down as they are at that moment, submits them in chunks, and gives
 * the future of the result. Thread-safe.
 */
final class Calls {

    /** Python's: four chunks for each worker even out tasks of different length, and keep hand-overs few. */
    private static final int CHUNKS_PER_WORKER = 4;

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
        Object[] arguments = snapshot(items);
        int n = arguments.length;
        int size = chunkSize > 0 ? chunkSize : defaultChunkSize(n, processes);
        throwIfRefused(dispatcher.refusal()); // an empty call submits nothing that could be refused
        MapCall<R> call = new MapCall<>(n, future);
        call.future().onCancel(endRunning -> dispatcher.cancel(call, endRunning));
        FunctionTable.Entry function = function(task);
        for (int from = 0; from < n; from += Math.min(size, n - from)) {
            submitChunk(call, function, from, arguments, from, from + Math.min(size, n - from));
        }
        return call.future();
    }

    private static Object[] snapshot(Iterable<?> items) {
        if (items instanceof Collection<?> collection) {
            return collection.toArray();
        }
        List<Object> copy = new ArrayList<>();
        items.forEach(copy::add);
        return copy.toArray();
    }

    static int defaultChunkSize(int items, int processes) {
        int parts = CHUNKS_PER_WORKER * processes;
        return items / parts + (items % parts == 0 ? 0 : 1);
    }

    /** A call with one argument. */
    <T, R> TaskFuture<R> task(Task<? super T, ? extends R> task, T argument, TaskFuture<R> future) {
        Objects.requireNonNull(task, "task");
        SingleCall<R> call = newCall(future);
        Chunk chunk = chunkOfOne(call, function(task), argument, future);
        if (chunk != null) {
            submit(chunk);
            lookFor(chunk, future);
        }
        return future;
    }

    private Chunk chunkOfOne(Call call, FunctionTable.Entry function, Object argument, TaskFuture<?> future) {
        ByteSink encoded = new ByteSink();
        try {
            if (Codec.isLargeBytes(argument)) {
                Loan loan = future.lend((byte[]) argument);
                Codec.writeHeadOfBytes(encoded, loan.length());
                return Chunk.ofParts(call, function, encoded.toByteArray(), loan);
            }
            codec.write(encoded, argument);
        } catch (UntransferableException | OutOfMemoryError e) {
            future.takeBackLent(); // a copy that fills the heap would leave no room to say so
            dispatcher.reject(Chunk.ofRejected(call, function, 0), Outcome.untransferable(e));
            return null;
        }
        return new Chunk(call, function, 0, Arguments.of(encoded.array(), new int[] {encoded.size()}));
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
        return function(functions, codec, task);
    }

    /** What stands for a task, a job or the like in a table. */
    static FunctionTable.Entry function(FunctionTable functions, Codec codec, Object task) {
        FunctionTable.Entry known = functions.known(task);
        return known != null ? known : encodedFunction(functions, codec, task);
    }

    private static FunctionTable.Entry encodedFunction(FunctionTable functions, Codec codec, Object task) {
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
    void submitChunk(Call call, FunctionTable.Entry function, int firstIndex, Object[] items, int from, int to) {
        Batch batch = new Batch(to - from);
        int next = from;
        while (next < to) {
            if (batch.isLarge()) {
                submit(batch, call, function, firstIndex + next - from);
                batch = new Batch(to - next);
            }
            next = batch.addIntegers(items, next, to);
            if (next < to && !batch.isLarge()) {
                batch = add(batch, items[next], call, function, firstIndex + next - from);
                next++;
            }
        }
        submit(batch, call, function, firstIndex + to - from);
    }

    /** Returns where to add the next argument. */
    private Batch add(Batch batch, Object argument, Call call, FunctionTable.Entry function, int index) {
        try {
            batch.add(codec, argument);
            return batch;
        } catch (UntransferableException | OutOfMemoryError e) {
            submit(batch, call, function, index);
            dispatcher.reject(Chunk.ofRejected(call, function, index), Outcome.untransferable(e));
            return new Batch(0);
        }
    }

    /** {@code next} is the index of the task after the last of these. */
    private void submit(Batch batch, Call call, FunctionTable.Entry function, int next) {
        if (batch.count() > 0) {
            submit(new Chunk(call, function, next - batch.count(), batch.arguments()));
        }
    }

    private void submit(Chunk chunk) {
        throwIfRefused(dispatcher.submit(chunk));
    }

    private static void throwIfRefused(Outcome refusal) {
        if (refusal != null) {
            throw Failures.refused(refusal);
        }
    }
}
