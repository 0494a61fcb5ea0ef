// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.openjdk.jmh.runner.options.TimeValue;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.plan.Cell;
import poolmark.bench.watch.LeftFiles;

class ForkRunnerTest {

    private static final ForkContext CONTEXT =
            new ForkContext("/r/samples.csv", "run-1", "", 3, false, true, 700_000, "", "-Xmx64m -Xint");

    private static final LeftFiles LEFT_FILES = new LeftFiles(Path.of("/tmp/of-the-run"), Path.of("/dev/shm"));

    @Test
    void profileMustFillInWhatTheUserLeftOpen() throws Exception {
        Options options = options(Mode.SampleTime, "--profile", "smoke");
        assertThat(options.getWarmupIterations().get()).isEqualTo(1);
        assertThat(options.getMeasurementIterations().get()).isEqualTo(2);
        assertThat(options.getMeasurementTime().get()).isEqualTo(TimeValue.milliseconds(100));
    }

    @Test
    void valuesOfTheUserMustBeatTheProfile() throws Exception {
        Options options = options(
                Mode.SampleTime,
                "--profile",
                "smoke",
                "-wi",
                "0",
                "-i",
                "9",
                "-r",
                "7ms",
                "-w",
                "6ms",
                "-tu",
                "ns",
                "-to",
                "5s");
        assertThat(options.getWarmupIterations().get()).isZero();
        assertThat(options.getMeasurementIterations().get()).isEqualTo(9);
        assertThat(options.getMeasurementTime().get()).isEqualTo(TimeValue.milliseconds(7));
        assertThat(options.getWarmupTime().get()).isEqualTo(TimeValue.milliseconds(6));
        assertThat(options.getTimeUnit().get()).isEqualTo(java.util.concurrent.TimeUnit.NANOSECONDS);
        assertThat(options.getTimeout().get()).isEqualTo(TimeValue.seconds(5));
    }

    @Test
    void forkMustRunItsCellAloneWhateverElseTheUserSelected() throws Exception {
        Options options = options(
                Mode.SingleShotTime,
                "Strategy",
                "-e",
                "serial",
                "-f",
                "9",
                "-wf",
                "2",
                "-bm",
                "all",
                "-p",
                "workers=1,2",
                "-foe",
                "false",
                "-rf",
                "csv",
                "-rff",
                "x.csv",
                "-o",
                "x.txt");
        assertThat(options.getIncludes()).containsExactly("^\\Qpoolmark.bench.StrategyBenchmark.poolMap\\E$");
        assertThat(options.getExcludes()).isEmpty();
        assertThat(options.getForkCount().get()).isEqualTo(1);
        assertThat(options.getWarmupForkCount().get()).isZero();
        assertThat(options.getBenchModes()).containsExactly(Mode.SingleShotTime);
        assertThat(options.getParameter("workers").get()).containsExactly("4");
        assertThat(options.shouldFailOnError().get()).isTrue();
        assertThat(options.getResult().hasValue()).isFalse();
        assertThat(options.getResultFormat().hasValue()).isFalse();
        assertThat(options.getOutput().hasValue()).isFalse();
    }

    @Test
    void argumentsOfTheUserMustReachTheForkBesideOurs() throws Exception {
        Options options = options(
                Mode.SingleShotTime,
                "-jvmArgs",
                "-Xmx1g",
                "-jvmArgsAppend",
                "-Xint -Da=b",
                "-jvmArgsPrepend",
                "-ea",
                "-prof",
                "gc");
        assertThat(options.getJvmArgs().get()).containsExactly("-Xmx1g");
        assertThat(options.getJvmArgsPrepend().get()).containsExactly("-ea");
        assertThat(options.getJvmArgsAppend().get())
                .startsWith("-Xint", "-Da=b")
                .containsAll(CONTEXT.jvmArgs())
                .contains("-Dpoolmark.workerJvmArgs=-Xmx64m -Xint", "-Djava.io.tmpdir=/tmp/of-the-run");
        assertThat(options.getProfilers())
                .extracting(ProfilerConfig::getKlass)
                .contains("gc", "poolmark.bench.meter.LedgerProfiler");
    }

    private static Options options(Mode mode, String... args) throws Exception {
        Cell cell = new Cell(
                "poolmark.bench.StrategyBenchmark.poolMap", mode, new TreeMap<>(Map.of("workers", "4", "tasks", "5")));
        return new ForkRunner(CommandLine.parse(List.of(args)), CONTEXT, Path.of("log"), LEFT_FILES)
                .options(cell, CONTEXT)
                .build();
    }
}
