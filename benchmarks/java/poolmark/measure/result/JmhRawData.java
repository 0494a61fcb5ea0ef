// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a metric as JMH writes them: an array for each fork, in it a number for each iteration; or, where the mode
 * is sampling, an array of pairs for each iteration, each pair a value and how often it was seen.
 */
final class JmhRawData {

    /** Nobody measures as many iterations; a file that has more is thinned, so that no file fills the memory. */
    private static final int MOST_VALUES = 1 << 16;

    private final List<Double> values = new ArrayList<>();
    private int step = 1;
    private int seen;

    private JmhRawData() {}

    /** {@return the values of each fork; the parser stands at the end of them} */
    static List<List<Double>> read(JsonParser json) throws IOException {
        List<List<Double>> forks = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return forks;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                forks.add(fork(json));
            } else {
                json.skipChildren();
            }
        }
        return forks;
    }

    private static List<Double> fork(JsonParser json) throws IOException {
        JmhRawData fork = new JmhRawData();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                fork.add(mean(json));
            } else {
                fork.add(JmhJson.number(json, Double.NaN));
            }
        }
        return List.copyOf(fork.values);
    }

    private static double mean(JsonParser json) throws IOException {
        double sum = 0;
        double count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                json.nextToken();
                double value = JmhJson.number(json, Double.NaN);
                json.nextToken();
                double times = JmhJson.number(json, 0);
                sum += value * times;
                count += times;
                while (json.currentToken() != JsonToken.END_ARRAY && json.nextToken() != JsonToken.END_ARRAY) {
                    json.skipChildren();
                }
            } else {
                json.skipChildren();
            }
        }
        return sum / count;
    }

    /** Where there are too many, every second one is dropped, and from then on. */
    private void add(double value) {
        if (seen++ % step != 0) {
            return;
        }
        values.add(value);
        if (values.size() == MOST_VALUES) {
            for (int at = 0; at < MOST_VALUES / 2; at++) {
                values.set(at, values.get(2 * at));
            }
            values.subList(MOST_VALUES / 2, MOST_VALUES).clear();
            step *= 2;
        }
    }
}
