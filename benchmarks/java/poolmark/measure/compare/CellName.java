// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A benchmark with one value for each parameter, by which results of two builds find each other.
 *
 * @param benchmark full name, class and method
 * @param params values by name; never null
 */
public record CellName(String benchmark, SortedMap<String, String> params) implements Comparable<CellName> {

    private static final Comparator<CellName> ORDER =
            Comparator.comparing(CellName::benchmark).thenComparing(CellName::paramText);

    /** Takes a copy of the parameters. */
    public CellName {
        params = new TreeMap<>(params);
    }

    /** {@return class and method without the package} */
    public String shortName() {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    /** {@return class, method and parameters, such as {@code StrategyBenchmark.poolMap tasks=5 workers=2}} */
    public String label() {
        return params.isEmpty() ? shortName() : shortName() + " " + paramText();
    }

    /** {@return the full name and the parameters, such as {@code poolmark.bench.StrategyBenchmark.poolMap tasks=5 workers=2}} */
    public String fullLabel() {
        return params.isEmpty() ? benchmark : benchmark + " " + paramText();
    }

    private String paramText() {
        return params.entrySet().stream()
                .map(param -> param.getKey() + "=" + param.getValue())
                .collect(Collectors.joining(" "));
    }

    @Override
    public int compareTo(CellName other) {
        return ORDER.compare(this, other);
    }
}
