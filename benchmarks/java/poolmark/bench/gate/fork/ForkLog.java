// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.fork;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Finds in what a fork printed why it failed. */
final class ForkLog {

    /** After this line JMH prints the exception. */
    private static final String FAILURE = "<failure>";

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
        int failure = lines.indexOf(FAILURE);
        String why = lines.stream()
                .skip(Math.max(0, failure + 1))
                .filter(line -> !line.isEmpty())
                .reduce((first, last) -> failure >= 0 ? first : last)
                .orElse("it printed nothing");
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
