// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table beside {@code samples.csv}, in the same form of CSV, to which one process after the other appends. Rows that are
 * written together reach the operating system together.
 */
public final class TableFile implements AutoCloseable {

    /** Not a channel, which an interrupt closes. */
    private final FileOutputStream out;

    private TableFile(FileOutputStream out) {
        this.out = out;
    }

    /**
     * Opens a table for appending.
     *
     * @param file the table; created with its header where it is missing
     * @param header the names of the columns, with commas between them
     * @return the open table
     * @throws IOException when it cannot be written
     */
    public static TableFile append(Path file, String header) throws IOException {
        TableFile table = new TableFile(new FileOutputStream(file.toFile(), true));
        if (Files.size(file) == 0) {
            table.write(header + "\n");
        }
        return table;
    }

    /**
     * Appends rows.
     *
     * @param rows the fields of each; null where something is not available
     * @throws IOException when they cannot be written
     */
    public void write(List<List<Object>> rows) throws IOException {
        write(rows.stream().map(TableFile::line).collect(Collectors.joining()));
    }

    private static String line(List<Object> fields) {
        return fields.stream()
                        .map(field -> SampleCsv.quoted(field == null ? "" : field.toString()))
                        .collect(Collectors.joining(","))
                + "\n";
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
