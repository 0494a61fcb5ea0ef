// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import java.util.concurrent.TimeUnit;
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
import poolmark.bench.detail.LatencyRecorder;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.meter.Meter;
import poolmark.bench.meter.Warming;
import poolmark.bench.meter.WorkerTally;
import poolmark.bench.strategy.Arrivals;
import poolmark.bench.strategy.Workers;
import poolmark.pool.ProcessPool;
import poolmark.pool.Task;

/**
 * How long does a caller wait for a task that does nothing? Quantiles in microseconds, {@code latency.p50} to
 * {@code latency.max}; the histograms are in {@code latency.hlog}.
 *
 * <p>{@link #applyClosedLoop}: one caller, who calls again when he has his answer. While a call is slow he makes no others:
 * that hides what others would have suffered. {@link #applyAsyncOpenLoop}: calls come at a fixed rate, whatever becomes of
 * those before, and each is timed from when it should have been made, so that a stall counts for all that it delays (no
 * coordinated omission). How late the sender itself was is {@code latency.sender.p99}. The sender spins before each call;
 * {@code cpu.parent} of the open loop is mostly that.
 *
 * <p>The score is the time of the whole by its calls: the mean latency of the closed loop, and in the open loop the
 * interval of arrivals, or more where the pool cannot keep up.
 *
 * <pre>java -jar target/benchmarks.jar LatencyBenchmark -p ratePerSecond=1000,5000</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class LatencyBenchmark {

    private static final int CALLS = 1_000;

    private static final int ANSWER = 42;

    @Param("1")
    public int workers;

    /** Calls in a second; the closed loop makes as many as it can. */
    @Param("1000")
    public int ratePerSecond;

    private final WorkerTally tally = new WorkerTally();
    private final Task<Integer, Integer> echo = value -> value;
    private Meter meter;
    private ProcessPool pool;
    private LatencyRecorder latencies;
    private boolean ok;

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        meter = Meter.open(params, tally);
        latencies = meter.detail(new LatencyRecorder(ForkContext.current().samples()));
        pool = Workers.spawned(tally).openReady(workers);
        boolean closed = params.getBenchmark().endsWith(".applyClosedLoop");
        Warming.up(params.getWarmup(), closed ? this::applyClosedLoop : this::applyAsyncOpenLoop);
    }

    @Setup(Level.Invocation)
    public void start(IterationParams iteration) {
        latencies.reset();
        ok = false;
        meter.start(iteration);
    }

    /** {@code pool.apply}, one call after the other. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void applyClosedLoop() {
        boolean right = true;
        for (int call = 0; call < CALLS; call++) {
            long begin = System.nanoTime();
            right &= pool.apply(echo, ANSWER) == ANSWER;
            latencies.record(System.nanoTime() - begin);
        }
        ok = right;
    }

    /** {@code pool.applyAsync} at a fixed rate. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void applyAsyncOpenLoop() {
        ok = Arrivals.at(ratePerSecond, CALLS, latencies, () -> pool.applyAsync(echo, ANSWER)).stream()
                .allMatch(future -> future.join() == ANSWER);
    }

    @TearDown(Level.Invocation)
    public void stop() throws Exception {
        boolean right = ok && latencies.count() == CALLS;
        meter.stop(right);
        if (!right) {
            throw new IllegalStateException("of " + CALLS + " calls " + latencies.count()
                    + " were timed, and their answers were " + (ok ? "right" : "wrong"));
        }
    }

    @TearDown
    public void close() throws Exception {
        pool.close();
        meter.close();
    }
}
