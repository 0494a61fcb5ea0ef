// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

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
import poolmark.bench.detail.PhaseClock;
import poolmark.bench.detail.TaskTimeline;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.meter.Meter;
import poolmark.bench.meter.WorkerTally;
import poolmark.bench.strategy.Strategies;
import poolmark.bench.strategy.ThreadStrategies;
import poolmark.bench.strategy.Workers;
import poolmark.bench.strategy.Workloads;
import poolmark.bench.work.Workload;
import poolmark.pool.ProcessPool;

/**
 * How long does a workload take when a program needs its workers once, as in the tutorial: pool opened, work done, pool
 * closed, all workers gone? In milliseconds for the whole of it. The warm-up warms this JVM only; the workers are new in
 * every operation. Compare with {@code StrategyBenchmark.serial}. The phases of the pool's life within the operation are
 * secondary metrics, {@code phase.*}: see {@link PhaseClock}.
 *
 * <pre>java -jar target/benchmarks.jar ColdStartBenchmark -p workers=4</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class ColdStartBenchmark {

    @Param("2")
    public int workers;

    @Param("tutorial")
    public String workload;

    @Param("10000")
    public long taskMicros;

    @Param("5")
    public int tasks;

    private final WorkerTally tally = new WorkerTally();
    private final Workers cold = Workers.spawned(tally);
    private Meter meter;
    private Workload work;
    private ThreadStrategies threads;
    private PhaseClock phases;
    private TaskTimeline timeline;
    private boolean maps;
    private List<Object> results;

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        work = Workloads.asked(workload, taskMicros, tasks);
        threads = new ThreadStrategies(workers);
        meter = Meter.open(params, tally);
        String samples = ForkContext.current().samples();
        phases = new PhaseClock(tally::drainReady, samples);
        boolean solo = params.getBenchmark().endsWith(".processPerTask");
        meter.probePeakMemory(solo ? () -> threads.inProcesses(work.last(), cold) : this::poolMap);
        if (!solo) {
            tally.keepTasks();
            meter.detail(phases);
            timeline = meter.detail(new TaskTimeline(tally::drainTasks, samples));
            maps = params.getBenchmark().endsWith(".poolMap");
        }
    }

    @Setup(Level.Invocation)
    public void start(IterationParams iteration) {
        tally.drainReady();
        meter.start(iteration);
    }

    /** In a process of its own for each task, at most {@code workers} of them at a time. */
    @Benchmark
    public void processPerTask() throws Exception {
        results = threads.inProcesses(work, cold);
    }

    /** {@code pool.map}. */
    @Benchmark
    public void poolMap() {
        try (ProcessPool pool = cold.open(workers, work.setUp())) {
            phases.opened();
            results = Strategies.map(pool, work);
            phases.worked();
        }
        phases.closed();
    }

    /** {@code pool.apply}, one call after the other. */
    @Benchmark
    public void poolApply() {
        try (ProcessPool pool = cold.open(workers, work.setUp())) {
            phases.opened();
            results = Strategies.apply(pool, work);
            phases.worked();
        }
        phases.closed();
    }

    /** {@code pool.applyAsync} for all, then all results gathered. */
    @Benchmark
    public void poolApplyAsync() {
        try (ProcessPool pool = cold.open(workers, work.setUp())) {
            phases.opened();
            results = Strategies.applyAsync(pool, work);
            phases.worked();
        }
        phases.closed();
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
        threads.close();
        if (maps) {
            timeline.stampCold(setUp -> cold.open(workers, setUp), work.setUp(), work.task(), work.inputs());
        }
        meter.close();
    }
}
