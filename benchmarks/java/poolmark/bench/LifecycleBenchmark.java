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
import poolmark.pool.ProcessPool;
import poolmark.pool.StartMethod;
import poolmark.pool.TaskProcess;

/**
 * What do the phases of a pool's life cost, without any work? In milliseconds for the whole pool, or for one process.
 * Under {@code STANDBY} a fork's first operation pays what {@code SPAWN} pays and belongs to the warm-up; before each of the
 * others there is time for as many processes to be started in the background as it takes.
 *
 * <pre>java -jar target/benchmarks.jar LifecycleBenchmark -p startMethod=SPAWN,STANDBY</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class LifecycleBenchmark {

    private static final int ANSWER = 42;

    /** In which a process is started ahead of need on a machine that is not slow. */
    private static final int REFILL_MILLIS = 150;

    @Param("2")
    public int workers;

    @Param("SPAWN")
    public StartMethod startMethod;

    private final WorkerTally tally = new WorkerTally();
    private Workers start;
    private Meter meter;
    private boolean opensBefore;
    private ProcessPool pool;
    private TaskProcess<Integer> process;
    private int answer;

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        start = new Workers(startMethod, tally);
        opensBefore = params.getBenchmark().endsWith(".close");
        meter = Meter.open(params, tally);
        meter.probePeakMemory(this::probe);
        if (startMethod == StartMethod.STANDBY) {
            meter.leavesSpares();
        }
    }

    private void probe() throws InterruptedException {
        try (ProcessPool probed = start.openReady(workers)) {
            probed.apply(() -> ANSWER);
        }
    }

    @Setup(Level.Invocation)
    public void start(IterationParams iteration) throws InterruptedException {
        answer = 0;
        tally.expect(workers);
        if (opensBefore) {
            pool = start.openReady(workers);
        }
        if (startMethod == StartMethod.STANDBY) {
            Thread.sleep((long) REFILL_MILLIS * workers);
        }
        meter.start(iteration);
    }

    /** From nothing to the first answer of a pool. */
    @Benchmark
    public void openToFirstResult() {
        pool = start.open(workers);
        answer = pool.apply(() -> ANSWER);
    }

    /** From nothing to a pool all of whose workers wait for work. */
    @Benchmark
    public void openToAllReady() throws InterruptedException {
        pool = start.open(workers);
        tally.awaitReady();
        answer = ANSWER;
    }

    /** From an idle pool to none: returns when the last worker has ended. */
    @Benchmark
    public void close() {
        pool.close();
        answer = ANSWER;
    }

    /** A process for one empty task, from nothing to its end. */
    @Benchmark
    public void processStartJoin() {
        answer = start.start(() -> ANSWER).join();
    }

    /** A process for one empty task, from nothing to its answer; its end is not waited for. */
    @Benchmark
    public void processStartResult() {
        process = start.start(() -> ANSWER);
        answer = process.result().join();
    }

    @TearDown(Level.Invocation)
    public void stop() throws Exception {
        meter.stop(answer == ANSWER);
        if (process != null) {
            process.join();
            process = null;
        }
        if (pool != null) {
            pool.close();
        }
        if (answer != ANSWER) {
            throw new IllegalStateException("wrong answer from a worker: expected " + ANSWER + " but got " + answer);
        }
    }

    @TearDown
    public void end() throws Exception {
        meter.close();
    }
}
