// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poolmark.bench.cli.UsageException;

class CompareTest {

    private static final Path BASELINES = Path.of("results", "baseline");

    private static final Path A_BASELINE =
            BASELINES.resolve("linux-amd64-2cpu-jdk17").resolve("20261123T103035Z-bd8bb0f8-quick");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int compare(Object... args) throws UsageException {
        List<String> words = Stream.of(args).map(Object::toString).toList();
        return Compare.run(words, new PrintStream(out, true), new PrintStream(err, true));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** What JMH writes of one benchmark with so many forks. */
    private Path jmh(String name, int forks, double millis) throws IOException {
        List<String> raw = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            double value = millis * (1 + (fork * 7 % 8 - 3.5) / 1_000);
            raw.add(String.format(Locale.ROOT, "[%1$f, %1$f, %1$f]", value));
        }
        return file(name, """
                [{"jmhVersion": "1.37", "benchmark": "org.example.Foreign.work", "mode": "avgt", "forks": %d,
                  "jdkVersion": "21.0.1", "params": {"size": "3"},
                  "primaryMetric": {"score": %f, "scoreError": "NaN", "scoreUnit": "ms/op", "rawData": [%s]},
                  "secondaryMetrics": {}}]
                """.formatted(forks, millis, String.join(", ", raw)));
    }

