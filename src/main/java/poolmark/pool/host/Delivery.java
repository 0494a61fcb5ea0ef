// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.IOException;
import poolmark.pool.wire.Answer;
import poolmark.pool.wire.ByteSource;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.FrameReader;

/** Brings answers to their calls, and to whoever observes. Runs code of the user's classes, on the calling thread. */
final class Delivery {

    private final Observer observer;
    private final Rebuilder rebuilder;

    Delivery(Observer observer, Rebuilder rebuilder) {
        this.observer = observer;
        this.rebuilder = rebuilder;
    }

    /**
     * Brings the answer of one task. A result that nobody observes is told and not yet counted.
     *
     * @param index place of the task in its call
     * @param times null where nobody observes
     * @throws ByteSource.CorruptFrameException after that, where the worker writes what none of ours does: it may not have
     *     ended the task at all
     */
    void deliver(Chunk chunk, int index, Observer.TaskTimes times, Answer answer, Worker worker) throws IOException {
        if (times == null && answer.failure() == null) {
            deliverResult(chunk, index, answer.result(), worker);
        } else {
            tell(chunk.call(), index, times, outcome(answer, worker));
        }
    }

    /** What an answer means. */
    Outcome outcome(Answer answer, Worker worker) {
        return rebuilder.outcome(answer, worker);
    }

    /**
     * Brings the results that are there in brief, but for the last one of the chunk. Nobody may be observing.
     *
     * @return how many these were
     * @throws ByteSource.CorruptFrameException as {@link #deliver} does
     */
    int deliverBriefs(Chunk chunk, FrameReader frames, Worker worker) throws IOException {
        Codec.Numbers numbers = chunk.call().numbers();
        int most = chunk.remaining() - 1;
        int count = 0;
        while (count < most && frames.isBriefBuffered()) {
            count += numbers == null ? 0 : deliverIntegers(chunk, frames, most - count, numbers, worker);
            if (count < most && frames.isBriefBuffered()) {
                count++;
                deliverResult(chunk, chunk.pass(), frames.nextBrief(), worker);
            }
        }
        return count;
    }

    private int deliverIntegers(Chunk chunk, FrameReader frames, int most, Codec.Numbers numbers, Worker worker)
            throws IOException {
        int first = chunk.nextIndex();
        int count = frames.nextIntegers(most);
        chunk.pass(count);
        try {
            numbers.putInts(first, frames.integers(), count);
        } catch (OutOfMemoryError e) {
            for (int i = 0; i < count; i++) {
                tell(chunk.call(), first + i, null, Rebuilder.unreadable(e, worker));
            }
            return count;
        }
        chunk.told(count);
        return count;
    }

    /** The way of a result that nobody listens for; a number goes it without an object made for it. */
    private void deliverResult(Chunk chunk, int index, ByteSource result, Worker worker) throws IOException {
        Codec.Numbers numbers = chunk.call().numbers();
        Object value;
        try {
            if (numbers != null && Codec.readNumber(result, index, numbers)) {
                chunk.told(1);
                return;
            }
            value = rebuilder.value(result);
        } catch (Throwable e) {
            tell(chunk.call(), index, null, Rebuilder.unreadable(e, worker));
            return;
        }
        chunk.call().returned(index, value);
        chunk.told(1);
    }

    /** Brings what an answer means; throws like {@link #deliver}. */
    void tell(Call call, int index, Observer.TaskTimes times, Outcome outcome) throws IOException {
        if (times != null) {
            observer.taskEnded(times, outcome);
        }
        call.ended(index, outcome);
        if (outcome.thrown() instanceof ByteSource.CorruptFrameException e) {
            throw e;
        }
    }
}
