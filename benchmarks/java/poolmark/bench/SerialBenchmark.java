// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import poolmark.bench.work.Workload;

/**
 * The tutorial's trap: what does a clock show that is read after {@code map} and before anybody takes the results? A lazy
 * map has done nothing then, however long its work takes. In milliseconds. {@link #lazyMap} fails when anything was run,
 * {@link #eagerMap} when not everything was.
 *
 * <pre>java -jar target/benchmarks.jar SerialBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class SerialBenchmark {

    @Param("10000")
    public long taskMicros;

    private Meter meter;
    private Workload work;
    private int executed;
    private Stream<Object> unread;
    private List<Object> results;
    private boolean lazy;

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        work = Workload.of(Workload.TUTORIAL, taskMicros, Workload.TUTORIAL_TASKS, 0);
        lazy = params.getBenchmark().endsWith(".lazyMap");
        meter = Meter.open(params, new WorkerTally());
    }

    @Setup(Level.Invocation)
    public void start(IterationParams iteration) {
        executed = 0;
        meter.start(iteration);
    }

    /** Builds the map and looks at nothing. */
    @Benchmark
    public Stream<Object> lazyMap() {
        unread = work.inputs().stream().map(this::calculate);
        return unread;
    }

    /** Builds the map and takes its results. */
    @Benchmark
    public List<Object> eagerMap() {
        results = work.inputs().stream().map(this::calculate).toList();
        return results;
    }

    private Object calculate(Object input) {
        executed++;
        try {
            return work.task().apply(input);
        } catch (Exception failed) {
            throw new IllegalStateException("the tutorial's calculation failed", failed);
        }
    }

    @TearDown(Level.Invocation)
    public void stop() throws Exception {
        boolean ok = lazy ? executed == 0 && unread != null : work.isExpected(results);
        meter.stop(ok);
        if (!ok) {
            throw lazy ? new IllegalStateException("the lazy map ran " + executed + " tasks") : work.wrong(results);
        }
        unread = null;
        results = null;
    }

    @TearDown
    public void close() throws Exception {
        meter.close();
    }
}
