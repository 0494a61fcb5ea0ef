// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.book;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.bench.gate.fork.Forked;
import poolmark.measure.result.SampleCsv;
import poolmark.measure.result.TableFile;

/**
 * {@code rounds.csv}: everything that a gate judges by, appended as it comes. A row reaches the operating system as a
 * whole; what a loss of power cut off is left out.
 */
public final class RoundsFile {

    private static final String HEADER = "schema,stage,round,slot,kind,variant,benchmark,params,operations,wall_ns,"
            + "cpu_total_ns,cpu_parent_ns,rss_workers_peak_bytes,stolen_share,throttled_share,took_ms,reason";

    private static final String SCHEMA = "1";

    private static final int FIELDS = HEADER.split(",").length;

    private final Path file;

    /**
     * Makes one.
     *
     * @param directory of the gate
     */
    public RoundsFile(Path directory) {
        file = directory.resolve("rounds.csv");
    }

    /**
     * Appends rows together.
     *
     * @param rows what has been measured
     * @throws IOException when they cannot be written
     */
    public void append(List<Row> rows) throws IOException {
        try (TableFile table = TableFile.append(file, HEADER)) {
            table.write(rows.stream().map(RoundsFile::fields).toList());
        }
    }

    /**
     * Reads all rows, and cuts off a last one that has no end, so that the next can be appended.
     *
     * @return the rows in the order in which they were written; none where nothing was
     * @throws IOException when the file cannot be read or is something else
     */
    public List<Row> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.length() < text.length()) {
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(whole.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
            }
        }
        List<String> lines = whole.lines().toList();
        if (!lines.isEmpty() && !lines.get(0).equals(HEADER)) {
            throw new IOException(file + " does not begin with the header of a rounds.csv");
        }
        List<Row> rows = new ArrayList<>();
        for (int number = 1; number < lines.size(); number++) {
            rows.add(row(lines.get(number), number + 1));
        }
        return rows;
    }

    private Row row(String line, int number) throws IOException {
        try {
            List<String> fields = SampleCsv.split(line);
            if (fields.size() != FIELDS || !fields.get(0).equals(SCHEMA)) {
                throw new IllegalArgumentException("expected " + FIELDS + " fields of schema " + SCHEMA);
            }
            return row(fields);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + ", line " + number + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Row row(List<String> fields) {
        boolean measured = !fields.get(8).isEmpty();
        Forked forked = measured
                ? new Forked(
                        Integer.parseInt(fields.get(8)),
                        number(fields.get(9)),
                        number(fields.get(10)),
                        number(fields.get(11)),
                        number(fields.get(12)))
                : null;
        return new Row(
                Integer.parseInt(fields.get(1)),
                Integer.parseInt(fields.get(2)),
                Integer.parseInt(fields.get(3)),
                Row.Kind.valueOf(fields.get(4)),
                fields.get(5).isEmpty() ? null : Variant.valueOf(fields.get(5)),
                fields.get(6),
                SampleCsv.params(fields.get(7)),
                forked,
                number(fields.get(13)),
                number(fields.get(14)),
                Long.parseLong(fields.get(15)),
                fields.get(16));
    }

    private static List<Object> fields(Row row) {
        Forked forked = row.forked();
        return Arrays.asList(
                SCHEMA,
                row.stage(),
                row.round(),
                row.slot(),
                row.kind(),
                row.variant(),
                row.benchmark(),
                SampleCsv.params(row.params()),
                forked == null ? null : forked.operations(),
                forked == null ? null : number(forked.wallNanos()),
                forked == null ? null : number(forked.cpuTotalNanos()),
                forked == null ? null : number(forked.cpuParentNanos()),
                forked == null ? null : number(forked.rssWorkersPeakBytes()),
                number(row.stolen()),
                number(row.throttled()),
                row.tookMillis(),
                row.reason().replaceAll("\\R", " "));
    }

    private static Double number(double number) {
        return Double.isNaN(number) ? null : Double.valueOf(number);
    }

    private static double number(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }
}
