// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Gives functions numbers, so that a worker is sent each once. Functions are told apart by their encoded form: the same
 * lambda with other captured values is another function. Those that are written the same for ever are known again by
 * sight: taking a lambda apart and looking its bytes up costs as much as all the rest of a call. Thread-safe.
 */
public final class FunctionTable {

    /** How many functions are remembered, here and in each worker. */
    static final int SIZE = 128;

    /** A larger function, one that captured much data, is sent anew each time and not remembered. */
    private static final int MAX_REMEMBERED_BYTES = 1 << 14;

    /** Number of every function that is not remembered. */
    private static final int UNREMEMBERED = 0;

    /** A power of two; calls in a loop are of a few functions at most. */
    private static final int SIGHTS = 16;

    private final AtomicReferenceArray<Sight> sights = new AtomicReferenceArray<>(SIGHTS);
    private final AtomicIntegerArray strangers = new AtomicIntegerArray(SIGHTS);
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

    /** A function that is known by sight, for as long as anybody else holds it; without an entry, as one that can change. */
    private static final class Sight extends WeakReference<Object> {

        private final Entry entry;

        Sight(Object function, Entry entry) {
            super(function);
            this.entry = entry;
        }
    }

    /** The entry of a function that was {@link #remember remembered} with one; null where it is not known by sight. */
    public Entry known(Object function) {
        Sight sight = sights.get(place(function));
        return sight != null && sight.refersTo(function) ? sight.entry : null;
    }

    /**
     * Whether to find out if a function can change: it was asked for before, and nobody has yet. A lambda that captures
     * something is mostly made for one call and not seen again.
     */
    public boolean isWorthALook(Object function) {
        int hash = System.identityHashCode(function);
        Sight sight = sights.get(place(function));
        boolean isSeenAgain = strangers.getAndSet(place(function), hash) == hash;
        return isSeenAgain && (sight == null || !sight.refersTo(function));
    }

    /**
     * Knows a function by sight from now on.
     *
     * @param entry null where its encoded form can change: it is looked up anew each time, and not looked at again
     */
    public void remember(Object function, Entry entry) {
        sights.set(place(function), new Sight(function, entry));
    }

    private static int place(Object function) {
        return System.identityHashCode(function) & SIGHTS - 1;
    }

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
            for (int i = 0; i < SIGHTS; i++) {
                sights.set(i, null); // one of them may have had that number, and two functions would take turns with it
            }
        }
        return freeIds.remove();
    }
}
