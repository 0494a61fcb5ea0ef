// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import poolmark.pool.host.Call;
import poolmark.pool.host.Dispatcher;
import poolmark.pool.host.FunctionTable;
import poolmark.pool.host.Outcome;

/**
 * The results of a lazy map, one at a time. Takes items from the source only as results are asked for, and keeps a bounded
 * number of them under way. Used by one thread at a time.
 */
final class Lookahead<R> extends Spliterators.AbstractSpliterator<R> {

    private final Calls calls;
    private final Dispatcher dispatcher;
    private final FunctionTable.Entry function;
    private final Iterator<?> items;
    private final boolean ordered;
    private final int chunkSize;
    private final long window;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Map<Integer, Ended> early = new HashMap<>();
    private final Call call = new Ends();
    private int submitted;
    private int delivered;
    private Throwable sourceFailure;

    private record Ended(int index, Outcome outcome) {}

    /** {@code window} is how many items may be under way. */
    Lookahead(
            Calls calls,
            Dispatcher dispatcher,
            FunctionTable.Entry function,
            Iterator<?> items,
            boolean ordered,
            int chunkSize,
            long window) {
        super(Long.MAX_VALUE, ordered ? Spliterator.ORDERED : 0);
        this.calls = calls;
        this.dispatcher = dispatcher;
        this.function = function;
        this.items = items;
        this.ordered = ordered;
        this.chunkSize = chunkSize;
        this.window = window;
    }

    /** The results as a stream; closing it drops what has not begun. */
    Stream<R> stream() {
        return StreamSupport.stream(this, false).onClose(() -> dispatcher.cancel(call, false));
    }

    @Override
    @SuppressWarnings("unchecked") // what the task returns is what its type says
    public boolean tryAdvance(Consumer<? super R> action) {
        fill();
        if (delivered == submitted) {
            this.<RuntimeException>throwSourceFailure();
            return false;
        }
        Ended next = take();
        delivered++;
        if (next.outcome().kind() != Outcome.Kind.RETURNED) {
            throw Failures.of(next.outcome(), "task " + next.index());
        }
        action.accept((R) next.outcome().value());
        return true;
    }

    private void fill() {
        while (sourceFailure == null && submitted - delivered <= window - chunkSize) {
            List<Object> chunk = pull();
            if (chunk.isEmpty()) {
                return;
            }
            submit(chunk);
        }
    }

    /** Where the pool takes no more, that is as if the source had failed: what is under way comes first. */
    private void submit(List<Object> chunk) {
        try {
            calls.submitChunk(call, function, submitted, chunk.toArray(), 0, chunk.size());
            submitted += chunk.size();
        } catch (PoolException e) {
            sourceFailure = e;
        }
    }

    /** The next items; fewer where the source ends or fails, whose failure is kept until their results are delivered. */
    private List<Object> pull() {
        List<Object> chunk = new ArrayList<>();
        try {
            while (chunk.size() < chunkSize && items.hasNext()) {
                chunk.add(items.next());
            }
        } catch (Throwable e) {
            sourceFailure = e;
        }
        return chunk;
    }

    /** Throws it as it came, though it were a checked exception that the source let out unseen. */
    @SuppressWarnings("unchecked")
    private <E extends Throwable> void throwSourceFailure() throws E {
        Throwable failure = sourceFailure;
        if (failure != null) {
            sourceFailure = null;
            throw (E) failure;
        }
    }

    private Ended take() {
        try {
            if (!ordered) {
                return ended.take();
            }
            while (!early.containsKey(delivered)) {
                Ended next = ended.take();
                early.put(next.index(), next);
            }
            return early.remove(delivered);
        } catch (InterruptedException e) {
            dispatcher.cancel(call, false);
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("the thread was interrupted while it waited for a result of imap", e);
        }
    }

    private final class Ends implements Call {

        @Override
        public void ended(int index, Outcome outcome) {
            ended.add(new Ended(index, outcome));
        }

        @Override
        public void returned(int index, Object value) {
            ended(index, Outcome.returned(value));
        }

        @Override
        public void counted(int tasks) {
            // each counts as it comes
        }
    }
}
