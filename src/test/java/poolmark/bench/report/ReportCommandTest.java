// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poolmark.bench.cli.UsageException;

class ReportCommandTest {

    private static final String HOSTILE = """
            [{"benchmark": "org.x.<script>alert('1')</script>.../../etc/passwd\\nb\\"c", "mode": "thrpt", "forks": 1,
              "params": {"../p": "`x` | <b>[y](z)"},
              "primaryMetric": {"score": 2.0, "scoreError": 1.0, "scoreUnit": "../../<ops>/s", "rawData": [[1.0, 2.0, 3.0]]}}]
            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) throws UsageException {
        return ReportCommand.run(List.of(args), new PrintStream(out, true), new PrintStream(err, true));
    }

    @Test
    void foreignResultsMustBecomeAllFormsAndHostileNamesStayText() throws IOException, UsageException {
        Path file = Files.writeString(directory.resolve("foreign.json"), HOSTILE);
        Path report = directory.resolve("report");
        assertThat(run(file.toString(), "-o", report.toString())).isZero();
        assertThat(err.size()).isZero();
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(path -> directory.relativize(path).toString()))
                    .contains(
                            "foreign.json",
                            "report/summary.md",
                            "report/plots/scores-per-per-ops-per-s.svg",
                            "report/plots/scores-per-per-ops-per-s.png",
                            "report/plots/scores-per-per-ops-per-s.csv",
                            "report/plots/scores-per-per-ops-per-s.json");
        }
        String summary = Files.readString(report.resolve("summary.md"));
        assertThat(summary).doesNotContain("<script>").doesNotContain("[y](z)").contains("ops");
        assertThat(Files.readString(report.resolve("plots/scores-per-per-ops-per-s.svg")))
                .doesNotContain("<script>");
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .last()
                .asString()
                .startsWith("report: " + report);
    }

    @ParameterizedTest
    @CsvSource({
        "'', no run is given",
        "-o, needs a directory",
        "--sideways x, --sideways",
        "/no/such/run, does not exist"
    })
    void badInputMustSayWhatToDo(String command, String hint) {
        String[] args = command.isEmpty() ? new String[0] : command.split(" ");
        assertThatThrownBy(() -> run(args)).isInstanceOf(UsageException.class).hasMessageContaining(hint);
        assertThat(out.size()).isZero();
    }

    @Test
    void directoryThatCannotBeWrittenMustBeNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("foreign.json"), HOSTILE);
        assertThatThrownBy(
                        () -> run(file.toString(), "-o", file.resolve("below").toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("give another with -o");
    }

    @Test
    void reportOfARunThatCannotBeReadMustBeAWarningAndNoFailure() {
        RunEnd.report(directory, new PrintStream(out, true), new PrintStream(err, true));
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("warning: no report could be made");
    }
}
