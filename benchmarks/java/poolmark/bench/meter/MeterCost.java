// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Version;
import poolmark.bench.fork.ForkContext;
import poolmark.clock.CpuLedger;
import poolmark.clock.NanoClock;
import poolmark.measure.result.Overhead;
import poolmark.measure.result.SampleFile;

/**
 * Finds out what {@link Meter} costs by having it measure an operation that does nothing. In a JVM without workers: each of
 * these adds what one more process costs a reading, see {@link CpuLedger}, and what a look at its memory costs, after the
 * operation: some milliseconds, as with this JVM's own.
 */
public final class MeterCost {

    private static final String SAMPLES = ForkContext.PREFIX + "samples";

    /** The readings themselves have been warmed up by the meter. */
    private static final int WARM_UPS = 30;

    private static final int OPERATIONS = 60;

    /** Looking at memory takes milliseconds, and on a busy machine ten times as long. */
    private static final long PATIENCE_NANOS = 300_000_000L;

    private static final int FEWEST = 10;

    /** Those of the clocks alone are cheap. */
    private static final int READINGS = 500;

    private MeterCost() {}

    /**
     * Measures nothing, many times: about half a second. Not to be called while anything else is measured in this JVM.
     *
     * @return the medians
     */
    public static Overhead measure() {
        try {
            Path directory = Files.createTempDirectory("poolmark-overhead");
            Path file = directory.resolve("samples.csv");
            try {
                SampleFile.create(file);
                return measure(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException noTemporaryFile) {
            throw new UncheckedIOException(noTemporaryFile);
        }
    }

    private static Overhead measure(Path samples) throws IOException {
        try (Meter meter = open(samples)) {
            measured(meter, WARM_UPS);
            Readings.drain();
            List<Long> around = measured(meter, OPERATIONS);
            List<Reading> inside = Readings.drain();
            CpuLedger ledger = CpuLedger.ofChildren().warmUp();
            List<Long> readings = IntStream.range(0, READINGS)
                    .mapToObj(count -> timed(ledger::read))
                    .toList();
            return new Overhead(
                    median(around, Long::longValue),
                    median(readings, Long::longValue),
                    median(inside, Reading::wallNanos),
                    median(inside, Reading::cpuParentNanos),
                    median(inside, Reading::cpuWorkersNanos));
        }
    }

    /** A meter learns where its samples go from a property, as in a fork. */
    private static Meter open(Path samples) throws IOException {
        String before = System.getProperty(SAMPLES);
        System.setProperty(SAMPLES, samples.toString());
        try {
            return Meter.open(nothing(), new WorkerTally());
        } finally {
            if (before == null) {
                System.clearProperty(SAMPLES);
            } else {
                System.setProperty(SAMPLES, before);
            }
        }
    }

    /** {@return how long each measured operation took with all that is done round it, in ns} */
    private static List<Long> measured(Meter meter, int times) throws IOException {
        IterationParams iteration = once(IterationType.MEASUREMENT);
        List<Long> nanos = new ArrayList<>(times);
        long first = NanoClock.system().nanos();
        for (int count = 0; count < times && (count < FEWEST || since(first) < PATIENCE_NANOS); count++) {
            long begin = NanoClock.system().nanos();
            meter.start(iteration);
            meter.stop(true);
            nanos.add(since(begin));
        }
        return nanos;
    }

    private static long timed(Runnable action) {
        long begin = NanoClock.system().nanos();
        action.run();
        return since(begin);
    }

    private static long since(long begin) {
        return NanoClock.system().nanos() - begin;
    }

    private static <T> long median(List<T> values, ToLongFunction<T> quantity) {
        long[] sorted = values.stream().mapToLong(quantity).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static IterationParams once(IterationType type) {
        return new IterationParams(type, 1, TimeValue.NONE, 1);
    }

    /** A benchmark as JMH describes it; only its name, parameters and operations matter to a meter. */
    private static BenchmarkParams nothing() {
        return new BenchmarkParams(
                "overhead",
                "overhead",
                false,
                1,
                new int[] {1},
                List.of("overhead"),
                1,
                0,
                once(IterationType.WARMUP),
                once(IterationType.MEASUREMENT),
                Mode.SingleShotTime,
                new WorkloadParams(),
                TimeUnit.MILLISECONDS,
                1,
                System.getProperty("java.home"),
                List.of(),
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                Version.getPlainVersion(),
                TimeValue.minutes(1));
    }
}
