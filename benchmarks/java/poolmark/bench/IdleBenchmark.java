// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

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
import poolmark.bench.meter.Meter;
import poolmark.bench.meter.WorkerTally;
import poolmark.bench.strategy.Workers;
import poolmark.bench.work.Workload;
import poolmark.pool.ProcessPool;
import poolmark.pool.WorkerInfo;

/**
 * What does a pool burn that has nothing to do? CPU time of parent and workers while nobody calls, {@code cpu.*}, for
 * {@code idleMillis}; with the 1,000 it has by itself, milliseconds of CPU time in a second. The score is that time itself
 * and says nothing. {@link #noPool} is the same JVM without a pool: what
 * remains after subtracting it is the pool's.
 *
 * <pre>java -jar target/benchmarks.jar IdleBenchmark -p workers=4 -p idleMillis=5000</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class IdleBenchmark {

    @Param("2")
    public int workers;

    @Param("1000")
    public int idleMillis;

    private final WorkerTally tally = new WorkerTally();
    private Meter meter;
    private ProcessPool pool;

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        meter = Meter.open(params, tally);
        if (params.getBenchmark().endsWith(".pool")) {
            pool = Workers.spawned(tally).openReady(workers);
            Workers.warmUp(pool, Workload.of(Workload.SLEEP, 1_000, workers, 0));
        }
    }

    @Setup(Level.Invocation)
    public void start(IterationParams iteration) {
        meter.start(iteration);
    }

    /** A pool that has worked once, and waits. */
    @Benchmark
    public void pool() throws InterruptedException {
        Thread.sleep(idleMillis);
    }

    /** No pool. */
    @Benchmark
    public void noPool() throws InterruptedException {
        Thread.sleep(idleMillis);
    }

    @TearDown(Level.Invocation)
    public void stop() throws Exception {
        boolean living = pool == null || pool.workers().stream().allMatch(WorkerInfo::alive);
        meter.stop(living);
        if (!living) {
            throw new IllegalStateException("a worker died of idleness: " + pool.workers());
        }
    }

    @TearDown
    public void close() throws Exception {
        if (pool != null) {
            pool.close();
        }
        meter.close();
    }
}
