// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import poolmark.pool.host.Call;
import poolmark.pool.host.Outcome;
import poolmark.pool.wire.Codec;

/** A call of many tasks: gathers their results in input order and completes when the last has ended. */
final class MapCall<R> implements Call {

    /** More failures than anybody reads; each holds its stack traces. */
    private static final int MAX_FAILURES_KEPT = 1000;

    private final TaskFuture<List<R>> future;
    private final Results<R> results;
    private final AtomicInteger missing;
    private final TreeMap<Integer, PoolException> failures = new TreeMap<>();

    MapCall(int size, TaskFuture<List<R>> future) {
        this.future = future;
        results = new Results<>(size);
        missing = new AtomicInteger(size);
        if (size == 0) {
            future.succeed(results);
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
        results.put(index, value);
    }

    @Override
    public Codec.Numbers numbers() {
        return results;
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

    private void finish() {
        if (failures.isEmpty()) {
            future.succeed(results);
            return;
        }
        PoolException first = failures.pollFirstEntry().getValue();
        failures.values().forEach(first::addSuppressed);
        future.fail(first);
    }
}
