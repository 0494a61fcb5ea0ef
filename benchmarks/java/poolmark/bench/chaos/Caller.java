// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.chaos;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import poolmark.pool.PoolException;
import poolmark.pool.ProcessPool;
import poolmark.pool.Task;

/** One of many threads that make calls of all kinds, one after the other, and account for each. */
final class Caller implements Runnable {

    /** Far beyond what any call here needs: who waits so long waits for ever. */
    private static final long HUNG_SECONDS = 60;

    private static final int MOST_TASKS = 60;

    private final ProcessPool pool;
    private final Task<Object, Long> work;
    private final Tally tally;
    private final Random random;
    private final long endNanos;

    Caller(ProcessPool pool, Task<Object, Long> work, Tally tally, long seed, long endNanos) {
        this.pool = pool;
        this.work = work;
        this.tally = tally;
        this.random = new Random(seed);
        this.endNanos = endNanos;
    }

    @Override
    public void run() {
        while (System.nanoTime() < endNanos) {
            try {
                call(random.nextInt(7));
            } catch (PoolException | ExecutionException | TimeoutException e) {
                tally.failed(e);
            } catch (InterruptedException | RuntimeException e) {
                tally.unexplained(String.valueOf(e));
            }
            tally.callEnded();
        }
    }

    private void call(int kind) throws ExecutionException, InterruptedException, TimeoutException {
        List<Long> numbers = numbers();
        switch (kind) {
            case 0 -> apply();
            case 1 -> applyAsync(numbers);
            case 2 -> keep(numbers, pool.map(work, arguments(numbers)));
            case 3 -> keep(numbers, pool.map(work, arguments(numbers), 1 + random.nextInt(20)));
            case 4 -> keep(numbers, pool.mapAsync(work, arguments(numbers)).get(HUNG_SECONDS, TimeUnit.SECONDS));
            case 5 -> imap(numbers);
            default -> cancel();
        }
    }

    private List<Long> numbers() {
        int count = random.nextInt(MOST_TASKS);
        long first = tally.number(count);
        return LongStream.range(first, first + count).boxed().toList();
    }

    private static List<Object> arguments(List<Long> numbers) {
        return numbers.stream().map(Work::argument).toList();
    }

    private void keep(List<Long> numbers, List<Long> results) {
        if (numbers.size() != results.size()) {
            tally.unexplained("map of " + numbers.size() + " items gave " + results.size() + " results");
        }
        for (int i = 0; i < results.size(); i++) {
            tally.returned(numbers.get(i), results.get(i));
        }
    }

    private void apply() {
        long task = tally.number(1);
        tally.returned(task, pool.apply(work, Work.argument(task)));
    }

    private void applyAsync(List<Long> numbers) throws InterruptedException, TimeoutException {
        List<CompletableFuture<Long>> futures = new ArrayList<>();
        numbers.forEach(task -> futures.add(pool.applyAsync(work, Work.argument(task))));
        for (int i = 0; i < futures.size(); i++) {
            try {
                tally.returned(numbers.get(i), futures.get(i).get(HUNG_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                tally.failed(e);
            }
        }
    }

    private void imap(List<Long> numbers) {
        boolean ordered = random.nextBoolean();
        List<Object> arguments = arguments(numbers);
        try (Stream<Long> results = ordered ? pool.imap(work, arguments) : pool.imapUnordered(work, arguments, 3)) {
            Iterator<Long> each = results.iterator();
            for (int i = 0; i < numbers.size(); i++) {
                try {
                    Long result = each.next();
                    long task = (result - Work.result(0)) / (Work.result(1) - Work.result(0));
                    tally.returned(ordered ? numbers.get(i) : task, result);
                } catch (PoolException e) {
                    tally.failed(e);
                }
            }
        }
    }

    private void cancel() throws InterruptedException, TimeoutException, ExecutionException {
        long task = tally.number(1);
        CompletableFuture<Long> future = pool.applyAsync(work, Work.argument(task));
        if (future.cancel(random.nextBoolean())) {
            return;
        }
        tally.returned(task, future.get(HUNG_SECONDS, TimeUnit.SECONDS));
    }
}
