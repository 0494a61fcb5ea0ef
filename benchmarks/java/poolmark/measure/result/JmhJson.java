// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the JSON that JMH writes, whoever ran it, whatever the mode and the version: of a file only the results are held in
 * memory, not the text. JMH writes numbers that are not finite as the strings {@code "NaN"}, {@code "+INF"} and
 * {@code "-INF"}; before 1.37 it put a middle dot before the names of some secondary metrics.
 */
public final class JmhJson {

    private static final JsonFactory JSON = new JsonFactory();

    /** What says with what something was measured. */
    private static final Set<String> FACTS = Set.of("jmhVersion", "jdkVersion", "vmName", "vmVersion", "threads");

    private static final String MIDDLE_DOT = "\u00b7";

    private JmhJson() {}

    /**
     * One benchmark with one value for each parameter.
     *
     * @param benchmark full name
     * @param mode JMH's short name of the mode
     * @param forks number of forks
     * @param params parameters by name
     * @param primary what the benchmark measured
     * @param secondary what profilers added, by name
     * @param facts versions and the number of threads, by JMH's names, where they are told
     */
    public record Entry(
            String benchmark,
            String mode,
            int forks,
            SortedMap<String, String> params,
            Metric primary,
            SortedMap<String, Metric> secondary,
            SortedMap<String, String> facts) {

        /** An entry without facts. */
        public Entry(
                String benchmark,
                String mode,
                int forks,
                SortedMap<String, String> params,
                Metric primary,
                SortedMap<String, Metric> secondary) {
            this(benchmark, mode, forks, params, primary, secondary, new TreeMap<>());
        }
    }

    /**
     * A measured quantity.
     *
     * @param score the mean, or what the metric's way of adding up gives
     * @param error half the width of the confidence interval; may be NaN
     * @param unit the unit, such as {@code ms/op}
     * @param raw the value of each iteration of each fork; where JMH wrote a histogram, the means of the iterations
     * @param percentiles values by percentile, from 0 to 100
     */
    public record Metric(
            double score, double error, String unit, List<List<Double>> raw, SortedMap<Double, Double> percentiles) {

        /** A metric without percentiles. */
        public Metric(double score, double error, String unit, List<List<Double>> raw) {
            this(score, error, unit, raw, new TreeMap<>());
        }
    }

    /**
     * Reads a file.
     *
     * @param file JSON as JMH writes it
     * @return its entries in their order
     * @throws IOException when it cannot be read or is something else
     */
    public static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (JsonParser json = JSON.createParser(file.toFile())) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException(file + " is not a JMH result file: it does not hold a JSON array");
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                entries.add(entry(json, file + " is not a JMH result file: entry " + entries.size()));
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw new IOException(file + " is not a JMH result file: entry " + entries.size() + " is no object");
            }
        } catch (JsonProcessingException wrong) {
            throw new IOException(file + " is not a JMH result file: " + wrong.getOriginalMessage(), wrong);
        }
        return entries;
    }

    private static Entry entry(JsonParser json, String complaint) throws IOException {
        String benchmark = null;
        String mode = "";
        int forks = 0;
        SortedMap<String, String> params = new TreeMap<>();
        Metric primary = null;
        SortedMap<String, Metric> secondary = new TreeMap<>();
        SortedMap<String, String> facts = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "benchmark" -> benchmark = value.isScalarValue() ? json.getText() : skipped(json);
                case "mode" -> mode = value.isScalarValue() ? json.getText() : skipped(json);
                case "forks" -> forks = (int) number(json, 0);
                case "params" -> strings(json, params);
                case "primaryMetric" -> primary = metric(json);
                case "secondaryMetrics" -> metrics(json, secondary);
                default -> other(json, name, facts);
            }
        }
        if (benchmark == null || primary == null) {
            throw new IOException(complaint + " lacks benchmark or primaryMetric");
        }
        return new Entry(benchmark, mode == null ? "" : mode, forks, params, primary, secondary, facts);
    }

    private static void other(JsonParser json, String name, SortedMap<String, String> facts) throws IOException {
        if (FACTS.contains(name) && json.currentToken().isScalarValue()) {
            facts.put(name, json.getText());
        } else {
            json.skipChildren();
        }
    }

    private static String skipped(JsonParser json) throws IOException {
        json.skipChildren();
        return null;
    }

    private static void strings(JsonParser json, SortedMap<String, String> into) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            into.put(name, json.nextToken().isScalarValue() ? json.getText() : String.valueOf(skipped(json)));
        }
    }

    private static void metrics(JsonParser json, SortedMap<String, Metric> into) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            Metric metric = metric(json);
            if (metric != null) {
                into.put(name.startsWith(MIDDLE_DOT) ? name.substring(1) : name, metric);
            }
        }
    }

    /** {@return the metric; null where something else stands there} */
    private static Metric metric(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return skippedMetric(json);
        }
        double score = Double.NaN;
        double error = Double.NaN;
        String unit = "";
        List<List<Double>> raw = List.of();
        SortedMap<Double, Double> percentiles = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "score" -> score = number(json, Double.NaN);
                case "scoreError" -> error = number(json, Double.NaN);
                case "scoreUnit" -> unit = value.isScalarValue() ? json.getText() : "";
                case "rawData", "rawDataHistogram" -> raw = JmhRawData.read(json);
                case "scorePercentiles" -> percentiles(json, percentiles);
                default -> json.skipChildren();
            }
        }
        return new Metric(score, error, unit, raw, percentiles);
    }

    private static Metric skippedMetric(JsonParser json) throws IOException {
        json.skipChildren();
        return null;
    }

    private static void percentiles(JsonParser json, SortedMap<Double, Double> into) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        strings(json, texts);
        texts.forEach((percentile, value) -> {
            double at = number(percentile, Double.NaN);
            double number = number(value, Double.NaN);
            if (Double.isFinite(at) && Double.isFinite(number)) {
                into.put(at, number);
            }
        });
    }

    /** {@return the number at the parser, which may be written as a string; what holds no number is skipped} */
    static double number(JsonParser json, double otherwise) throws IOException {
        if (json.currentToken().isNumeric()) {
            return json.getDoubleValue();
        }
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return number(json.getText(), otherwise);
        }
        json.skipChildren();
        return otherwise;
    }

    private static double number(String text, double otherwise) {
        switch (text) {
            case "+INF":
                return Double.POSITIVE_INFINITY;
            case "-INF":
                return Double.NEGATIVE_INFINITY;
            default:
                try {
                    return Double.parseDouble(text);
                } catch (NumberFormatException none) {
                    return otherwise;
                }
        }
    }
}
