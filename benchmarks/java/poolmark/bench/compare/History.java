// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import poolmark.bench.cli.UsageException;
import poolmark.measure.compare.export.HistoryFile;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.runs.SideReader;

/** The sub-command {@code history}: adds a run to the file that change-point tools read. */
public final class History {

    private History() {}

    /**
     * Adds a run.
     *
     * @param args the directory of the run, and the file
     * @param out takes a line that says what was added
     * @param err takes a note, where rows have not the same columns
     * @return the exit code: 0
     * @throws UsageException when the arguments are wrong, or the run is there already
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) throws UsageException {
        List<String> names =
                args.stream().filter(word -> !word.equals("--debug")).toList();
        if (names.size() != 2) {
            throw new UsageException(
                    "history takes RUN and FILE: the directory of a run, and the history to add it to");
        }
        try {
            int gaps = HistoryFile.append(Path.of(names.get(1)), SideReader.read(Path.of(names.get(0))));
            if (gaps > 0) {
                err.println("note: " + gaps + " columns of " + names.get(1)
                        + " are not in every row, and change-point tools"
                        + " read only those that are; begin a new file where other benchmarks are run");
            }
        } catch (IOException | InvalidPathException wrong) {
            throw new UsageException("history: " + wrong.getMessage(), wrong);
        }
        out.println(names.get(0) + " added to " + names.get(1));
        return Outcome.FINE;
    }
}
