// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import poolmark.measure.answer.Reports;
import poolmark.measure.answer.SummaryMarkdown;
import poolmark.measure.figure.Report;
import poolmark.measure.input.RunReader;

/** The report that a run ends with. */
public final class RunEnd {

    /** A terminal shows the head; all of it is in the file. */
    private static final int MOST_LINES = 14;

    private RunEnd() {}

    /**
     * Writes the report into the run's directory and shows the answers. A run is what it is without a report: what goes
     * wrong is told, and nothing else.
     *
     * @param run its directory
     * @param out takes the answers
     * @param err takes what went wrong
     */
    public static void report(Path run, PrintStream out, PrintStream err) {
        try {
            List<String> answers = answers(run, err);
            answers.stream().limit(MOST_LINES).forEach(out::println);
            if (answers.size() > MOST_LINES) {
                out.println("... " + (answers.size() - MOST_LINES) + " more in summary.md");
            }
        } catch (IOException | RuntimeException wrong) {
            err.println("warning: no report could be made (" + wrong + "); try: report " + run + " --debug");
        }
    }

    /** Made here where it cannot be made in a JVM of its own, whose last line tells where the files are. */
    private static List<String> answers(Path run, PrintStream err) throws IOException {
        List<String> printed = new ArrayList<>();
        if (BriefJvm.report(run, printed)) {
            return printed.subList(0, Math.max(0, printed.size() - 1));
        }
        Report report = Reports.of(List.of(RunReader.read(run)));
        ReportFiles.write(report, run, err);
        return SummaryMarkdown.plain(report);
    }
}
