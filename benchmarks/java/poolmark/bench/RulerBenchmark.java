// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import poolmark.bench.meter.Meter;
import poolmark.bench.meter.WorkerTally;
import poolmark.bench.ruler.BareJvm;
import poolmark.bench.work.Spin;

/**
 * Controls: what does the machine itself do, without the library? When these move between two runs, the machine did. In
 * milliseconds; {@link #pipePingPong} for one byte to another JVM and back.
 *
 * <pre>java -jar target/benchmarks.jar RulerBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class RulerBenchmark {

    /** Some tens of milliseconds, on every machine the same work. */
    private static final long STEPS = 15_000_000;

    private static final int ROUND_TRIPS = 1_000;

    private Meter meter;
    private int expected;
    private boolean ok;

    /** A JVM that returns what it is sent. */
    @State(Scope.Benchmark)
    public static class Echo {

        private BareJvm.PingPong pingPong;

        @Setup
        public void open(RulerBenchmark benchmark) throws IOException {
            pingPong = new BareJvm.PingPong();
        }

        @TearDown
        public void close() throws IOException {
            pingPong.close();
        }
    }

    @Setup
    public void open(BenchmarkParams params) throws Exception {
        expected = Spin.expected(1, STEPS);
        meter = Meter.open(params, new WorkerTally());
        if (params.getBenchmark().endsWith(".spawnEmptyJvm")) {
            meter.probePeakMemory(this::spawnEmptyJvm);
        }
    }

    @Setup(Level.Invocation)
    public void start(IterationParams iteration) {
        ok = false;
        meter.start(iteration);
    }

    /** A fixed number of steps of one thread. */
    @Benchmark
    public void cpu() {
        ok = Spin.run(1, STEPS) == expected;
    }

    /** A JVM with an empty main method, from start to end. */
    @Benchmark
    public void spawnEmptyJvm() throws IOException, InterruptedException {
        ok = BareJvm.startAndEnd() == 0;
    }

    /** A byte to another JVM and back, over pipes. */
    @Benchmark
    @OperationsPerInvocation(ROUND_TRIPS)
    public void pipePingPong(Echo echo) throws IOException {
        boolean right = true;
        for (int trip = 0; trip < ROUND_TRIPS; trip++) {
            right &= echo.pingPong.roundTrip((byte) trip) == (byte) trip;
        }
        ok = right;
    }

    @TearDown(Level.Invocation)
    public void stop() throws Exception {
        meter.stop(ok);
        if (!ok) {
            throw new IllegalStateException("the ruler measured nothing: its own result is wrong");
        }
    }

    @TearDown
    public void close() throws Exception {
        meter.close();
    }
}
