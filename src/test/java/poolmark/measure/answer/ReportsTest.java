// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.measure.draw.FigureData;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Report;
import poolmark.measure.figure.Report.Missing;
import poolmark.measure.figure.Series;
import poolmark.measure.input.RunReader;

/** A run of the quick profile, cut down, with made-up sweeps of task durations and chunk sizes beside it. */
class ReportsTest {

    @TempDir
    Path directory;

    private static Path resource(String name) {
        try {
            return Path.of(ReportsTest.class.getResource(name).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Report report() throws IOException {
        return Reports.of(List.of(RunReader.read(resource("run"))));
    }

    private static Figure figure(String question) throws IOException {
        return report().figures().stream()
                .filter(figure -> figure.question().equals(question))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void summaryMustBeTheGoldenFileAndFitOnAPage() throws IOException {
        String summary = SummaryMarkdown.of(report());
        assertThat(summary).isEqualTo(Files.readString(resource("summary.md")));
        assertThat(summary.lines().count()).isLessThanOrEqualTo(SummaryMarkdown.MOST_LINES);
    }

    @Test
    void timelineOfAColdStartMustShowStartInitializerAndTasksOfEachWorker() throws IOException {
        Path run = copy();
        String operation = "r,poolmark.bench.ColdStartBenchmark.poolMap,"
                + "taskMicros=5000;tasks=5;workers=2;workload=tutorial,1,timeline,1,";
        Files.write(
                run.resolve("timeline.csv"),
                List.of(
                        operation + "0,SpawnPoolWorker-9,1,0,90000000,95000000,3000,returned",
                        operation + "1,SpawnPoolWorker-10,2,0,70000000,95000000,3000,returned",
                        operation + ",SpawnPoolWorker-9,1,0,50000000,80000000,3000,set_up",
                        operation + ",SpawnPoolWorker-10,2,0,60000000,60000001,3000,set_up"),
                StandardOpenOption.APPEND);
        Figure cold = Reports.of(List.of(RunReader.read(run))).figures().stream()
                .filter(figure ->
                        figure.question().equals("timeline") && figure.id().contains("cold"))
                .findFirst()
                .orElseThrow();
        assertThat(cold.categories()).containsExactly("SpawnPoolWorker-9", "SpawnPoolWorker-10");
        assertThat(cold.series())
                .extracting(Series::name)
                .containsExactly("its JVM starts", "its initializer", "tasks");
        assertThat(cold.series().get(0).points()).extracting(Point::high).containsExactly(50.0, 60.0);
        assertThat(cold.series().get(1).points())
                .as("one that takes no time is not to be seen")
                .singleElement()
                .satisfies(bar -> {
                    assertThat(bar.low()).isEqualTo(50);
                    assertThat(bar.high()).isEqualTo(80);
                });
        assertThat(cold.series().get(2).points()).hasSize(2);
        assertThat(cold.note()).contains("own clocks").contains("3.00 µs");
    }

    @Test
    void dataOfAFigureMustBeTheGoldenFile() throws IOException {
        Path file = directory.resolve("break-even.csv");
        FigureData.csv(figure("break-even"), file);
        assertThat(Files.readString(file)).isEqualTo(Files.readString(resource("break-even.csv")));
    }

    @Test
    void runMustCarryEveryFigureThatIsAskedFor() throws IOException {
        assertThat(report().figures())
                .extracting(Figure::question)
                .contains(
                        "wall-vs-workers",
                        "cpu-vs-workers",
                        "speedup",
                        "break-even",
                        "overhead",
                        "chunk-size",
                        "latency",
                        "phases",
                        "timeline",
                        "samples-in-order",
                        "memory");
        assertThat(report().missing()).isEmpty();
        assertThat(report().figures()).extracting(Figure::id).doesNotHaveDuplicates();
    }

    @Test
    void everyFigureMustHaveAReadingWithFiguresUnitsAndCounts() throws IOException {
        for (Figure figure : report().figures()) {
            assertThat(figure.reading()).as(figure.id()).matches("(?s).*\\d.*[.]");
            assertThat(figure.note()).as(figure.id()).isNotBlank();
            assertThat(figure.series()).as(figure.id()).isNotEmpty();
            assertThat(figure.series().stream()
                            .filter(series -> series.role() == Series.Role.DATA)
                            .flatMap(series -> series.points().stream()))
                    .as(figure.id())
                    .allSatisfy(point -> assertThat(point.n()).isPositive());
        }
    }

    @Test
    void breakEvenMustBeWhereTheMadeUpTimesPutIt() throws IOException {
        // 8 d = 65 ms + 8 d / 1.85, and 8 d = 180 ms + 8 d / 1.8
        assertThat(figure("break-even").marks()).anySatisfy(mark -> {
            assertThat(mark.series()).isEqualTo("poolMapCold");
            assertThat(mark.x()).isBetween(15.0, 21.0);
            assertThat(mark.low()).isLessThanOrEqualTo(mark.x());
            assertThat(mark.high()).isGreaterThanOrEqualTo(mark.x());
        });
        assertThat(report().answers())
                .filteredOn(answer -> answer.question().equals("Does it pay"))
                .hasSizeGreaterThanOrEqualTo(3)
                .anySatisfy(answer -> assertThat(answer.text())
                        .matches(".*processPerTask.* pays from [45]\\d ms .* on, 8 cpu tasks at a time.*"))
                .anySatisfy(answer -> assertThat(answer.text()).contains("times serial's CPU time"));
    }

    @Test
    void drawnCurvesMustCrossWhereTheBreakEvenIsMarked() throws IOException {
        Figure figure = figure("break-even");
        List<Point> serial = curve(figure, "serial, fitted");
        assertThat(figure.marks()).hasSizeGreaterThanOrEqualTo(2);
        for (Figure.Mark mark : figure.marks()) {
            List<Point> strategy = curve(figure, mark.series() + ", fitted");
            assertThat(strategy).hasSameSizeAs(serial);
            int after = 0;
            while (strategy.get(after).y() > serial.get(after).y() * (1 + 1e-9)) {
                after++;
            }
            assertThat(after).as("it begins above serial").isPositive();
            assertThat(strategy.get(after).x())
                    .as(mark.label())
                    .isEqualTo(serial.get(after).x())
                    .isCloseTo(mark.x(), withPercentage(0.01));
            assertThat(strategy.get(strategy.size() - 1).y())
                    .as("and ends below")
                    .isLessThan(serial.get(serial.size() - 1).y());
        }
    }

    private static List<Point> curve(Figure figure, String name) {
        return figure.series().stream()
                .filter(series -> series.name().equals(name))
                .findFirst()
                .orElseThrow()
                .points();
    }

    @Test
    void answersMustComeInTheOrderInWhichAReaderNeedsThem() throws IOException {
        assertThat(report().title()).isEqualTo("Does a process pool pay here?");
        assertThat(report().headline()).startsWith("Yes. ").contains("a warm pool pays for tasks from ", "Cold: ");
        assertThat(report().place()).contains("2 x ", "JDK 17");
        assertThat(report().answers().stream().map(Report.Answer::question).distinct())
                .containsExactly(
                        "Does it pay",
                        "How many workers",
                        "Chunk size",
                        "Price of a start",
                        "Price of a hand-over",
                        "Fastest of all",
                        "What this run cannot say");
        assertThat(report().answers())
                .filteredOn(answer -> answer.question().equals("Does it pay"))
                .as("threads are a yardstick, no answer about processes")
                .noneSatisfy(answer -> assertThat(answer.text()).contains("threadPool"));
        assertThat(SummaryMarkdown.plain(report()))
                .first()
                .asString()
                .startsWith("Does a process pool pay here? Yes. ");
        assertThat(SummaryMarkdown.of(report())).startsWith("# Does a process pool pay here?\n\n**Yes. ");
    }

    @Test
    void oneThingMustHaveOneName() throws IOException {
        String all = SummaryMarkdown.of(report())
                + report().figures().stream().map(Figure::subject).toList();
        assertThat(all)
                .contains("warm pool", "cold pool")
                .doesNotContain("cold start", "opened and closed", "up already");
    }

    @Test
    void failedCellMustBeADoubtAndNoFigure() throws IOException {
        assertThat(report().caveats()).anySatisfy(caveat -> assertThat(caveat).contains("IdleBenchmark.pool"));
        assertThat(SummaryMarkdown.of(report()))
                .contains("the machine was busy")
                .doesNotContain("<script>");
    }

    @Test
    void figureThatARunCannotCarryMustBeNamedWithItsCommand() throws IOException {
        Path partial = copy();
        List<String> lines = Files.readAllLines(partial.resolve("samples.csv"));
        Files.writeString(
                partial.resolve("samples.csv"),
                String.join(
                                "\n",
                                lines.stream()
                                        .filter(line -> !line.contains("BreakEven") && !line.contains("Chunk"))
                                        .toList())
                        + "\n1,cut off");
        Report report = Reports.of(List.of(RunReader.read(partial)));
        assertThat(report.missing()).extracting(Missing::question).containsExactly("break-even", "chunk-size");
        assertThat(report.missing().get(0).command()).endsWith("BreakEvenBenchmark");
        assertThat(report.answers())
                .as("which is put together from its parts then")
                .anySatisfy(answer -> assertThat(answer.text()).contains("not measured: put together"));
    }

    /** Of a run that was cut off the first size that was measured was taken, be it a mebibyte: break-even at 5.6 ms. */
    @Test
    void estimateMustTakeTheSmallestOfWhatTravels() throws IOException {
        Path partial = copy();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(partial.resolve("samples.csv"))) {
            if (line.contains("RoundTripBenchmark.map")) {
                lines.add(
                        1,
                        line.replace("payloadBytes=1024", "payloadBytes=1048576")
                                .replace(",1024,", ",1048576,"));
                lines.set(1, lines.get(1).replaceAll("(measure,\\d+),\\d+", "$1,9000000"));
            }
            if (!line.contains("BreakEven")) {
                lines.add(line);
            }
        }
        Files.write(partial.resolve("samples.csv"), lines);
        assertThat(Reports.of(List.of(RunReader.read(partial))).answers())
                .anySatisfy(answer -> assertThat(answer.text())
                        .matches("A warm pool pays for tasks of more than \\d+ µs at the earliest.*"));
    }

    @Test
    void runWithNothingButSamplesMustBeReported() throws IOException {
        Path bare = copy();
        for (String name : List.of("phases.csv", "timeline.csv", "latency.hlog", "jmh.json")) {
            Files.delete(bare.resolve(name));
        }
        Report report = Reports.of(List.of(RunReader.read(bare)));
        assertThat(report.missing()).extracting(Missing::question).containsExactly("latency", "timeline");
        assertThat(report.figures()).extracting(Figure::question).contains("wall-vs-workers", "memory");
    }

    @Test
    void damagedTablesMustBeADoubtAndNoEnd() throws IOException {
        Path damaged = copy();
        Files.writeString(damaged.resolve("phases.csv"), "run,benchmark\nx,y\n");
        Files.writeString(damaged.resolve("latency.hlog"), "Tag=a#1-measure-1,nonsense\n");
        Report report = Reports.of(List.of(RunReader.read(damaged)));
        assertThat(report.caveats()).anySatisfy(caveat -> assertThat(caveat).startsWith("phases.csv cannot be read"));
    }

    @Test
    void runsMustStandSideBySideAgainstTheFirst() throws IOException {
        Report report = Reports.of(List.of(RunReader.read(resource("run")), RunReader.read(resource("run"))));
        Figure runs = report.figures().get(0);
        assertThat(runs.question()).isEqualTo("runs");
        assertThat(runs.categories())
                .as("what makes a difference, and nothing that all have in common")
                .doesNotHaveDuplicates()
                .contains("Strategy.poolMap workers=2", "Lifecycle.close")
                .noneMatch(name -> name.contains("Benchmark") || name.contains("startMethod"));
        assertThat(runs.series())
                .singleElement()
                .satisfies(series -> assertThat(series.points()).isNotEmpty().allSatisfy(point -> {
                    assertThat(point.x()).isEqualTo(1);
                    assertThat(point.low()).isLessThanOrEqualTo(1);
                    assertThat(point.high()).isGreaterThanOrEqualTo(1);
                }));
        assertThat(report.runs()).extracting(Report.RunLabel::name).doesNotHaveDuplicates();
        assertThat(report.figures()).extracting(Figure::id).doesNotHaveDuplicates();
        assertThat(SummaryMarkdown.of(report).lines().count()).isLessThanOrEqualTo(SummaryMarkdown.MOST_LINES);
    }

    private Path copy() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (var files = Files.list(resource("run"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
