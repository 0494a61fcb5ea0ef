// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks in this jar, as JMH's annotation processor listed them. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Finds benchmarks.
     *
     * @param includes regular expressions, of which one must be found in the full name; none means all
     * @param excludes regular expressions, of which none may
     * @return what was found, sorted; one entry for each mode
     * @throws UsageException when an expression is none, or nothing was found
     */
    public static SortedSet<BenchmarkListEntry> matching(List<String> includes, List<String> excludes)
            throws UsageException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        SortedSet<BenchmarkListEntry> found;
        try {
            found = BenchmarkList.defaultList()
                    .find(OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT), includes, excludes);
        } catch (PatternSyntaxException wrong) {
            throw new UsageException(
                    "'" + wrong.getPattern() + "' is not a regular expression: " + wrong.getDescription(), wrong);
        }
        if (found.isEmpty()) {
            throw new UsageException("no benchmark matches " + includes
                    + (excludes.isEmpty() ? "" : " without " + excludes) + "; -l lists all benchmarks");
        }
        return found;
    }
}
