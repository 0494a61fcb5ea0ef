// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import poolmark.pool.wire.Codec;

/**
 * The results of a call of many tasks: a list that nobody can change. Numbers are kept without an object for each, as long as
 * they are of one type: a million of them is four or eight megabytes, and no work for the garbage collector. {@link #get} makes
 * the object, a new one each time, hence this is for types only that have no identity to rely on: {@code Integer}, {@code Long}, {@code Double}.
 *
 * <p>Written by several threads at a time, each place once; read when all of it has been written, by who was told so.
 */
final class Results<R> extends AbstractList<R> implements Codec.Numbers, RandomAccess, Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Results are gathered in arrays of that size. One large array would be old from its birth, and to write a young object's
     * address into an old one is what makes a garbage collector slow.
     */
    private static final int SEGMENT = 1 << 12;

    /** A result that is null: where there is none among the objects, it is a number. */
    private static final Object NULL = new Object();

    private final transient int size;
    private final transient AtomicReferenceArray<Object> numbers;
    private final transient AtomicReferenceArray<Object> objects;

    Results(int size) {
        int segments = size / SEGMENT + 1;
        this.size = size;
        this.numbers = new AtomicReferenceArray<>(segments);
        this.objects = new AtomicReferenceArray<>(segments);
    }

    void put(int index, Object value) {
        Object[] segment = (Object[]) segment(objects, index, Object[]::new);
        segment[index % SEGMENT] = value == null ? NULL : value;
    }

    @Override
    public void putInt(int index, int value) {
        if (segment(numbers, index, int[]::new) instanceof int[] ints) {
            ints[index % SEGMENT] = value;
        } else {
            put(index, value);
        }
    }

    @Override
    public void putInts(int index, int[] values, int count) {
        for (int done = 0; done < count; ) {
            int part = Math.min(count - done, SEGMENT - (index + done) % SEGMENT);
            if (segment(numbers, index + done, int[]::new) instanceof int[] ints) {
                System.arraycopy(values, done, ints, (index + done) % SEGMENT, part);
            } else {
                for (int i = done; i < done + part; i++) {
                    put(index + i, values[i]);
                }
            }
            done += part;
        }
    }

    @Override
    public void putLong(int index, long value) {
        if (segment(numbers, index, long[]::new) instanceof long[] longs) {
            longs[index % SEGMENT] = value;
        } else {
            put(index, value);
        }
    }

    @Override
    public void putDouble(int index, double value) {
        if (segment(numbers, index, double[]::new) instanceof double[] doubles) {
            doubles[index % SEGMENT] = value;
        } else {
            put(index, value);
        }
    }

    /** Where a result belongs, made of that type where there is none yet. */
    private static Object segment(AtomicReferenceArray<Object> segments, int index, IntFunction<Object> type) {
        Object known = segments.getPlain(index / SEGMENT);
        return known != null ? known : newSegment(segments, index / SEGMENT, type);
    }

    /** Several workers may share one. */
    private static Object newSegment(AtomicReferenceArray<Object> segments, int number, IntFunction<Object> type) {
        segments.compareAndSet(number, null, type.apply(SEGMENT));
        return segments.get(number);
    }

    @Override
    @SuppressWarnings("unchecked") // what the tasks return is what their type says
    public R get(int index) {
        Objects.checkIndex(index, size);
        Object[] segment = (Object[]) objects.getPlain(index / SEGMENT);
        Object object = segment == null ? null : segment[index % SEGMENT];
        if (object == null) {
            return (R) number(numbers.getPlain(index / SEGMENT), index % SEGMENT);
        }
        return object == NULL ? null : (R) object;
    }

    private static Object number(Object segment, int at) {
        if (segment instanceof int[] ints) {
            return ints[at];
        }
        if (segment instanceof long[] longs) {
            return longs[at];
        }
        return ((double[]) segment)[at];
    }

    @Override
    public int size() {
        return size;
    }

    /** Travels as a list that every JVM has. */
    private Object writeReplace() {
        return Collections.unmodifiableList(new ArrayList<>(this));
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("it travels as another list");
    }
}
