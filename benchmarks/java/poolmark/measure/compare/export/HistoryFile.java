// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.runs.Side;
import poolmark.measure.stats.Quantiles;

/**
 * The history of all runs of one class of hosts, for tools that look for change points. In the form that Apache Otava reads
 * ({@code type: csv}, {@code time_column: time}, {@code attributes: [commit, run, host, jdk]}): a row for each run, a column
 * for each metric of each cell, medians over the forks, in ns and bytes; empty where a run has none. Rows are only ever
 * added. A run that brings new columns makes the others empty there.
 */
public final class HistoryFile {

    private static final List<String> ATTRIBUTES = List.of("time", "commit", "run", "host", "jdk");

    /** A field: in quotes, where a quote is written twice, or without. */
    private static final Pattern FIELD = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))");

    private HistoryFile() {}

    /**
     * Adds a run.
     *
     * @param file the history; made where it is missing
     * @param run the run
     * @return how many columns are not in every row: Apache Otava reads a metric only where each row has a number of it
     * @throws IOException when the file is something else, has that run already, or cannot be written; the message is one
     *     line. Then the file is as it was.
     */
    public static int append(Path file, Side run) throws IOException {
        if (run.began().isEmpty()) {
            throw new IOException(run.party().name() + " does not say when it began; give the directory of a run");
        }
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of(row(ATTRIBUTES));
        List<String> columns = new ArrayList<>(lines.isEmpty() ? ATTRIBUTES : fields(lines.get(0)));
        if (columns.size() < ATTRIBUTES.size()
                || !columns.subList(0, ATTRIBUTES.size()).equals(ATTRIBUTES)) {
            throw new IOException(file + " is no history: its first line does not begin with " + row(ATTRIBUTES));
        }
        Map<String, String> values = values(run);
        for (String line : lines) {
            List<String> fields = fields(line);
            if (fields.size() > 2 && fields.get(2).equals(values.get("run"))) {
                throw new IOException(file + " has the run " + values.get("run") + " already");
            }
        }
        values.keySet().stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        List<String> all = new ArrayList<>(List.of(row(columns)));
        lines.stream().skip(1).forEach(line -> all.add(padded(line, columns.size())));
        all.add(row(
                columns.stream().map(column -> values.getOrDefault(column, "")).toList()));
        replace(file, String.join("\n", all) + "\n");
        return gaps(all, columns.size());
    }

    private static int gaps(List<String> lines, int columns) {
        List<List<String>> rows = lines.stream().map(HistoryFile::fields).toList();
        return (int) IntStream.range(ATTRIBUTES.size(), columns)
                .filter(column -> rows.stream().anyMatch(row -> row.get(column).isEmpty()))
                .count();
    }

    /** As a whole or not at all, whatever happens meanwhile. */
    private static void replace(Path file, String text) throws IOException {
        Path whole = file.toAbsolutePath();
        if (whole.getParent() == null || !Files.isDirectory(whole.getParent())) {
            throw new IOException(file + " cannot be written: there is no such directory");
        }
        Path fresh = whole.resolveSibling("." + whole.getFileName() + ".new");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Map<String, String> values(Side run) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("time", run.began());
        values.put("commit", run.party().commit());
        values.put("run", run.party().name());
        values.put("host", run.party().host());
        values.put("jdk", run.party().jdk());
        Map<String, String> numbers = new TreeMap<>();
        run.cells()
                .forEach((cell, metrics) -> metrics.forEach((metric, forks) ->
                        numbers.put(cell.label() + " " + metric.name() + " " + metric.unit(), number(metric, forks))));
        values.putAll(numbers);
        return values;
    }

    /** Whole nanoseconds and bytes. */
    private static String number(Metric metric, double[] forks) {
        double median = Quantiles.median(forks);
        return metric.unit().equals("ns") || metric.unit().equals("bytes")
                ? Long.toString(Math.round(median))
                : Double.toString(median);
    }

    private static String padded(String line, int columns) {
        return line + ",".repeat(Math.max(0, columns - fields(line).size()));
    }

    private static String row(List<String> fields) {
        return fields.stream().map(HistoryFile::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String field) {
        String oneLine = field.replaceAll("[\\r\\n]+", " ");
        return oneLine.matches("[^,\"]*") ? oneLine : "\"" + oneLine.replace("\"", "\"\"") + "\"";
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(line);
        while (matcher.find()) {
            fields.add(
                    matcher.group(1) == null
                            ? matcher.group(2)
                            : matcher.group(1).replace("\"\"", "\""));
        }
        return fields;
    }
}
