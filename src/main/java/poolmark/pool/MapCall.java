// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import poolmark.pool.host.Call;
import poolmark.pool.host.Outcome;

/** A call of many tasks: gathers their results in input order and completes when the last has ended. */
final class MapCall<R> implements Call {

    /** More failures than anybody reads; each holds its stack traces. */
    private static final int MAX_FAILURES_KEPT = 1000;

    /**
     * Results are gathered in arrays of that size. One large array would be old from its birth, and to write a young object's
     * address into an old one is what a garbage collector makes slow.
     */
    private static final int SEGMENT = 1 << 12;

    private final TaskFuture<List<R>> future;
    private final int size;
    private final AtomicReferenceArray<Object[]> segments;
    private final AtomicInteger missing;
    private final TreeMap<Integer, PoolException> failures = new TreeMap<>();

    MapCall(int size, TaskFuture<List<R>> future) {
        this.future = future;
        this.size = size;
        segments = new AtomicReferenceArray<>((size + SEGMENT - 1) / SEGMENT);
        missing = new AtomicInteger(size);
        if (size == 0) {
            future.succeed(Collections.emptyList());
        }
    }

    TaskFuture<List<R>> future() {
        return future;
    }

    @Override
    public void ended(int index, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.RETURNED) {
            returned(index, outcome.value());
        } else {
            keepFailure(index, Failures.of(outcome, "task " + index));
        }
        counted(1);
    }

    @Override
    public void returned(int index, Object value) {
        segment(index / SEGMENT)[index % SEGMENT] = value;
    }

    private Object[] segment(int number) {
        Object[] known = segments.getPlain(number);
        return known != null ? known : newSegment(number);
    }

    /** Several workers may share one. */
    private Object[] newSegment(int number) {
        segments.compareAndSet(number, null, new Object[SEGMENT]);
        return segments.get(number);
    }

    private Object[] results() {
        Object[] all = new Object[size];
        for (int from = 0; from < size; from += SEGMENT) {
            Object[] segment = segments.get(from / SEGMENT);
            if (segment != null) { // else all of it has failed
                System.arraycopy(segment, 0, all, from, Math.min(SEGMENT, size - from));
            }
        }
        return all;
    }

    @Override
    public void counted(int tasks) {
        if (tasks > 0 && missing.addAndGet(-tasks) == 0) {
            finish();
        }
    }

    private void keepFailure(int index, PoolException failure) {
        synchronized (failures) {
            failures.put(index, failure);
            if (failures.size() > MAX_FAILURES_KEPT) {
                failures.pollLastEntry();
            }
        }
    }

    @SuppressWarnings("unchecked") // what the tasks return is what their type says
    private void finish() {
        if (failures.isEmpty()) {
            future.succeed((List<R>) Collections.unmodifiableList(Arrays.asList(results())));
            return;
        }
        PoolException first = failures.pollFirstEntry().getValue();
        failures.values().forEach(first::addSuppressed);
        future.fail(first);
    }
}
