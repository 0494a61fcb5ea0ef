// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import poolmark.bench.cli.UsageException;
import poolmark.measure.answer.Reports;
import poolmark.measure.answer.SummaryMarkdown;
import poolmark.measure.figure.Report;
import poolmark.measure.input.Run;
import poolmark.measure.input.RunReader;

/** {@code report RUN [RUN…] [-o DIR]}: figures, a summary and a page of run directories or of any JMH result files. */
public final class ReportCommand {

    private static final String USAGE =
            "usage: report RUN [RUN...] [-o DIR]; RUN is a run directory or a JMH result file";

    private final List<Path> runs = new ArrayList<>();
    private Path out;

    private ReportCommand(List<String> args) throws UsageException {
        for (int at = 0; at < args.size(); at++) {
            String arg = args.get(at);
            if (arg.equals("-o") || arg.equals("--out")) {
                out = Path.of(value(args, ++at));
            } else if (arg.startsWith("-") && !arg.equals("--debug")) {
                throw new UsageException("unknown option " + arg + "; " + USAGE);
            } else if (!arg.equals("--debug")) {
                runs.add(Path.of(arg));
            }
        }
        if (runs.isEmpty()) {
            throw new UsageException("no run is given; " + USAGE);
        }
    }

    private static String value(List<String> args, int at) throws UsageException {
        if (at >= args.size()) {
            throw new UsageException("-o needs a directory; " + USAGE);
        }
        return args.get(at);
    }

    /**
     * Makes a report.
     *
     * @param args the words behind {@code report}
     * @param out takes the answers and where the rest is
     * @param err takes what could not be drawn
     * @return the exit code, 0
     * @throws UsageException when a run cannot be read or the directory cannot be written
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) throws UsageException {
        ReportCommand command = new ReportCommand(args);
        ReportFiles.prepare();
        List<Run> runs = command.read();
        Report report = Reports.of(runs);
        Path directory = command.directory();
        try {
            Files.createDirectories(directory);
            List<String> written = ReportFiles.write(report, directory, err);
            SummaryMarkdown.plain(report).forEach(out::println);
            out.println("report: " + directory + " (" + String.join(", ", written) + ")");
        } catch (IOException unwritable) {
            throw new UsageException(
                    "the report cannot be written to " + directory + " (" + unwritable + "); give another with -o",
                    unwritable);
        }
        return 0;
    }

    private List<Run> read() throws UsageException {
        List<Run> read = new ArrayList<>();
        for (Path path : runs) {
            try {
                read.add(RunReader.read(path));
            } catch (IOException unreadable) {
                throw new UsageException(unreadable.getMessage(), unreadable);
            }
        }
        return read;
    }

    /** One run directory gets its report into it; of anything else it goes where the command was given. */
    private Path directory() {
        if (out != null) {
            return out;
        }
        return runs.size() == 1 && Files.isDirectory(runs.get(0)) ? runs.get(0) : Path.of("report");
    }
}
