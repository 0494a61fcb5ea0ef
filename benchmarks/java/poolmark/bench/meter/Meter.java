// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import poolmark.bench.detail.Detail;
import poolmark.bench.detail.Extra;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.fork.HostWatch;
import poolmark.bench.hook.Slowdown;
import poolmark.bench.watch.OpenDescriptors;
import poolmark.clock.ChildProcesses;
import poolmark.clock.CpuClock;
import poolmark.clock.CpuLedger;
import poolmark.clock.CpuReading;
import poolmark.clock.NanoClock;
import poolmark.measure.result.Sample;
import poolmark.measure.result.SampleFile;
import poolmark.pool.host.process.Standby;

/**
 * Measures the operations of one trial: wall time, CPU time of this JVM and of all its children, workers started and
 * crashed, the workers' peak memory. Each operation becomes a line of {@code samples.csv} and goes to
 * {@link LedgerProfiler}. For one thread; operations do not overlap.
 *
 * <pre>
 *   start: tally · ledger · parent's CPU · wall │ operation │ wall · parent's CPU · ledger · tally :stop
 * </pre>
 *
 * <p>Peak memory is read from the workers that live after an operation. Benchmarks whose workers end within the operation
 * have one extra operation watched by {@link #probePeakMemory} and report that for all.
 */
public final class Meter implements AutoCloseable {

    private final String benchmark;
    private final SortedMap<String, String> params = new TreeMap<>();
    private final int operationsPerCall;
    private final long timeoutNanos;
    private final ForkContext context = ForkContext.current();
    private final NanoClock wall = NanoClock.system();
    private final CpuClock cpu = CpuClock.best();
    private final CpuLedger ledger = new CpuLedger(cpu, ChildProcesses::pids).warmUp();
    private final WorkerTally tally;
    private final SampleFile samples;

    private String phase = "";
    private long op;
    private long startedBefore;
    private long crashedBefore;
    private CpuReading ledgerBefore;
    private long cpuBefore;
    private long wallBefore;
    private long ownBefore;
    private long ownNanos;
    private long limitNanos;
    private boolean leavesSpares;
    private final List<Detail> details = new ArrayList<>();
    private final MemoryAfterwards memory = new MemoryAfterwards();
    private final OpenDescriptors descriptors;
    private final Optional<Slowdown> slowdown;

    private Meter(BenchmarkParams params, WorkerTally tally) throws IOException {
        benchmark = params.getBenchmark();
        params.getParamsKeys().forEach(name -> this.params.put(name, params.getParam(name)));
        operationsPerCall = params.getOpsPerInvocation();
        timeoutNanos = params.getTimeout().convertTo(TimeUnit.NANOSECONDS);
        this.tally = tally;
        samples = context.samples().isEmpty() ? null : SampleFile.append(Path.of(context.samples()));
        descriptors = OpenDescriptors.now();
        slowdown = Slowdown.of(benchmark, this.params.values());
        slowdown.flatMap(Slowdown::ballast).ifPresent(tally::setUpFirst);
    }

    /**
     * Opens a meter for a trial. Takes up to half a second, in which the clocks are tested and compiled.
     *
     * @param params the benchmark
     * @param tally counts the workers
     * @return the meter
     * @throws IOException when the file for the samples cannot be opened
     */
    public static Meter open(BenchmarkParams params, WorkerTally tally) throws IOException {
        HostWatch.start();
        return new Meter(params, tally);
    }

    /**
     * Has more told of each operation.
     *
     * @param detail tells it; closed with this meter
     * @return the detail
     */
    public <D extends Detail> D detail(D detail) {
        details.add(detail);
        return detail;
    }

    /**
     * Begins to measure. What comes after this call belongs to the operation.
     *
     * @param iteration the iteration, warm-up or measurement
     */
    public void start(IterationParams iteration) {
        String now =
                iteration.getType() == IterationType.WARMUP || context.warmupFork() ? Sample.WARMUP : Sample.MEASURE;
        op = now.equals(phase) ? op : 0;
        phase = now;
        limitNanos = timeoutNanos + iteration.getTime().convertTo(TimeUnit.NANOSECONDS);
        startedBefore = tally.started();
        crashedBefore = tally.crashed();
        ledgerBefore = ledger.read();
        cpuBefore = cpu.parentNanos();
        wallBefore = wall.nanos();
        slowdown.ifPresent(worse -> worse.lengthen(ownNanos));
        ownBefore = slowdown.isPresent() ? wall.nanos() : wallBefore;
    }

