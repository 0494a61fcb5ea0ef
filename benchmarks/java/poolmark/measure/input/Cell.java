// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.input;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.Quantiles;

/**
 * What was measured of one benchmark with one value for each parameter. Times are in ns.
 *
 * @param benchmark full name, class and method
 * @param params values by name
 * @param unit {@link #NANOS}, or what the values are where they are no times, such as {@code ops/ms}
 * @param values for each fork the measured values in their order; a fork without any is left out
 * @param cpuParent CPU time of the parent, in the same form; empty where nobody measured it
 * @param cpuWorkers CPU time of the workers
 * @param peakBytes peak resident memory of the largest worker; empty where not available
 * @param percentiles values by percentile, from 0 to 100, where JMH sampled
 * @param stated what the file says where it has no values of its own: score and error; null where it has values
 */
public record Cell(
        String benchmark,
        SortedMap<String, String> params,
        String unit,
        List<double[]> values,
        List<double[]> cpuParent,
        List<double[]> cpuWorkers,
        double[] peakBytes,
        SortedMap<Double, Double> percentiles,
        Interval stated) {

    /** Unit of times. */
    public static final String NANOS = "ns/op";

    /** {@return the simple name of the class} */
    public String type() {
        return part(1);
    }

    /** {@return the name of the method} */
    public String method() {
        return part(0);
    }

    private String part(int fromEnd) {
        String[] parts = benchmark.split("\\.");
        return parts.length <= fromEnd ? "" : parts[parts.length - 1 - fromEnd];
    }

    /** {@return whether this is a benchmark of that class of ours} */
    public boolean is(String type) {
        return type().equals(type) && isTime();
    }

    /** {@return whether the values are times} */
    public boolean isTime() {
        return unit.equals(NANOS);
    }

    /** {@return a parameter that is a number} */
    public OptionalLong number(String param) {
        try {
            return params.containsKey(param)
                    ? OptionalLong.of(Long.parseLong(params.get(param)))
                    : OptionalLong.empty();
        } catch (NumberFormatException word) {
            return OptionalLong.empty();
        }
    }

    /** {@return the number of workers} */
    public OptionalInt workers() {
        OptionalLong workers = number("workers");
        return workers.isPresent() && workers.getAsLong() > 0 && workers.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) workers.getAsLong())
                : OptionalInt.empty();
    }

    /** {@return the parameters without one of them} */
    public SortedMap<String, String> without(String param) {
        SortedMap<String, String> rest = new TreeMap<>(params);
        rest.remove(param);
        return rest;
    }

    /** {@return number of forks that measured something} */
    public int forks() {
        return values.size();
    }

    /** {@return all values of all forks} */
    public double[] pooled() {
        return pooled(values);
    }

    /** {@return the median of all operations, or what the file states} */
    public Interval median() {
        return stated != null ? stated : Interval.ofMedian(pooled());
    }

    /**
     * The mean CPU time of parent and workers. CPU times add up and a disturbance is a real cost, so the mean counts; of the
     * forks where there are three, else of the operations.
     *
     * @return empty where nobody measured it
     */
    public Optional<Interval> cpuTotal() {
        return cpuParent.isEmpty() || cpuWorkers.isEmpty() ? Optional.empty() : Optional.of(mean(sum()));
    }

    /** {@return CPU time of parent and workers together, for each operation of each fork} */
    public List<double[]> sum() {
        List<double[]> sums = new java.util.ArrayList<>();
        for (int fork = 0; fork < Math.min(cpuParent.size(), cpuWorkers.size()); fork++) {
            double[] parent = cpuParent.get(fork);
            double[] workers = cpuWorkers.get(fork);
            double[] sum = new double[Math.min(parent.length, workers.length)];
            java.util.Arrays.setAll(sum, at -> parent[at] + workers[at]);
            sums.add(sum);
        }
        return sums;
    }

    /** {@return the mean of a quantity that adds up, as {@link #cpuTotal} makes it} */
    public static Interval mean(List<double[]> forks) {
        double[] means = forks.stream()
                .mapToDouble(fork -> java.util.Arrays.stream(fork).average().orElse(0))
                .toArray();
        Interval interval = Interval.ofMean(forks.size() >= 3 ? means : pooled(forks));
        // No quantity that is meant here is ever below 0.
        return new Interval(
                interval.value(),
                Math.max(0, interval.low()),
                interval.high(),
                interval.confidence(),
                pooled(forks).length);
    }

    /** {@return the largest worker's peak memory, the median of the operations, in bytes; empty where not available} */
    public Optional<Interval> memory() {
        return peakBytes.length == 0 ? Optional.empty() : Optional.of(Interval.ofMedian(peakBytes));
    }

    /** {@return the medians of the forks} */
    public double[] forkMedians() {
        return values.stream().mapToDouble(Quantiles::median).toArray();
    }

    private static double[] pooled(List<double[]> forks) {
        return forks.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    /** {@return class and method of a benchmark, for where there is little room} */
    public static String briefName(String benchmark) {
        String[] parts = benchmark.split("\\.");
        return parts.length < 2
                ? benchmark
                : parts[parts.length - 2].replaceFirst("(?<=.)Benchmark$", "") + "." + parts[parts.length - 1];
    }

    /** {@return class, method and parameters, for people} */
    public String label() {
        String name = type().isEmpty() ? method() : type() + "." + method();
        return params.isEmpty() ? name : name + " " + params.toString().replaceAll("[{}]", "");
    }
}
