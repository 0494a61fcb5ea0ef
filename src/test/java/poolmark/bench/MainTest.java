// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @TempDir
    Path results;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --profile fast                             | standard
            --profile                                  | profile
            --profile smoke --profile quick            | once
            noSuchBenchmark                            | -l
            serial -e serial                           | -l
            [                                          | regular expression
            serial -p workers=0                        | workers
            serial -p workers=-1                       | workers
            serial -p workers=two                      | workers
            serial -p workers=1.5                      | workers
            serial -p workers=                         | workers
            serial -p workers=99999999999              | workers
            serial -p tasks=0 -p workload=cpu          | tasks
            serial -p taskMicros=-5                    | taskMicros
            RoundTrip -p payloadBytes=-1               | payloadBytes
            Lifecycle -p startMethod=FORK              | SPAWN
            Latency -p ratePerSecond=0                 | ratePerSecond
            serial -p workers                          | name=value
            serial --cell-timeout soon                 | 90s
            serial --cell-timeout 0s                   | 90s
            serial --arguments /no/such/file           | --arguments
            serial -p workload=java.lang.String?a      | Task
            serial -p worker=2                         | workers
            RulerBenchmark -p workers=2                | workers
            serial -p workers                          | workers
            serial -p workload=com.example.Missing     | --classpath
            serial -p workload=java.lang.String        | poolmark.pool.Task
            serial --classpath no/such.jar             | no/such.jar
            serial -cp no/such.jar                     | no/such.jar
            serial --seed soon                         | --seed
            serial -bm sideways                        | sideways
            serial -f -1                               | -1
            serial -i 0                                | 0
            serial -tu fortnights                      | fortnights
            serial -rf papyrus                         | PAPYRUS
            serial -rff /no/such/directory/x.json      | -rff
            serial -o /no/such/directory/x.txt         | -o
            serial -prof crystalBall                   | -lprof
            serial -jvm /no/such/java                  | -jvm
            serial --nonsense                          | nonsense
            report                                     | no run is given
            report /no/such/run                        | does not exist
            report pom.xml                             | pom.xml is not a JMH result file
            compare                                    | OLD and NEW
            compare a                                  | OLD and NEW
            compare no/such no/other                   | no/such does not exist
            compare a b --threshold 5                  | percentage
            compare a b --nonsense                     | nonsense
            history                                    | RUN and FILE
            history no/such no/history.csv             | no/such does not exist
            gate                                       | --baseline
            gate --baseline no.jar --candidate no.jar  | no.jar does not exist
            gate --baseline pom.xml --candidate b.jar  | pom.xml cannot be read
            gate --baseline a.jar --baseline b.jar     | once
            gate --rounds 0                            | --rounds
            gate --rounds ten                          | --rounds
            gate --seed x                              | --seed
            gate --cell-timeout soon                   | 90s
            gate -p workers                            | name=value
            gate [                                     | regular expression
            gate --junit /no/such/place/j.xml          | --junit
            gate --resume /no/such/gate                | gate.json
            gate --resume x --rounds 3                 | leave everything else out
            gate --thresholds /no/such/file            | --baseline
            gate --nonsense                            | nonsense
            doctor --profile quick                     | --out
            doctor me                                  | --out
            """)
    void badInputMustGiveOneLineAndExitCode2AndLeaveNothing(String command, String hint) throws IOException {
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains(hint);
        assertThat(out.size()).isZero();
        assertThat(Files.list(results)).isEmpty();
    }

    @Test
    void resultsThatCannotBeWrittenMustBeRefusedBeforeAnythingStarts() throws IOException {
        Path file = Files.createFile(results.resolve("file"));
        assertThat(run(List.of("lazyMap", "--out", file.resolve("results").toString())))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("--out");
        assertThat(file).isEmptyFile();
    }

    @Test
    void stackTraceMustBeShownOnlyUnderDebug() throws IOException {
        assertThat(run("serial -p workers=two --debug")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\tat ");
    }

    @Test
    void listMustNameEveryBenchmarkOfTheContract() throws IOException {
        assertThat(run("-l")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).first().isEqualTo("Benchmarks: ");
        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactlyInAnyOrder(
                        "poolmark.bench.StrategyBenchmark.serial",
                        "poolmark.bench.StrategyBenchmark.processPerTask",
                        "poolmark.bench.StrategyBenchmark.poolMap",
                        "poolmark.bench.StrategyBenchmark.poolApply",
                        "poolmark.bench.StrategyBenchmark.poolApplyAsync",
                        "poolmark.bench.StrategyBenchmark.threadPool",
                        "poolmark.bench.ColdStartBenchmark.processPerTask",
                        "poolmark.bench.ColdStartBenchmark.poolMap",
                        "poolmark.bench.ColdStartBenchmark.poolApply",
                        "poolmark.bench.ColdStartBenchmark.poolApplyAsync",
                        "poolmark.bench.BreakEvenBenchmark.serial",
                        "poolmark.bench.BreakEvenBenchmark.processPerTask",
                        "poolmark.bench.BreakEvenBenchmark.poolMap",
                        "poolmark.bench.BreakEvenBenchmark.poolMapCold",
                        "poolmark.bench.ChunkBenchmark.map",
                        "poolmark.bench.ScaleBenchmark.map",
                        "poolmark.bench.ScaleBenchmark.imap",
                        "poolmark.bench.ScaleBenchmark.applyAsync",
                        "poolmark.bench.RoundTripBenchmark.apply",
                        "poolmark.bench.RoundTripBenchmark.applyAsync",
                        "poolmark.bench.RoundTripBenchmark.map",
                        "poolmark.bench.LifecycleBenchmark.openToFirstResult",
                        "poolmark.bench.LifecycleBenchmark.openToAllReady",
                        "poolmark.bench.LifecycleBenchmark.close",
                        "poolmark.bench.LifecycleBenchmark.processStartJoin",
                        "poolmark.bench.LifecycleBenchmark.processStartResult",
                        "poolmark.bench.LatencyBenchmark.applyClosedLoop",
                        "poolmark.bench.LatencyBenchmark.applyAsyncOpenLoop",
                        "poolmark.bench.IdleBenchmark.pool",
                        "poolmark.bench.IdleBenchmark.noPool",
                        "poolmark.bench.RulerBenchmark.cpu",
                        "poolmark.bench.RulerBenchmark.spawnEmptyJvm",
                        "poolmark.bench.RulerBenchmark.pipePingPong",
                        "poolmark.bench.SerialBenchmark.lazyMap",
                        "poolmark.bench.SerialBenchmark.eagerMap");
    }

    @Test
    void listWithParametersMustShowTheValuesThatWouldBeUsed() throws IOException {
        assertThat(run("-lp StrategyBenchmark.serial -p tasks=7,9")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("param \"tasks\" = {7, 9}")
                .contains("param \"workload\" = {tutorial, cpu}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-lprof", "-lrf"})
    void listsOfJmhMustRunNothing(String option) throws IOException {
        assertThat(run(option)).isZero();
        assertThat(err.size()).isZero();
        assertThat(Files.list(results)).isEmpty();
    }

    private int run(String command) {
        List<String> args = new ArrayList<>(List.of(command.split(" ")));
        if (!args.get(0).matches("report|compare|history|gate|doctor")
                && !args.get(args.size() - 1).equals("--profile")) {
            args.addAll(List.of("--out", results.toString()));
        }
        return run(args);
    }

    private int run(List<String> args) {
        return Main.run(args, new PrintStream(out, true), new PrintStream(err, true));
    }
}