    /**
     * Ends measuring one call of the benchmark's method.
     *
     * @param resultOk whether its result was right; to be found out cheaply, or the workers' CPU time grows meanwhile
     * @throws IOException when the sample cannot be written
     */
    public void stop(boolean resultOk) throws IOException {
        stop(1, resultOk);
    }

    /**
     * Ends measuring several calls.
     *
     * @param calls how often the benchmark's method ran since {@link #start}
     * @param resultOk whether all results were right
     * @throws IOException when the sample cannot be written
     */
    public void stop(long calls, boolean resultOk) throws IOException {
        long wallAfter = wall.nanos();
        long wallNanos = wallAfter - wallBefore;
        ownNanos = wallAfter - ownBefore;
        slowdown.ifPresent(worse -> worse.compute(cpuNanos(), cpu::parentNanos));
        long cpuParentNanos = cpu.parentNanos() - cpuBefore;
        CpuReading ledgerDifference = ledger.read().minus(ledgerBefore);
        Reading reading = new Reading(
                Math.max(1, calls) * operationsPerCall,
                wallNanos,
                cpuParentNanos,
                ledgerDifference.workersNanos(),
                tally.started() - startedBefore,
                tally.crashed() - crashedBefore,
                memory.peakBytesOfWorkers(),
                extras());
        Readings.add(reading);
        boolean inTime = wallNanos <= limitNanos;
        write(reading, resultOk && inTime);
        if (!inTime) {
            // JMH interrupts what takes longer than -to, and takes the time of what does not listen for a result.
            throw new IllegalStateException("an operation took " + TimeUnit.NANOSECONDS.toMillis(wallNanos)
                    + " ms and did not end when it was interrupted after the "
                    + TimeUnit.NANOSECONDS.toMillis(limitNanos) + " ms of -to");
        }
    }

    private long cpuNanos() {
        return cpu.parentNanos() - cpuBefore + ledger.read().minus(ledgerBefore).workersNanos();
    }

    private List<Extra> extras() throws IOException {
        op++;
        Detail.Moment moment =
                new Detail.Moment(context.runId(), benchmark, params, context.fork(), phase, op, wallBefore);
        List<Extra> extras = new ArrayList<>();
        for (Detail detail : details) {
            extras.addAll(detail.tell(moment));
        }
        extras.addAll(memory.extras());
        return extras;
    }

    private void write(Reading reading, boolean resultOk) throws IOException {
        if (samples != null) {
            long operations = reading.operations();
            samples.write(new Sample(
                    context.runId(),
                    context.variant(),
                    benchmark,
                    params,
                    context.fork(),
                    phase,
                    op,
                    reading.wallNanos() / operations,
                    reading.cpuParentNanos() / operations,
                    reading.cpuWorkersNanos() / operations,
                    reading.workersStarted() / operationsPerCall,
                    reading.workersCrashed(),
                    reading.rssWorkersPeakBytes(),
                    resultOk));
        }
    }

    /** Something that a benchmark does. */
    @FunctionalInterface
    public interface Operation {
        /**
         * Does it.
         *
         * @throws Exception when it fails
         */
        void run() throws Exception;
    }

    /**
     * Runs an operation unmeasured, watches the memory of its workers, and reports what was seen for all operations to
     * come. For benchmarks whose workers are gone when an operation ends.
     *
     * @param operation as it will be measured
     * @throws Exception what the operation throws
     */
    public void probePeakMemory(Operation operation) throws Exception {
        memory.probe(operation);
    }

    /** Says that processes waiting for their next owner are no left-overs; {@link #close()} ends them silently. */
    public void leavesSpares() {
        leavesSpares = true;
    }

    /**
     * Ends the trial: no child of this JVM and no pipe or socket to one may be left.
     *
     * @throws IllegalStateException when one was; a child has been killed
     * @throws IOException when the file of the samples cannot be closed
     */
    @Override
    public void close() throws IOException {
        if (samples != null) {
            samples.close();
        }
        for (Detail detail : details) {
            detail.close();
        }
        if (leavesSpares) {
            Standby.SHARED.clear();
        }
        LivingWorkers.requireNone();
        if (!leavesSpares) {
            descriptors.requireNoMore();
        }
    }
}