    private Path copyOfBaseline(String name) throws IOException {
        Path copy = Files.createDirectory(directory.resolve(name));
        try (Stream<Path> files = Files.list(A_BASELINE)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void foreignFilesMustBeCompared() throws Exception {
        int code = compare(jmh("old.json", 8, 20), jmh("new.json", 8, 24));
        assertThat(code).isEqualTo(1);
        assertThat(text())
                .contains("Foreign.work size=3")
                .contains("+20.0 %")
                .contains("REGRESSION")
                .contains("do not say on which machines")
                .endsWith("FAIL: 1 regression\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void sameFileMustPass() throws Exception {
        Path file = jmh("old.json", 8, 20);
        assertThat(compare(file, file)).isZero();
        assertThat(text()).contains("  ~  ").endsWith("PASS: 1 passed\n");
    }

    @Test
    void modesOfOneBenchmarkMustBeCellsOfTheirOwn() throws Exception {
        String one = Files.readString(jmh("old.json", 8, 20)).strip();
        String other = one.replace("avgt", "ss");
        Path both = file("both.json", one.substring(0, one.length() - 1) + "," + other.substring(1));
        assertThat(compare(both, both)).isZero();
        assertThat(text())
                .contains("mode=avgt size=3")
                .contains("mode=ss size=3")
                .endsWith("PASS: 2 passed\n");
    }

    @Test
    void oneForkMustTellNothing() throws Exception {
        assertThat(compare(jmh("old.json", 1, 20), jmh("new.json", 1, 24))).isEqualTo(3);
        assertThat(text()).contains("so few forks can show nothing; 4 of each might");
    }

    @Test
    void thresholdMustDecide() throws Exception {
        assertThat(compare(jmh("old.json", 8, 20), jmh("new.json", 8, 24), "--threshold", "25%"))
                .isZero();
    }

    @Test
    void runMustBeComparedWithTheBaselineOfItsHost() throws Exception {
        Path run = copyOfBaseline("run");
        assertThat(compare(BASELINES, run)).isEqualTo(3);
        assertThat(text())
                .contains("old  20261123T103035Z-bd8bb0f8-quick")
                .contains("StrategyBenchmark.poolMap")
                .contains("so few forks can show nothing");
    }

    @Test
    void hostWithoutABaselineMustBeNamed() throws Exception {
        Path run = copyOfBaseline("run");
        change(run.resolve("run.json"), "\"arch\" : \"amd64\"", "\"arch\" : \"riscv64\"");
        assertThat(compare(BASELINES, run)).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("no baseline of linux-riscv64-2cpu-jdk17")
                .endsWith("only of linux-amd64-2cpu-jdk17");
        assertThat(out.size()).isZero();
    }

    @Test
    void anotherMachineMustBeForInformation() throws Exception {
        Path run = copyOfBaseline("run");
        change(run.resolve("run.json"), "Intel(R) Xeon(R) Processor", "Another Processor");
        compare(A_BASELINE, run);
        assertThat(text()).contains("For information, as the machines differ:").contains("warning  machines differ");
    }

    @Test
    void failedCellMustFail() throws Exception {
        Path run = copyOfBaseline("run");
        String manifest = Files.readString(run.resolve("run.json"));
        int state = manifest.indexOf("\"ok\"");
        Files.writeString(
                run.resolve("run.json"),
                manifest.substring(0, state) + "\"failed\"" + manifest.substring(state + "\"ok\"".length()));
        assertThat(compare(A_BASELINE, run)).isEqualTo(1);
        assertThat(text()).contains("failed: ").contains("FAIL: 1 failed");
    }

    @Test
    void allFormsMustBeWritten() throws Exception {
        Path junit = directory.resolve("junit.xml");
        Path markdown = directory.resolve("comment.md");
        Path json = directory.resolve("compare.json");
        Path forest = directory.resolve("forest.svg");
        Path old = jmh("old.json", 8, 20);
        Path fresh = jmh("new.json", 8, 24);
        compare(
                old,
                fresh,
                "--junit",
                junit,
                "--markdown",
                markdown,
                "--json",
                json,
                "--forest",
                forest,
                "--annotations");
        assertThat(junit).content().contains("<failure message=\"Foreign.work size=3 wall");
        assertThat(markdown).content().startsWith("<!-- poolmark-compare -->\n");
        assertThat(json).content().contains("\"verdict\" : \"REGRESSION\"");
        assertThat(forest).content().contains("<svg").contains("Foreign.work");
        assertThat(text()).contains("::error title=Performance regression::Foreign.work");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            empty.json     | ''                                | does not hold a JSON array
            text.json      | hello                             | is not a JMH result file
            cut.json       | [{\"benchmark\": \"a                | is not a JMH result file
            object.json    | {}                                | does not hold a JSON array
            none.json      | []                                | holds no result
            other.json     | [{\"name\": 3}]                   | lacks benchmark or primaryMetric
            numberless.json| [{\"benchmark\":\"a.b\",\"primaryMetric\":{}}] | holds no result
            """)
    void fileThatIsNoneMustBeNamedInOneLine(String name, String text, String message) throws IOException {
        Path broken = file(name, text);
        Path good = jmh("good.json", 4, 20);
        for (Object[] args : new Object[][] {{broken, good}, {good, broken}}) {
            assertThatThrownBy(() -> compare(args))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining(message)
                    .hasMessageNotContaining("\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                        | is of schema null
            {\"schema\": \"poolmark/run/9\"}          | is of schema poolmark/run/9
            {\"schema\": \"poolmark/run/1\"}          | lacks cells
            {\"schema\"                               | is damaged
            """)
    void directoryWithADamagedManifestMustBeNamed(String manifest, String message) throws IOException {
        Path run = copyOfBaseline("run");
        Files.writeString(run.resolve("run.json"), manifest);
        assertThatThrownBy(() -> compare(A_BASELINE, run))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(run.toString())
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void damagedSamplesMustBeNamed() throws IOException {
        Path run = copyOfBaseline("run");
        Files.write(run.resolve("samples.csv"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
        assertThatThrownBy(() -> compare(A_BASELINE, run)).hasMessageContaining("is damaged: it is not text");
        Files.writeString(run.resolve("samples.csv"), "");
        assertThatThrownBy(() -> compare(A_BASELINE, run)).hasMessageContaining("header of a samples.csv");
        Files.delete(run.resolve("samples.csv"));
        assertThatThrownBy(() -> compare(A_BASELINE, run)).hasMessageEndingWith("is damaged: it lacks samples.csv");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThatThrownBy(() -> compare(A_BASELINE, empty)).hasMessageContaining("is not a run");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            one                                   | OLD and NEW
            one two three                         | OLD and NEW
            one two                               | one does not exist
            one two --threshold 5                 | not a percentage
            one two --threshold                   | threshold
            one two --sideways                    | sideways
            """)
    void badArgumentsMustBeNamed(String args, String message) {
        assertThatThrownBy(() -> compare((Object[]) args.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void fileThatCannotBeWrittenMustBeNamed() throws IOException {
        Path file = jmh("old.json", 8, 20);
        assertThatThrownBy(() ->
                        compare(file, file, "--junit", directory.resolve("no").resolve("such")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be written");
        assertThatThrownBy(() -> compare(file, file, "--thresholds", directory.resolve("none")))
                .hasMessageContaining("no such file with thresholds");
    }

    @Test
    void everyExampleOfTheHelpMustRun() throws Exception {
        jmh("old.json", 8, 20);
        jmh("new.json", 8, 20);
        copyOfBaseline("RUN");
        List<String> examples = help().lines()
                .map(String::strip)
                .filter(line -> line.startsWith("compare ") && !line.contains("OLD"))
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (String example : examples) {
            String[] words = example.split(" ");
            Object[] args = new Object[words.length - 1];
            for (int index = 1; index < words.length; index++) {
                boolean ours = words[index].matches("\\S+\\.(json|xml|md|svg)|results/RUN");
                args[index - 1] = ours ? directory.resolve(words[index].replace("results/", "")) : words[index];
            }
            assertThat(compare(args)).as(example).isIn(0, 3);
        }
    }

    private static String help() throws IOException {
        try (InputStream in = CompareTest.class.getResourceAsStream("/poolmark/help.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
