// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import poolmark.bench.detail.TaskTimeline;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.meter.Meter;
import poolmark.bench.meter.Warming;
import poolmark.bench.meter.WorkerTally;
import poolmark.bench.strategy.Strategies;
import poolmark.bench.strategy.ThreadStrategies;
import poolmark.bench.strategy.Workers;
import poolmark.bench.strategy.Workloads;
import poolmark.bench.work.Workload;
import poolmark.pool.ProcessPool;

/**
 * How long does a workload take in each of the tutorial's ways of running it, when the workers are up already? In
 * milliseconds for the whole workload. {@link #serial} and {@link #threadPool} are the baselines inside one process.
 *
 * <p>Not measured: starting and ending the pool, which {@link ColdStartBenchmark} adds. A process for each task has no
 * warm form and costs the same there.
 *
 * <p>JMH's warm-up warms this JVM, and those workers that happen to get its tasks. So each worker runs a task before it
 * begins; one that meets its first task in a measured operation all the same is warned of.
 *
 * <pre>java -jar target/benchmarks.jar StrategyBenchmark -p workload=cpu -p taskMicros=5000 -p tasks=16</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class StrategyBenchmark {

    @Param("2")
    public int workers;

    @Param("tutorial")
    public String workload;

    @Param("10000")
    public long taskMicros;

    @Param("5")
    public int tasks;

    private final WorkerTally tally = new WorkerTally();
    private Meter meter;
    private Workload work;
    private List<Object> results;

    /** A pool whose workers are all up. */
    @State(Scope.Benchmark)
    public static class WarmPool {

        private ProcessPool pool;
        private StrategyBenchmark benchmark;
        private TaskTimeline timeline;

        @Setup
        public void open(StrategyBenchmark owner, BenchmarkParams params) throws Exception {
            benchmark = owner;
            pool = Workers.spawned(benchmark.tally).openReady(benchmark.workers, benchmark.work.setUp());
            Workers.warmUp(pool, benchmark.work);
            Workload nothing = Workload.nothing();
            Warming.up(
                    params.getWarmup(),
                    () -> Strategies.inPool(params.getBenchmark(), pool, benchmark.work),
                    () -> Strategies.inPool(params.getBenchmark(), pool, nothing));
            benchmark.tally.keepTasks();
            timeline = benchmark.meter.detail(new TaskTimeline(
                    benchmark.tally::drainTasks, ForkContext.current().samples()));
        }

        @TearDown
        public void close() throws IOException {
            timeline.stamp(pool, benchmark.work.task(), benchmark.work.inputs());
            pool.close();
        }
    }

    /** As many threads as there may be workers. */
    @State(Scope.Benchmark)
    public static class Threads {

        private ThreadStrategies threads;

        @Setup
        public void open(StrategyBenchmark benchmark, BenchmarkParams params) throws Exception {
            threads = new ThreadStrategies(benchmark.workers);
            Warming.up(params.getWarmup(), () -> threads.inThreads(benchmark.work));
        }

        @TearDown
        public void close() {
            threads.close();
        }
    }

    /** The same for processes that end with their task. */
    @State(Scope.Benchmark)
    public static class Processes {

        private ThreadStrategies threads;
        private Workers workers;

        @Setup
        public void open(StrategyBenchmark benchmark) throws Exception {
            threads = new ThreadStrategies(benchmark.workers);
            workers = Workers.spawned(benchmark.tally);
            benchmark.meter.probePeakMemory(() -> threads.inProcesses(benchmark.work.last(), workers));
        }

        @TearDown
        public void close() {
            threads.close();
        }
    }

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        work = Workloads.asked(workload, taskMicros, tasks);
        meter = Meter.open(params, tally);
        if (params.getBenchmark().endsWith(".serial")) {
            Warming.up(params.getWarmup(), () -> Strategies.serial(work));
        }
    }

    @Setup(Level.Invocation)
    public void start(IterationParams iteration) {
        meter.start(iteration);
    }

    /** One after the other in this process. */
    @Benchmark
    public void serial() throws Exception {
        results = Strategies.serial(work);
    }

    /** In a process of its own for each task, at most {@code workers} of them at a time. */
    @Benchmark
    public void processPerTask(Processes processes) throws Exception {
        results = processes.threads.inProcesses(work, processes.workers);
    }

    /** {@code pool.map}. */
    @Benchmark
    public void poolMap(WarmPool warm) {
        results = Strategies.map(warm.pool, work);
    }

    /** {@code pool.apply}, one call after the other. */
    @Benchmark
    public void poolApply(WarmPool warm) {
        results = Strategies.apply(warm.pool, work);
    }

    /** {@code pool.applyAsync} for all, then all results gathered. */
    @Benchmark
    public void poolApplyAsync(WarmPool warm) {
        results = Strategies.applyAsync(warm.pool, work);
    }

    /** A fixed pool of threads in this process. */
    @Benchmark
    public void threadPool(Threads threads) throws Exception {
        results = threads.threads.inThreads(work);
    }

    @TearDown(Level.Invocation)
    public void stop() throws Exception {
        boolean ok = work.isExpected(results);
        meter.stop(ok);
        if (!ok) {
            throw work.wrong(results);
        }
        results = null;
    }

    @TearDown
    public void close() throws Exception {
        meter.close();
    }
}
