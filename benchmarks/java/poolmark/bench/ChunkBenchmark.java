// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
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
import poolmark.bench.meter.Warming;
import poolmark.bench.meter.WorkerTally;
import poolmark.bench.strategy.Workers;
import poolmark.pool.ProcessPool;
import poolmark.pool.Task;

/**
 * How many tasks should travel together? {@code pool.map} of tasks that do nothing, in microseconds for one of them: what
 * is left is the price of handing over, which a chunk shares among its tasks. Tasks that do something cost as much more as
 * they take; how even the work is spread at the end is not measured here.
 *
 * <pre>java -jar target/benchmarks.jar ChunkBenchmark -p chunk=1,2,4,8,16,32,64,128,256</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class ChunkBenchmark {

    private static final int TASKS = 2_048;

    @Param("2")
    public int workers;

    @Param({"1", "8", "64", "256"})
    public int chunk;

    private final WorkerTally tally = new WorkerTally();
    private final Task<Integer, Integer> echo = value -> value;
    private final List<Integer> inputs = IntStream.range(0, TASKS).boxed().toList();
    private Meter meter;
    private ProcessPool pool;
    private List<Integer> results;

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        meter = Meter.open(params, tally);
        pool = Workers.spawned(tally).openReady(workers);
        Warming.up(params.getWarmup(), this::map);
    }

    @Setup(Level.Invocation)
    public void start(IterationParams iteration) {
        meter.start(iteration);
    }

    /** {@code pool.map} in chunks of that size. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void map() {
        results = pool.map(echo, inputs, chunk);
    }

    @TearDown(Level.Invocation)
    public void stop() throws Exception {
        boolean ok = inputs.equals(results);
        meter.stop(ok);
        if (!ok) {
            throw new IllegalStateException("map of " + TASKS + " numbers in chunks of " + chunk + " came back wrong");
        }
        results = null;
    }

    @TearDown
    public void close() throws Exception {
        pool.close();
        meter.close();
    }
}
