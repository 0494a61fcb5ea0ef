// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.chaos;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import poolmark.pool.TaskFailedException;
import poolmark.pool.WorkerCrashedException;

/** The account: which tasks gave a result, which calls failed and why, and what cannot be explained. Thread-safe. */
final class Tally {

    private final AtomicLong tasks = new AtomicLong();
    private final Set<Long> returned = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> unexplained = new ConcurrentSkipListMap<>();
    private final LongAdder calls = new LongAdder();

    /** The first of {@code count} numbers for tasks. */
    long number(int count) {
        return tasks.getAndAdd(count);
    }

    long tasks() {
        return tasks.get();
    }

    /** A result came back; it has to be the right one. */
    void returned(long task, Long result) {
        returned.add(task);
        if (result == null || result != Work.result(task)) {
            unexplained("task " + task + " gave " + result);
        }
    }

    void callEnded() {
        calls.increment();
    }

    long calls() {
        return calls.sum();
    }

    /** A call failed. Kills, failing tasks and cancellation are what this is about; anything else is a fault. */
    void failed(Throwable failure) {
        Throwable reason = failure instanceof ExecutionException || failure instanceof CompletionException
                ? failure.getCause()
                : failure;
        boolean expected = reason instanceof WorkerCrashedException
                || reason instanceof CancellationException
                || reason instanceof TaskFailedException && reason.getCause() instanceof Work.MeantToFail;
        if (expected) {
            failures.computeIfAbsent(reason.getClass().getSimpleName(), k -> new LongAdder())
                    .increment();
        } else {
            unexplained(String.valueOf(reason));
        }
        for (Throwable other : reason.getSuppressed()) {
            failed(other);
        }
    }

    void unexplained(String what) {
        unexplained.computeIfAbsent(what, k -> new LongAdder()).increment();
    }

    /** Holds the results against the marks that tasks left: none ran twice, and each that gave a result ran. */
    void check(Map<Long, Integer> runs) {
        runs.forEach((task, count) -> {
            if (count > 1) {
                unexplained("task " + task + " ran " + count + " times");
            }
        });
        for (Long task : returned) {
            if (!runs.containsKey(task)) {
                unexplained("task " + task + " gave a result and left no mark");
            }
        }
    }

    long returned() {
        return returned.size();
    }

    Map<String, LongAdder> failures() {
        return failures;
    }

    Map<String, LongAdder> unexplained() {
        return unexplained;
    }
}
