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
    public List<Integer> inThreads(Workload work) throws Exception {
        return gather(work, (task, input) -> () -> task.apply(input));
    }

    /** {@return the results of tasks that ran in a process each, in the order of the inputs} */
    public List<Integer> inProcesses(Workload work, Workers workers) throws Exception {
        return gather(work, (task, input) -> () -> inProcess(workers, () -> task.apply(input)));
    }

    private static Integer inProcess(Workers workers, Job<Integer> job) {
        try (TaskProcess<Integer> process = workers.start(job)) {
            return process.join();
        }
    }

    private interface Call {
        Callable<Integer> of(Task<Integer, Integer> task, Integer input);
    }

    private List<Integer> gather(Workload work, Call call) throws Exception {
        List<Future<Integer>> futures = new ArrayList<>(work.inputs().size());
        for (Integer input : work.inputs()) {
            futures.add(threads.submit(call.of(work.task(), input)));
        }
        List<Integer> results = new ArrayList<>(futures.size());
        for (Future<Integer> future : futures) {
            results.add(result(future));
        }
        return results;
    }

    private static Integer result(Future<Integer> future) throws Exception {
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
