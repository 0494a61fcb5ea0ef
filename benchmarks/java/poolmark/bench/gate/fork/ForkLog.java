// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.fork;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in what a fork printed why it failed. */
final class ForkLog {

    /** With it JMH begins to tell why it failed. */
    private static final String FAILURE = "ERROR: ";

    /** The first line of an exception's trace; what JMH wraps round that of a benchmark tells nothing. */
    private static final Pattern EXCEPTION = Pattern.compile(
            "(?:Suppressed: |Caused by: )?((?!\\S*BenchmarkException)[\\w.$]+(?:Exception|Error)\\b.*)");

    /** The end of the output is enough, and all of it may be mebibytes. */
    private static final long READ_BYTES = 64 << 10;

    private ForkLog() {}

    /**
     * Finds it.
     *
     * @param log to which forks print, one after the other
     * @param begin where the fork's output begins
     * @param exitCode of the fork
     * @return one line
     */
    static String reason(Path log, long begin, int exitCode) throws IOException {
        List<String> lines = tail(log, begin).lines().map(String::strip).toList();
        Optional<String> exception = lines.stream()
                .dropWhile(line -> !line.startsWith(FAILURE))
                .map(EXCEPTION::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst();
        String why = exception.orElseGet(() -> lines.stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("at "))
                .reduce((first, last) -> last)
                .orElse("it printed nothing"));
        return "ended with exit code " + exitCode + ": " + why;
    }

    private static String tail(Path log, long begin) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(begin, file.length() - READ_BYTES));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
