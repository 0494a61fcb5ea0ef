// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.strategy;

import poolmark.bench.fork.ForkContext;
import poolmark.bench.meter.WorkerTally;
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

    /** {@return workers that are started when they are needed} */
    public static Workers spawned(WorkerTally tally) {
        return new Workers(StartMethod.SPAWN, tally);
    }

    /** {@return an open pool, whose workers may not be ready yet} */
    public ProcessPool open(int processes) {
        return tally.watch(ProcessPool.builder()
                .processes(processes)
                .startMethod(startMethod)
                .jvmArgs(ForkContext.current().workerArguments())
                .listener(tally)
                .open());
    }

    /** {@return an open pool, all of whose workers wait for work} */
    public ProcessPool openReady(int processes) throws InterruptedException {
        tally.expect(processes);
        ProcessPool pool = open(processes);
        tally.awaitReady();
        return pool;
    }

    /** {@return a running process} */
    public <R> TaskProcess<R> start(Job<R> job) {
        return tally.count(TaskProcess.<R>builder(job)
                .startMethod(startMethod)
                .jvmArgs(ForkContext.current().workerArguments())
                .start());
    }
}
