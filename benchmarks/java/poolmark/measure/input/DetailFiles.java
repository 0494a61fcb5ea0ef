// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import poolmark.measure.input.Details.Latencies;
import poolmark.measure.input.Details.Operation;
import poolmark.measure.input.Details.Phases;
import poolmark.measure.input.Details.TaskTimes;
import poolmark.measure.result.LineReader;
import poolmark.measure.result.SampleCsv;

/**
 * Reads the tables beside {@code samples.csv}. A run has its figures without them: what is missing is left out in silence,
 * what cannot be read with a caveat.
 */
final class DetailFiles {

    /** A table of so many tasks has more than anybody looks at. */
    private static final int MOST_ROWS = 200_000;

    private final Path directory;
    private final List<String> caveats;

    DetailFiles(Path directory, List<String> caveats) {
        this.directory = directory;
        this.caveats = caveats;
    }

    Details read() {
        return new Details(
                table("phases.csv", DetailFiles::phases), table("timeline.csv", DetailFiles::task), latencies());
    }

    private interface Row<T> {
        T of(Fields fields);
    }

    /** A row's fields by the names of their columns. */
    private record Fields(Map<String, Integer> columns, List<String> values) {

        String text(String column) {
            Integer at = columns.get(column);
            if (at == null || at >= values.size()) {
                throw new IllegalArgumentException("has no " + column);
            }
            return values.get(at);
        }

        long number(String column) {
            return text(column).isEmpty() ? -1 : Long.parseLong(text(column));
        }

        Operation operation() {
            return new Operation(
                    text("benchmark"),
                    SampleCsv.params(text("params")),
                    (int) number("fork"),
                    text("phase"),
                    number("op"));
        }
    }

    private static Phases phases(Fields row) {
        return new Phases(
                row.operation(),
                row.number("spawn_ns"),
                row.number("ready_ns"),
                row.number("work_ns"),
                row.number("close_ns"),
                row.number("all_ready_ns"));
    }

    private static TaskTimes task(Fields row) {
        return new TaskTimes(
                row.operation(),
                (int) row.number("task"),
                row.text("worker"),
                row.number("queued_ns"),
                row.number("started_ns"),
                row.number("ended_ns"),
                row.number("error_ns"));
    }

    private <T> List<T> table(String name, Row<T> row) {
        Path file = directory.resolve(name);
        List<T> rows = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return rows;
        }
        try (LineReader lines = new LineReader(file)) {
            Map<String, Integer> columns = columns(lines.next());
            String line = lines.next();
            for (; line != null && rows.size() < MOST_ROWS; line = lines.next()) {
                rows.add(row.of(new Fields(columns, SampleCsv.split(line))));
            }
            if (line != null) {
                caveats.add(name + " was read up to line " + MOST_ROWS);
            }
        } catch (IOException | IllegalArgumentException wrong) {
            caveats.add(name + " cannot be read to its end: " + first(wrong));
        }
        return rows;
    }

    private static Map<String, Integer> columns(String header) {
        Map<String, Integer> columns = new HashMap<>();
        List<String> names = header == null ? List.of() : SampleCsv.split(header);
        for (int at = 0; at < names.size(); at++) {
            columns.put(names.get(at), at);
        }
        return columns;
    }

    /** The tag of a line is {@code method{params}#fork-phase-op}. */
    private List<Latencies> latencies() {
        List<Latencies> latencies = new ArrayList<>();
        Path file = directory.resolve("latency.hlog");
        if (!Files.isRegularFile(file)) {
            return latencies;
        }
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            while (reader.hasNext()) {
                EncodableHistogram read = reader.nextIntervalHistogram();
                String tag = read == null || read.getTag() == null ? "" : read.getTag();
                int hash = tag.lastIndexOf('#');
                if (read instanceof Histogram histogram && hash > 0 && tag.contains("-measure-")) {
                    latencies.add(new Latencies(tag.substring(0, hash), histogram));
                }
            }
        } catch (FileNotFoundException | RuntimeException wrong) {
            // A line that was cut off: the reader throws whatever it stumbles over.
            caveats.add("latency.hlog cannot be read to its end: " + first(wrong));
        }
        return latencies;
    }

    private static String first(Exception wrong) {
        return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    }
}
