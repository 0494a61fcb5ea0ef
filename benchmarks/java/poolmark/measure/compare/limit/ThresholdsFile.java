// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.limit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.limit.Thresholds.Rule;

/** Reads {@code results/gates.properties}; the committed file says in its comments what may stand in it. */
public final class ThresholdsFile {

    private static final int FIRST_ROUNDS = 10;

    private static final int SECOND_ROUNDS = 20;

    private static final double CONTROL_LIMIT = 0.02;

    private static final double DISTURBED_SHARE = 0.02;

    /** Fewer cannot show anything at the level of the first stage. */
    private static final int FEWEST_FIRST_ROUNDS = 5;

    /** Fewer cannot show anything at the level of the second stage. */
    private static final int FEWEST_SECOND_ROUNDS = 7;

    private static final int MOST_ROUNDS = 1_000;

    private static final Pattern EVERYTHING = Pattern.compile("");

    private final Path file;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Pattern> removed = new ArrayList<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();

    private ThresholdsFile(Path file) {
        this.file = file;
    }

    /** {@return what counts where there is no file: 5 % for everything} */
    public static Thresholds defaults() {
        return new ThresholdsFile(Path.of("")).thresholds();
    }

    /**
     * Reads a file.
     *
     * @param file in the form of {@link Properties}
     * @return what it says
     * @throws IOException when it cannot be read, or a line of it makes no sense; the message is one line that names it
     */
    public static Thresholds read(Path file) throws IOException {
        ThresholdsFile reading = new ThresholdsFile(file);
        try (Reader reader = Files.newBufferedReader(file)) {
            Map<String, String> lines = ordered(file, reader);
            for (Map.Entry<String, String> line : lines.entrySet()) {
                reading.line(line.getKey(), line.getValue().strip());
            }
        } catch (NoSuchFileException missing) {
            throw new IOException(file + ": there is no such file with thresholds", missing);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
        return reading.thresholds();
    }

    /** {@link Properties} forgets the order, and which key came twice. */
    private static Map<String, String> ordered(Path file, Reader reader) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        new Properties() {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (lines.put((String) key, (String) value) != null) {
                    throw new IllegalArgumentException(key + " is there twice");
                }
                return null;
            }
        }.load(reader);
        return lines;
    }

    private void line(String key, String value) {
        if (key.startsWith("limit.")) {
            rule(key, "limit.", Quantities.part(key, value), Double.NaN);
        } else if (key.startsWith("floor.")) {
            rule(
                    key,
                    "floor.",
                    Double.NaN,
                    Quantities.amount(key, value, metric(key, "floor.").unit()));
        } else if (key.equals("removed")) {
            for (String pattern : value.isEmpty() ? new String[0] : value.split("\\s+")) {
                removed.add(pattern(key, pattern));
            }
        } else if (key.equals("rounds.first") || key.equals("rounds.second")) {
            int fewest = key.equals("rounds.first") ? FEWEST_FIRST_ROUNDS : FEWEST_SECOND_ROUNDS;
            numbers.put(key, (double) Quantities.count(key, value, fewest, MOST_ROUNDS));
        } else if (key.equals("control.limit") || key.equals("control.disturbed")) {
            numbers.put(key, Quantities.part(key, value));
        } else {
            throw new IllegalArgumentException("unknown key '" + key
                    + "'; it takes limit.METRIC, floor.METRIC (both with @REGEX for some benchmarks), removed,"
                    + " rounds.first, rounds.second, control.limit, control.disturbed");
        }
    }

    private void rule(String key, String prefix, double relative, double floor) {
        int at = key.indexOf('@');
        Pattern benchmark = at < 0 ? EVERYTHING : pattern(key, key.substring(at + 1));
        rules.add(new Rule(metric(key, prefix).name(), benchmark, relative, floor));
    }

    private static Metric metric(String key, String prefix) {
        int at = key.indexOf('@');
        String name = key.substring(prefix.length(), at < 0 ? key.length() : at);
        return Metric.KNOWN.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown metric '" + name + "' in '" + key
                        + "'; there are "
                        + String.join(
                                ", ", Metric.KNOWN.stream().map(Metric::name).toList())));
    }

    private static Pattern pattern(String key, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "'" + regex + "' of '" + key + "' is not a regular expression (" + wrong.getDescription() + ")",
                    wrong);
        }
    }

    private Thresholds thresholds() {
        return new Thresholds(
                rules,
                removed,
                numbers.getOrDefault("rounds.first", (double) FIRST_ROUNDS).intValue(),
                numbers.getOrDefault("rounds.second", (double) SECOND_ROUNDS).intValue(),
                numbers.getOrDefault("control.limit", CONTROL_LIMIT),
                numbers.getOrDefault("control.disturbed", DISTURBED_SHARE));
    }
}
