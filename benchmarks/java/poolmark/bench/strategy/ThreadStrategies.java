// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import poolmark.bench.work.Workload;
import poolmark.pool.Action;
import poolmark.pool.Job;
import poolmark.pool.Task;
import poolmark.pool.TaskProcess;

/**
 * Ways of having a workload done for which this process keeps as many threads as there may be workers: on these threads,
 * or with each of them starting a process, waiting for its end and taking the next task.
 */
public final class ThreadStrategies implements AutoCloseable {

    private final ExecutorService threads;

    /**
     * Makes the threads.
     *
     * @param workers how many
     */
    public ThreadStrategies(int workers) {
        threads = Executors.newFixedThreadPool(workers);
    }

    /** {@return the results of tasks that ran on the threads, in the order of the inputs} */
    public List<Object> inThreads(Workload work) throws Exception {
        return gather(work, (task, input) -> () -> task.apply(input));
    }

    /** {@return the results of tasks that ran in a process each, in the order of the inputs} */
    public List<Object> inProcesses(Workload work, Workers workers) throws Exception {
        return gather(work, (task, input) -> () -> inProcess(workers, job(task, input, work.setUp())));
    }

    private static Job<Object> job(Task<Object, Object> task, Object input, Action setUp) {
        if (setUp == null) {
            return () -> task.apply(input);
        }
        return () -> {
            setUp.run();
            return task.apply(input);
        };
    }

    private static Object inProcess(Workers workers, Job<Object> job) {
        try (TaskProcess<Object> process = workers.start(job)) {
            return process.join();
        }
    }

    private interface Call {
        Callable<Object> of(Task<Object, Object> task, Object input);
    }

    private List<Object> gather(Workload work, Call call) throws Exception {
        List<Future<Object>> futures = new ArrayList<>(work.inputs().size());
        for (Object input : work.inputs()) {
            futures.add(threads.submit(call.of(work.task(), input)));
        }
        List<Object> results = new ArrayList<>(futures.size());
        for (Future<Object> future : futures) {
            results.add(result(future));
        }
        return results;
    }

    private static Object result(Future<Object> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
