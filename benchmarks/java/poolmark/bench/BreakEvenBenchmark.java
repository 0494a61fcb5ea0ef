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
import poolmark.bench.fork.ForkContext;
import poolmark.bench.meter.Meter;
import poolmark.bench.meter.Warming;
import poolmark.bench.meter.WorkerTally;
import poolmark.bench.strategy.Strategies;
import poolmark.bench.strategy.ThreadStrategies;
import poolmark.bench.strategy.Workers;
import poolmark.bench.work.Workload;
import poolmark.pool.ProcessPool;

/**
 * From what duration of a task on does each strategy beat {@link #serial}? In milliseconds for all tasks, which compute. A
 * report fits a straight line through the times of each strategy, and says where it meets that of serial: more durations
 * make it surer. As many workers as there are processors, unless {@code workers} says otherwise.
 *
 * <p>{@link #poolMap} finds its workers up; {@link #poolMapCold} opens and closes its pool within the operation.
 *
 * <pre>java -jar target/benchmarks.jar BreakEvenBenchmark -p taskMicros=100,1000,10000,100000</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class BreakEvenBenchmark {

    @Param("2")
    public int workers;

    /** A short and a long one, of which a straight line depends most, and one between that shows whether it is one. */
    @Param({"100", "5000", "50000"})
    public long taskMicros;

    @Param("8")
    public int tasks;

    private final WorkerTally tally = new WorkerTally();
    private final Workers start = Workers.spawned(tally);
    private Meter meter;
    private Workload work;
    private ThreadStrategies threads;
    private ProcessPool warm;
    private List<Object> results;

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        work = Workload.of(
                Workload.CPU, taskMicros, tasks, ForkContext.current().spinsPerMilli());
        threads = new ThreadStrategies(workers);
        meter = Meter.open(params, tally);
        if (params.getBenchmark().endsWith(".poolMap")) {
            warm = start.openReady(workers);
            Workers.warmUp(warm, work);
            Workload nothing = Workload.nothing();
            Warming.up(params.getWarmup(), this::poolMap, () -> Strategies.map(warm, nothing));
        } else if (params.getBenchmark().endsWith(".serial")) {
            Warming.up(params.getWarmup(), this::serial);
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
    public void processPerTask() throws Exception {
        results = threads.inProcesses(work, start);
    }

    /** {@code pool.map} of a pool whose workers are up. */
    @Benchmark
    public void poolMap() {
        results = Strategies.map(warm, work);
    }

    /** A pool opened, {@code pool.map}, and the pool closed. */
    @Benchmark
    public void poolMapCold() {
        try (ProcessPool pool = start.open(workers)) {
            results = Strategies.map(pool, work);
        }
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
        if (warm != null) {
            warm.close();
        }
        threads.close();
        meter.close();
    }
}
