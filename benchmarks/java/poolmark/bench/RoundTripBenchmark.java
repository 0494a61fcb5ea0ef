// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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
import poolmark.bench.meter.Meter;
import poolmark.bench.meter.WorkerTally;
import poolmark.bench.strategy.Workers;
import poolmark.pool.ProcessPool;
import poolmark.pool.Task;

/**
 * What does it cost to hand a task over and to have its result back, when the task does nothing but return its argument?
 * In microseconds for one task, as a distribution, because a sleeping core wakes up late. Closed loop: a task that waits
 * behind a slow one is not counted as late.
 *
 * <p>CPU times are read once an iteration and divided by its tasks, since one task is shorter than the reading.
 *
 * <pre>java -jar target/benchmarks.jar RoundTripBenchmark -p payloadBytes=0,1048576</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 1)
public class RoundTripBenchmark {

    /** Enough to keep a worker busy, few enough that a mebibyte each stays in memory. */
    private static final int TASKS_PER_CALL = 64;

    @Param("1")
    public int workers;

    @Param("0")
    public int payloadBytes;

    private final WorkerTally tally = new WorkerTally();
    private final Task<byte[], byte[]> echo = bytes -> bytes;
    private Meter meter;
    private ProcessPool pool;
    private byte[] payload;
    private List<byte[]> payloads;
    private byte[] last;
    private long calls;

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        payload = new byte[payloadBytes];
        new Random(payloadBytes).nextBytes(payload);
        payloads = Collections.nCopies(TASKS_PER_CALL, payload);
        meter = Meter.open(params, tally);
        pool = Workers.spawned(tally).openReady(workers);
    }

    @Setup(Level.Iteration)
    public void start(IterationParams iteration) {
        calls = 0;
        last = null;
        meter.start(iteration);
    }

    /** {@code pool.apply}: one task under way at a time. */
    @Benchmark
    public void apply() {
        mark();
        check(pool.apply(echo, payload));
    }

    /** {@code pool.applyAsync}: all are submitted, then all gathered. */
    @Benchmark
    @OperationsPerInvocation(TASKS_PER_CALL)
    public void applyAsync() {
        mark();
        List<CompletableFuture<byte[]>> futures = new ArrayList<>(TASKS_PER_CALL);
        for (byte[] item : payloads) {
            futures.add(pool.applyAsync(echo, item));
        }
        futures.forEach(future -> check(future.join()));
    }

    /** {@code pool.map} with chunks by the default rule. */
    @Benchmark
    @OperationsPerInvocation(TASKS_PER_CALL)
    public void map() {
        mark();
        pool.map(echo, payloads).forEach(this::check);
    }

    /** Makes the payload of each call another one, so that the result of an earlier call is noticed. */
    private void mark() {
        calls++;
        if (payloadBytes > 0) {
            payload[0] = (byte) calls;
            payload[payloadBytes - 1] = (byte) calls;
        }
    }

    /** In the measured loop only the length and the ends are looked at: a mebibyte takes as long as a hand-over. */
    private void check(byte[] result) {
        boolean ok = result.length == payloadBytes
                && (payloadBytes == 0
                        || result[0] == payload[0] && result[payloadBytes - 1] == payload[payloadBytes - 1]);
        if (!ok) {
            throw new IllegalStateException("call " + calls + " with " + payloadBytes + " bytes came back wrong");
        }
        last = result;
    }

    @TearDown(Level.Iteration)
    public void stop() throws Exception {
        boolean ok = Arrays.equals(last, payload);
        meter.stop(calls, ok);
        if (!ok) {
            throw new IllegalStateException("the last payload of " + payloadBytes + " bytes came back wrong");
        }
    }

    @TearDown
    public void close() throws Exception {
        pool.close();
        meter.close();
    }
}
