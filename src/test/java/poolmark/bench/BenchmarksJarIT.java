// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import poolmark.bench.work.WorkloadTest;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.RunManifest.CellState;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.result.Sample;
import poolmark.measure.result.SampleFile;
import poolmark.measure.stability.StabilityWarning;
import poolmark.pool.CurrentWorker;
import poolmark.pool.Task;

/** The jar as users run it. */
class BenchmarksJarIT extends RunOfTheJar {

    @Test
    void everyForkAndIterationMustBeInEveryFile() throws Exception {
        start("StrategyBenchmark.(serial|poolMap|processPerTask)$ -p workers=2 -p workload=tutorial "
                + "-p taskMicros=500 -f 2 -wi 1 -i 2 --seed 7 --workerJvmArgs -Xmx64m");
        assertThat(run.exitCode()).as(run.err()).isZero();
        RunDirectory results = run.results();
        checkJmhJson(results);
        checkSamples(results);
        RunManifest manifest = results.readManifest();
        assertThat(manifest.state()).isEqualTo(State.COMPLETE);
        assertThat(manifest.seed()).isEqualTo(7);
        assertThat(manifest.order())
                .hasSize(2)
                .allSatisfy(round -> assertThat(round).hasSize(3));
        assertThat(manifest.workerJvm().extraArgs()).containsExactly("-Xmx64m");
        assertThat(manifest.parentJvm().args()).noneMatch(arg -> arg.startsWith("-Dpoolmark."));
        assertThat(run.out())
                .contains("poolMap")
                .contains("speed-up")
                .contains(results.path().toString());
        assertThat(run.err())
                .contains("3 cells x 2 forks")
                .contains("[6/6]")
                .contains("left)")
                .as("no user can do anything about JMH's calls of Unsafe")
                .doesNotContain("WARNING");
    }

