// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads whole lines, one at a time. A last line without its end, cut off by a full disk or a loss of power, is left out; a
 * line feed ends a line, nothing else.
 */
public final class LineReader implements AutoCloseable {

    /** No line of a run's files is as long; a file without lines is none of these. */
    private static final int LONGEST = 1 << 20;

    private final BufferedReader in;
    private final Path file;
    private int number;

    /**
     * Opens a file.
     *
     * @param file in UTF-8
     * @throws IOException when it cannot be opened
     */
    public LineReader(Path file) throws IOException {
        this.file = file;
        in = Files.newBufferedReader(file);
    }

    /**
     * Reads a line.
     *
     * @return the next line without its end; null where there is none
     * @throws IOException when it cannot be read, or no line of a run can be as long
     */
    public String next() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c >= 0; c = read()) {
            if (c == '\n') {
                number++;
                return line.toString();
            }
            if (line.length() == LONGEST) {
                throw new IOException(file + ": line " + (number + 1) + " does not end");
            }
            line.append((char) c);
        }
        return null;
    }

    private int read() throws IOException {
        try {
            return in.read();
        } catch (CharacterCodingException binary) {
            throw new IOException(file + " is damaged: it is not text", binary);
        }
    }

    /** {@return the number of the line that was read last, from 1} */
    public int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
