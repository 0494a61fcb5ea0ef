// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * Does a task cost the same among a thousand as among ten million, and with one worker as with sixty-four? Tasks that do
 * nothing, in nanoseconds for one; an operation hands over as many whatever {@code batch} is, in as many calls as that
 * takes. Part of the profile {@code full} alone, as it takes minutes and says nothing of a machine that others do not.
 *
 * <pre>
 * java -jar target/benchmarks.jar ScaleBenchmark -p workers=2
 * java -jar target/benchmarks.jar ScaleBenchmark.applyAsync -wi 8 -p workers=1,2,4,8,16,32,64 -p batch=100000
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class ScaleBenchmark {

    private static final int ITEMS = 10_000_000;

    /** Fewer, as each has a future of its own. */
    private static final int CALLS = 1_000_000;

    private static final int CHUNK = 1_000;

    @Param("2")
    public int workers;

    /** In one call of {@code map}, in one stream of {@code imap}, or under way together. */
    @Param({"1000", "10000", "100000", "1000000"})
    public int batch;

    private final WorkerTally tally = new WorkerTally();
    private final Task<Integer, Integer> next = value -> value + 1;
    private Meter meter;
    private ProcessPool pool;
    private List<Integer> inputs;
    private long wanted;
    private long sum;

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        int all = params.getBenchmark().endsWith(".applyAsync") ? CALLS : ITEMS;
        if (batch < 1 || all % batch != 0) {
            throw new IllegalArgumentException(
                    "batch=" + batch + ": " + all + " tasks cannot be handed over in calls of so many");
        }
        inputs = IntStream.range(0, batch).boxed().toList();
        wanted = (long) batch * (batch + 1L) / 2 * (all / batch);
        meter = Meter.open(params, tally);
        pool = Workers.spawned(tally).openReady(workers);
    }

    @Setup(Level.Invocation)
    public void start(IterationParams iteration) {
        sum = 0;
        meter.start(iteration);
    }

    /** {@code pool.map} with chunks by the default rule. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void map() {
        for (int done = 0; done < ITEMS; done += batch) {
            for (int result : pool.map(next, inputs)) {
                sum += result;
            }
        }
    }

    /** {@code pool.imap}, read as it comes; neither its items nor its results are ever all there. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void imap() {
        for (int done = 0; done < ITEMS; done += batch) {
            try (Stream<Integer> results = pool.imap(next, inputs, Math.min(CHUNK, batch))) {
                for (Iterator<Integer> result = results.iterator(); result.hasNext(); ) {
                    sum += result.next();
                }
            }
        }
    }

    /** {@code pool.applyAsync}: all of a call are submitted, then all gathered. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void applyAsync() {
        for (int done = 0; done < CALLS; done += batch) {
            List<CompletableFuture<Integer>> futures = new ArrayList<>(batch);
            for (Integer input : inputs) {
                futures.add(pool.applyAsync(next, input));
            }
            for (CompletableFuture<Integer> future : futures) {
                sum += future.join();
            }
        }
    }

    @TearDown(Level.Invocation)
    public void stop() throws Exception {
        boolean ok = sum == wanted;
        meter.stop(ok);
        if (!ok) {
            throw new IllegalStateException(
                    "results of batch=" + batch + " add up to " + sum + " instead of " + wanted);
        }
    }

    @TearDown
    public void close() throws Exception {
        pool.close();
        meter.close();
    }
}
