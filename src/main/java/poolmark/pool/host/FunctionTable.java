// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives functions numbers, so that a worker is sent each once. Functions are told apart by their encoded form: the same
 * lambda with other captured values is another function. Thread-safe.
 */
public final class FunctionTable {

    /** How many functions are remembered, here and in each worker. */
    static final int SIZE = 128;

    /** A larger function, one that captured much data, is sent anew each time and not remembered. */
    private static final int MAX_REMEMBERED_BYTES = 1 << 14;

    /** Number of every function that is not remembered. */
    private static final int UNREMEMBERED = 0;

    private final Map<ByteBuffer, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Integer> freeIds = new ArrayDeque<>();

    /** An empty table. */
    public FunctionTable() {
        for (int id = UNREMEMBERED + 1; id < SIZE; id++) {
            freeIds.add(id);
        }
    }

    /**
     * A function and the number that stands for it. Numbers are used again: a worker knows a function only when what it was
     * last sent under the number is the same entry.
     */
    public record Entry(int id, byte[] encoded) {}

    /** The entry of a function, a new one where it is not remembered. */
    public synchronized Entry entry(byte[] encoded) {
        if (encoded.length > MAX_REMEMBERED_BYTES) {
            return new Entry(UNREMEMBERED, encoded);
        }
        ByteBuffer key = ByteBuffer.wrap(encoded);
        Entry known = entries.get(key);
        if (known == null) {
            known = new Entry(takeId(), encoded);
            entries.put(key, known);
        }
        return known;
    }

    private int takeId() {
        if (freeIds.isEmpty()) {
            ByteBuffer longestUnused = entries.keySet().iterator().next();
            freeIds.add(entries.remove(longestUnused).id());
        }
        return freeIds.remove();
    }
}
