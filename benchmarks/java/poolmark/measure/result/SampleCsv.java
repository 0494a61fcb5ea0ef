// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The text of {@code samples.csv}: RFC 4180 with LF, integers only, an empty field for what is not available. The
 * parameters stand in one column as {@code k=v;k=v}, sorted by name, with {@code %}, {@code ;} and {@code =} inside names
 * and values written as in URLs; those that all benchmarks share have columns of their own besides.
 */
public final class SampleCsv {

    /** Version of the columns. Readers refuse others. */
    public static final int SCHEMA = 1;

    /** First line of the file. */
    public static final String HEADER =
            "schema,run_id,variant,benchmark,params,workers,tasks,task_us,payload_bytes,chunk,"
                    + "fork,phase,op,wall_ns,cpu_parent_ns,cpu_workers_ns,workers_started,workers_crashed,rss_workers_peak_bytes,"
                    + "result_ok";

    /** The parameters that have columns of their own, in the order of the columns. */
    private static final List<String> SHARED_PARAMS =
            List.of("workers", "tasks", "taskMicros", "payloadBytes", "chunk");

    private static final int FIELDS = HEADER.split(",").length;

    private SampleCsv() {}

    /** {@return a sample's line, without the line end} */
    public static String line(Sample sample) {
        List<String> fields = new ArrayList<>(FIELDS);
        fields.add(Integer.toString(SCHEMA));
        fields.add(sample.runId());
        fields.add(sample.variant());
        fields.add(sample.benchmark());
        fields.add(params(sample.params()));
        SHARED_PARAMS.forEach(name -> fields.add(sample.params().getOrDefault(name, "")));
        fields.add(Integer.toString(sample.fork()));
        fields.add(sample.phase());
        fields.add(Long.toString(sample.op()));
        fields.add(Long.toString(sample.wallNanos()));
        fields.add(Long.toString(sample.cpuParentNanos()));
        fields.add(Long.toString(sample.cpuWorkersNanos()));
        fields.add(Long.toString(sample.workersStarted()));
        fields.add(Long.toString(sample.workersCrashed()));
        fields.add(sample.rssWorkersPeakBytes() < 0 ? "" : Long.toString(sample.rssWorkersPeakBytes()));
        fields.add(sample.resultOk() ? "1" : "0");
        return fields.stream().map(SampleCsv::quoted).collect(Collectors.joining(","));
    }

    /**
     * Reads a line.
     *
     * @param line a line without its end, not the header
     * @return the sample
     * @throws IllegalArgumentException when it is not such a line
     */
    public static Sample parse(String line) {
        return parse(line, new Known());
    }

    /** What earlier lines held: a file of a million lines has a few hundred different names and sets of parameters. */
    static final class Known {

        private final Map<String, String> names = new HashMap<>();
        private final Map<String, SortedMap<String, String>> params = new HashMap<>();

        private String name(String text) {
            return names.computeIfAbsent(text, same -> same);
        }

        private SortedMap<String, String> params(String text) {
            return params.computeIfAbsent(text, column -> Collections.unmodifiableSortedMap(SampleCsv.params(column)));
        }
    }

    static Sample parse(String line, Known known) {
        List<String> fields = split(line);
        if (fields.size() != FIELDS || !fields.get(0).equals(Integer.toString(SCHEMA))) {
            throw new IllegalArgumentException("not a sample of schema " + SCHEMA + ": " + line);
        }
        return new Sample(
                known.name(fields.get(1)),
                known.name(fields.get(2)),
                known.name(fields.get(3)),
                known.params(fields.get(4)),
                Integer.parseInt(fields.get(10)),
                known.name(fields.get(11)),
                Long.parseLong(fields.get(12)),
                Long.parseLong(fields.get(13)),
                Long.parseLong(fields.get(14)),
                Long.parseLong(fields.get(15)),
                Long.parseLong(fields.get(16)),
                Long.parseLong(fields.get(17)),
                fields.get(18).isEmpty() ? -1 : Long.parseLong(fields.get(18)),
                fields.get(19).equals("1"));
    }

    /** {@return parameters as they stand in one column} */
    public static String params(Map<String, String> params) {
        return new TreeMap<>(params)
                .entrySet().stream()
                        .map(param -> escaped(param.getKey()) + "=" + escaped(param.getValue()))
                        .collect(Collectors.joining(";"));
    }

    /**
     * Reads that column.
     *
     * @param text as {@link #params(Map)} writes it
     * @return the parameters
     * @throws IllegalArgumentException when it is something else
     */
    public static SortedMap<String, String> params(String text) {
        SortedMap<String, String> params = new TreeMap<>();
        for (String param : text.isEmpty() ? new String[0] : text.split(";")) {
            String[] parts = param.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("not a parameter: " + param);
            }
            params.put(plain(parts[0]), plain(parts[1]));
        }
        return params;
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace(";", "%3B").replace("=", "%3D").replace("\n", "%0A");
    }

    private static String plain(String text) {
        return text.replace("%0A", "\n").replace("%3D", "=").replace("%3B", ";").replace("%25", "%");
    }

    static String quoted(String field) {
        return field.matches("[^,\"\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /** {@return the fields of a line} */
    public static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inQuotes = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                boolean doubled = inQuotes && at + 1 < line.length() && line.charAt(at + 1) == '"';
                if (doubled) {
                    field.append(line.charAt(++at));
                } else {
                    inQuotes = !inQuotes;
                }
            } else if (c == ',' && !inQuotes) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
