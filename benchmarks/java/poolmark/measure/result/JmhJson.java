// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the JSON that JMH writes, whoever ran it. JMH writes numbers that are not finite as the strings {@code "NaN"},
 * {@code "+INF"} and {@code "-INF"}.
 */
public final class JmhJson {

    private static final ObjectMapper JSON = new ObjectMapper();

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
     */
    public record Entry(
            String benchmark,
            String mode,
            int forks,
            SortedMap<String, String> params,
            Metric primary,
            SortedMap<String, Metric> secondary) {}

    /**
     * A measured quantity.
     *
     * @param score the mean, or what the metric's way of adding up gives
     * @param error half the width of the confidence interval; may be NaN
     * @param unit the unit, such as {@code ms/op}
     * @param raw the value of each iteration of each fork; no iterations where JMH wrote a histogram
     */
    public record Metric(double score, double error, String unit, List<List<Double>> raw) {}

    /**
     * Reads a file.
     *
     * @param file JSON as JMH writes it
     * @return its entries in their order
     * @throws IOException when it cannot be read or is something else
     */
    public static List<Entry> read(Path file) throws IOException {
        JsonNode root = JSON.readTree(file.toFile());
        if (root == null || !root.isArray()) {
            throw new IOException(file + " is not a JMH result file: it does not hold a JSON array");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : root) {
            if (!node.has("benchmark") || !node.has("primaryMetric")) {
                throw new IOException(file + " is not a JMH result file: entry " + entries.size()
                        + " lacks benchmark or primaryMetric");
            }
            entries.add(entry(node));
        }
        return entries;
    }

    private static Entry entry(JsonNode node) {
        SortedMap<String, String> params = new TreeMap<>();
        node.path("params")
                .properties()
                .forEach(param -> params.put(param.getKey(), param.getValue().asText()));
        SortedMap<String, Metric> secondary = new TreeMap<>();
        node.path("secondaryMetrics")
                .properties()
                .forEach(metric -> secondary.put(metric.getKey(), metric(metric.getValue())));
        return new Entry(
                node.get("benchmark").asText(),
                node.path("mode").asText(),
                node.path("forks").asInt(),
                params,
                metric(node.get("primaryMetric")),
                secondary);
    }

    private static Metric metric(JsonNode node) {
        List<List<Double>> raw = new ArrayList<>();
        for (JsonNode fork : node.path("rawData")) {
            List<Double> iterations = new ArrayList<>();
            fork.forEach(iteration -> iterations.add(number(iteration)));
            raw.add(iterations);
        }
        return new Metric(
                number(node.path("score")),
                number(node.path("scoreError")),
                node.path("scoreUnit").asText(),
                raw);
    }

    private static double number(JsonNode node) {
        if (node.isNumber()) {
            return node.asDouble();
        }
        switch (node.asText()) {
            case "+INF":
                return Double.POSITIVE_INFINITY;
            case "-INF":
                return Double.NEGATIVE_INFINITY;
            default:
                return Double.NaN;
        }
    }
}
