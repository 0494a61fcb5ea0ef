// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Who waits for whom: chunks for a worker, in their order, and workers for a chunk. Guarded by the dispatcher's lock. */
final class Waiting {

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private final Deque<Worker> idle = new ArrayDeque<>();

    void add(Chunk chunk) {
        chunks.addLast(chunk);
    }

    /** A chunk that was handed out and comes back. */
    void addFirst(Chunk chunk) {
        chunks.addFirst(chunk);
    }

    int chunks() {
        return chunks.size();
    }

    boolean isAnyChunk() {
        return !chunks.isEmpty();
    }

    /** Whose turn is next; null where none waits. */
    Chunk first() {
        return chunks.peekFirst();
    }

    Chunk takeFirst() {
        return chunks.removeFirst();
    }

    /** A worker that has a seat and is ready has nothing to do. */
    void becomesIdle(Worker worker) {
        idle.addLast(worker);
    }

    boolean isAnyIdle() {
        return !idle.isEmpty();
    }

    /** The one who was busy last: his caches and those of his processor are the warmest. */
    Worker takeIdle() {
        return idle.removeLast();
    }

    /** A worker is gone. */
    void forget(Worker worker) {
        idle.remove(worker);
    }

    /** Whether somebody idle could be given something. */
    boolean isForIdle() {
        return isAnyChunk() && isAnyIdle();
    }

    /** Whether something waits, and for nobody but those who are busy. */
    boolean isForBusy() {
        return isAnyChunk() && !isAnyIdle();
    }

    /** Forgets the chunks of one call; returns them. */
    List<Chunk> removeAll(Call call) {
        List<Chunk> removed = new ArrayList<>();
        for (Iterator<Chunk> each = chunks.iterator(); each.hasNext(); ) {
            Chunk chunk = each.next();
            if (chunk.call() == call) {
                each.remove();
                removed.add(chunk);
            }
        }
        return removed;
    }

    /** Forgets all, chunks and workers; returns the chunks. */
    List<Chunk> clear() {
        List<Chunk> all = List.copyOf(chunks);
        chunks.clear();
        idle.clear();
        return all;
    }
}
