// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFileTest {

    private static final String HEADER_OF_THE_CONTRACT =
            "schema,run_id,variant,benchmark,params,workers,tasks,task_us,payload_bytes,chunk,fork,phase,op,wall_ns,"
                    + "cpu_parent_ns,cpu_workers_ns,workers_started,workers_crashed,rss_workers_peak_bytes,result_ok";

    @TempDir
    Path directory;

    @Test
    void fileMustBeginWithTheHeaderOfTheContract() throws IOException {
        Path file = directory.resolve("samples.csv");
        SampleFile.create(file);
        assertThat(Files.readString(file)).isEqualTo(HEADER_OF_THE_CONTRACT + "\n");
    }

    @Test
    void lineMustHoldTheColumnsInTheirOrder() {
        Sample sample =
                sample(Map.of("workers", "4", "tasks", "5", "taskMicros", "100", "workload", "tutorial"), 1_000);
        assertThat(SampleCsv.line(sample))
                .isEqualTo(
                        "1,run-1,,poolmark.bench.StrategyBenchmark.poolMap,"
                                + "taskMicros=100;tasks=5;workers=4;workload=tutorial,4,5,100,,,2,measure,3,1000,20,30,4,1,4096,1");
    }

    @Test
    void whatIsNotAvailableMustBeEmptyAndNotZero() {
        Sample without = new Sample("r", "", "b.B.m", new TreeMap<>(), 1, "warmup", 1, 5, 6, 7, 0, 0, -1, false);
        assertThat(SampleCsv.line(without)).isEqualTo("1,r,,b.B.m,,,,,,,1,warmup,1,5,6,7,0,0,,0");
    }

    @Test
    void sampleOfAnInterruptedThreadMustBeWrittenAndTheNextOneToo() throws IOException {
        Path file = directory.resolve("samples.csv");
        SampleFile.create(file);
        try (SampleFile samples = SampleFile.append(file)) {
            Thread.currentThread().interrupt();
            samples.write(sample(Map.of("workers", "1"), 1));
            assertThat(Thread.interrupted()).isTrue();
            samples.write(sample(Map.of("workers", "1"), 2));
        }
        assertThat(SampleFile.read(file)).hasSize(2);
    }

    @Test
    void samplesMustComeBackAsTheyWereWritten() throws IOException {
        Path file = directory.resolve("samples.csv");
        SampleFile.create(file);
        Sample plain = sample(Map.of("workers", "1"), 1);
        Sample odd = sample(Map.of("workload", "a;b=c%3B,\"d\"", "x", ""), 2);
        try (SampleFile first = SampleFile.append(file)) {
            first.write(plain);
        }
        try (SampleFile second = SampleFile.append(file)) {
            second.write(odd);
        }
        assertThat(SampleFile.read(file)).containsExactly(plain, odd);
    }

    @Test
    void lastLineThatWasCutOffMustNotSpoilTheOthers() throws IOException {
        Path file = directory.resolve("samples.csv");
        SampleFile.create(file);
        Sample whole = sample(Map.of("workers", "1"), 1);
        try (SampleFile samples = SampleFile.append(file)) {
            samples.write(whole);
        }
        Files.writeString(file, SampleCsv.line(whole).substring(0, 30), StandardOpenOption.APPEND);
        assertThat(SampleFile.read(file)).containsExactly(whole);
    }

    @Test
    void foreignFileMustBeRefusedWithItsName() throws IOException {
        Path file = Files.writeString(directory.resolve("other.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> SampleFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.csv");
    }

    @Test
    void fileThatIsNoTextMustBeRefusedWithItsName() throws IOException {
        Path file = Files.write(directory.resolve("samples.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
        assertThatThrownBy(() -> SampleFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is damaged: it is not text");
    }

    @Test
    void damagedLineMustBeRefusedWithItsNumber() throws IOException {
        Path file =
                Files.writeString(directory.resolve("samples.csv"), HEADER_OF_THE_CONTRACT + "\n2,from,the,future\n");
        assertThatThrownBy(() -> SampleFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void fileMustNotBeOverwritten() throws IOException {
        Path file = directory.resolve("samples.csv");
        SampleFile.create(file);
        assertThatThrownBy(() -> SampleFile.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    private static Sample sample(Map<String, String> params, long wallNanos) {
        return new Sample(
                "run-1",
                "",
                "poolmark.bench.StrategyBenchmark.poolMap",
                new TreeMap<>(params),
                2,
                "measure",
                3,
                wallNanos,
                20,
                30,
                4,
                1,
                4_096,
                true);
    }
}
