// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.strategy;

import java.util.Collections;
import java.util.List;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.meter.WorkerTally;
import poolmark.bench.work.Workload;
import poolmark.pool.Action;
import poolmark.pool.Job;
import poolmark.pool.ProcessPool;
import poolmark.pool.StartMethod;
import poolmark.pool.TaskProcess;

/**
 * Starts workers as all benchmarks do: with the arguments that the run's manifest records, never with those that JMH gave
 * this JVM, and counted.
 *
 * @param startMethod how the processes come into being
 * @param tally counts them
 */
public record Workers(StartMethod startMethod, WorkerTally tally) {

    private static final long WARM_UP_NANOS = 2_000_000_000L;

    /** {@return workers that are started when they are needed} */
    public static Workers spawned(WorkerTally tally) {
        return new Workers(StartMethod.SPAWN, tally);
    }

    /** {@return an open pool, whose workers may not be ready yet} */
    public ProcessPool open(int processes) {
        return open(processes, null);
    }

    /** {@return the same, where workers run {@code setUp} first unless it is null} */
    public ProcessPool open(int processes, Action setUp) {
        ProcessPool.Builder builder = ProcessPool.builder()
                .processes(processes)
                .startMethod(startMethod)
                .jvmArgs(ForkContext.current().workerArguments())
                .listener(tally);
        Action whole = tally.setUp(setUp);
        return tally.watch((whole == null ? builder : builder.initializer(whole)).open());
    }

    /** {@return an open pool, all of whose workers wait for work} */
    public ProcessPool openReady(int processes) throws InterruptedException {
        return openReady(processes, null);
    }

    /** {@return the same, where workers have run {@code setUp} unless it is null} */
    public ProcessPool openReady(int processes, Action setUp) throws InterruptedException {
        tally.expect(processes);
        ProcessPool pool = open(processes, setUp);
        tally.awaitReady();
        return pool;
    }

    /**
     * Has every worker run the workload's last task, so that its code is loaded everywhere. Gives up after some seconds:
     * where tasks are so short that one worker takes them all, the others will not be needed for them either.
     *
     * @param pool the pool, idle
     * @param work the workload
     */
    public static void warmUp(ProcessPool pool, Workload work) {
        List<Object> inputs =
                Collections.nCopies(pool.processes(), work.last().inputs().get(0));
        long deadline = System.nanoTime() + WARM_UP_NANOS;
        do {
            pool.map(work.task(), inputs, 1);
        } while (System.nanoTime() < deadline
                && pool.workers().stream().anyMatch(worker -> worker.tasksCompleted() == 0));
    }

    /** {@return a running process} */
    public <R> TaskProcess<R> start(Job<R> job) {
        return tally.count(TaskProcess.<R>builder(job)
                .startMethod(startMethod)
                .jvmArgs(ForkContext.current().workerArguments())
                .start());
    }
}