    @Test
    void manyShortOperationsInOneInvocationMustNotBeCalledTooShortForTheClock() throws Exception {
        start("ScaleBenchmark.map$ -p batch=100000 -p workers=2 -f 1 -wi 0 -i 1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.results().readManifest().stability())
                .extracting(StabilityWarning::kind)
                .contains(StabilityWarning.Kind.SINGLE_FORK)
                .doesNotContain(StabilityWarning.Kind.SHORT_OPERATION);
    }

    private static void checkJmhJson(RunDirectory results) throws IOException {
        List<JmhJson.Entry> entries = JmhJson.read(results.jmhJson());
        assertThat(entries).hasSize(3);
        for (JmhJson.Entry entry : entries) {
            assertThat(entry.forks()).isEqualTo(2);
            assertThat(entry.primary().score()).isPositive();
            assertThat(entry.secondary().keySet())
                    .contains(
                            "cpu.parent",
                            "cpu.workers",
                            "cpu.total",
                            "rss.workers.peak",
                            "workers.started",
                            "workers.crashed");
            assertThat(entry.secondary().get("cpu.total").unit())
                    .isEqualTo(entry.primary().unit());
            Stream.concat(Stream.of(entry.primary()), entry.secondary().values().stream())
                    .forEach(metric -> {
                        assertThat(metric.score()).isFinite();
                        assertThat(metric.raw())
                                .hasSize(2)
                                .allSatisfy(fork -> assertThat(fork).hasSize(2));
                    });
        }
    }

    private static void checkSamples(RunDirectory results) throws IOException {
        List<Sample> samples = SampleFile.read(results.samples());
        assertThat(samples).hasSize(3 * 2 * 3).allMatch(Sample::resultOk);
        assertThat(samples.stream().filter(Sample::counts)).hasSize(3 * 2 * 2);
        for (JmhJson.Entry entry : JmhJson.read(results.jmhJson())) {
            // JMH has the clock within the stub that calls the method, the meter outside of it
            assertThat(mean(samples, entry, Sample::wallNanos) / 1e6)
                    .isBetween(entry.primary().score(), 1.1 * entry.primary().score() + 1);
            assertThat(mean(samples, entry, Sample::cpuTotalNanos) / 1e6)
                    .isCloseTo(entry.secondary().get("cpu.total").score(), within(0.001));
            boolean processes = entry.benchmark().endsWith("processPerTask");
            assertThat(mean(samples, entry, Sample::workersStarted)).isEqualTo(processes ? 5 : 0);
            assertThat(mean(samples, entry, Sample::rssWorkersPeakBytes) > 10_000_000)
                    .isEqualTo(!entry.benchmark().endsWith("serial"));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static double mean(List<Sample> samples, JmhJson.Entry entry, ToLongFunction<Sample> quantity) {
        return samples.stream()
                .filter(sample -> sample.benchmark().equals(entry.benchmark()) && sample.counts())
                .mapToLong(quantity)
                .average()
                .orElseThrow();
    }

    @Test
    void phasesTasksAndLatenciesMustBeKeptBesideTheSamples() throws Exception {
        start("(ColdStartBenchmark|StrategyBenchmark).poolMap$|LatencyBenchmark --profile quick "
                + "-p workers=2 -p ratePerSecond=2000 -p taskMicros=500 -f 1 -wi 1 -i 1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        Path results = run.results().path();
        assertThat(Files.readAllLines(results.resolve("phases.csv"))).hasSize(1 + 2);
        assertThat(Files.readAllLines(results.resolve("timeline.csv")))
                .filteredOn(line -> line.contains("StrategyBenchmark") && line.contains(",measure,"))
                .hasSize(5)
                .allMatch(line -> line.endsWith(",,returned"));
        assertThat(Files.readAllLines(results.resolve("timeline.csv")))
                .filteredOn(line -> line.contains("StrategyBenchmark") && line.contains(",timeline,"))
                .hasSize(5)
                .noneMatch(line -> line.endsWith(",,returned"));
        assertThat(Files.readAllLines(results.resolve("timeline.csv")))
                .as("five tasks, and the start of two workers")
                .filteredOn(line -> line.contains("ColdStartBenchmark") && line.contains(",timeline,"))
                .hasSize(5 + 2)
                .filteredOn(line -> line.endsWith(",set_up"))
                .hasSize(2)
                .allMatch(line -> line.contains(",timeline,1,,SpawnPoolWorker-"));
        assertThat(Files.readAllLines(results.resolve("latency.hlog")))
                .filteredOn(line -> line.startsWith("Tag="))
                .hasSize(2 * 2);
        Map<String, JmhJson.Entry> entries = JmhJson.read(run.results().jmhJson()).stream()
                .collect(Collectors.toMap(
                        entry -> entry.benchmark().replace("poolmark.bench.", ""), Function.identity()));
        assertThat(entries.get("LatencyBenchmark.applyAsyncOpenLoop").secondary())
                .containsKeys("latency.p50", "latency.p90", "latency.p99", "latency.p99_9", "latency.max");
        JmhJson.Entry cold = entries.get("ColdStartBenchmark.poolMap");
        double phases = Stream.of("phase.spawn", "phase.ready", "phase.work", "phase.close")
                .mapToDouble(phase -> cold.secondary().get(phase).score())
                .sum();
        assertThat(phases)
                .isCloseTo(cold.primary().score(), within(0.05 * cold.primary().score()));
        assertThat(cold.secondary().get("pss.workers").score()).isBetween(1e6, 1e9);
    }

    /** Gives another result in a worker than outside of one. */
    public static final class Lying implements Task<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        /** As the command line makes it. */
        public Lying() {}

        @Override
        public Integer apply(Integer argument) {
            return CurrentWorker.isWorker() ? argument + 1 : argument;
        }
    }

    @Test
    void wrongResultMustFailItsCellAndTheRunGoOn() throws Exception {
        String classPath = JarRun.placeOf(Lying.class);
        start("StrategyBenchmark.(serial|poolMap)$ --classpath " + classPath + " -p workload=" + Lying.class.getName()
                + " -p workers=1 -p tasks=3 -f 1 -wi 0 -i 2");
        assertThat(run.exitCode()).isEqualTo(4);
        RunManifest manifest = run.results().readManifest();
        assertThat(manifest.cells())
                .filteredOn(cell -> cell.state() == CellState.FAILED)
                .singleElement()
                .satisfies(cell -> assertThat(cell.reason()).contains("expected [0, 1, 2] but got [1, 2, 3]"));
        assertThat(JmhJson.read(run.results().jmhJson()))
                .extracting(JmhJson.Entry::benchmark)
                .containsExactly("poolmark.bench.StrategyBenchmark.serial");
        assertThat(SampleFile.read(run.results().samples()))
                .filteredOn(sample -> !sample.resultOk())
                .hasSize(1);
        assertThat(run.out()).contains("FAILED  StrategyBenchmark.poolMap");
    }

    @Test
    void workloadOfTheUserMustRunThroughEveryStrategyWithItsArgumentsSetUpAndVerification() throws Exception {
        Path arguments = Files.writeString(directory.resolve("arguments"), "one\ntwo\nthree\n");
        String classPath = JarRun.placeOf(WorkloadTest.Complete.class);
        start("StrategyBenchmark|ColdStartBenchmark.poolMap$ --classpath " + classPath + " --arguments " + arguments
                + " -p workload=" + WorkloadTest.Complete.class.getName() + "?suffix=-x -p workers=2 -f 1 -wi 0 -i 1");
        assertThat(run.exitCode(300)).as(run.err() + run.out()).isZero();
        assertThat(SampleFile.read(run.results().samples()))
                .hasSize(7)
                .allMatch(Sample::resultOk)
                .allSatisfy(sample -> assertThat(sample.params())
                        .containsEntry("tasks", "3")
                        .containsEntry("workload", WorkloadTest.Complete.class.getName() + "?suffix=-x"));
    }

    @Test
    void badInputMustLeaveNothingBehind() throws Exception {
        start("--profile nonsense");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(Files.exists(directory.resolve("results"))).isFalse();
    }
}
