// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import poolmark.bench.work.Workload;
import poolmark.pool.ProcessPool;

/** The ways of having a workload done, as in the tutorial. Each gives the results in the order of the inputs. */
public final class Strategies {

    private Strategies() {}

    /** Here, one after the other. */
    public static List<Object> serial(Workload work) throws Exception {
        List<Object> results = new ArrayList<>(work.inputs().size());
        for (Object input : work.inputs()) {
            results.add(work.task().apply(input));
        }
        return results;
    }

    /**
     * In a pool, as a benchmark does it.
     *
     * @param benchmark its name, which ends with that of the way
     * @param pool the pool
     * @param work the workload
     * @return the results
     * @throws IllegalArgumentException when it is none of the three ways
     */
    public static List<Object> inPool(String benchmark, ProcessPool pool, Workload work) {
        String way = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        return switch (way) {
            case "poolMap" -> map(pool, work);
            case "poolApply" -> apply(pool, work);
            case "poolApplyAsync" -> applyAsync(pool, work);
            default -> throw new IllegalArgumentException(way + " is no way of using a pool");
        };
    }

    /** With {@code pool.map}. */
    public static List<Object> map(ProcessPool pool, Workload work) {
        return pool.map(work.task(), work.inputs());
    }

    /** With {@code pool.apply}: the next is handed over when the one before has come back. */
    public static List<Object> apply(ProcessPool pool, Workload work) {
        List<Object> results = new ArrayList<>(work.inputs().size());
        for (Object input : work.inputs()) {
            results.add(pool.apply(work.task(), input));
        }
        return results;
    }

    /** With {@code pool.applyAsync}: all are handed over, then all are gathered. */
    public static List<Object> applyAsync(ProcessPool pool, Workload work) {
        List<CompletableFuture<Object>> futures = new ArrayList<>(work.inputs().size());
        for (Object input : work.inputs()) {
            futures.add(pool.applyAsync(work.task(), input));
        }
        return futures.stream().map(CompletableFuture::join).toList();
    }
}
