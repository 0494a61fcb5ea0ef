// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.limit;

import java.util.List;
import java.util.regex.Pattern;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;

/**
 * What counts, for each metric and benchmark, and how much is measured to find it.
 *
 * @param rules the last that fits a cell and metric decides
 * @param removed benchmarks that the candidate may lack; searched for in the full name
 * @param firstRounds rounds over all cells
 * @param secondRounds fresh rounds over the suspects
 * @param controlLimit change of a control beyond which the run proves nothing, as a part
 * @param disturbedShare share of stolen or throttled time beyond which the run proves nothing
 */
public record Thresholds(
        List<Rule> rules,
        List<Pattern> removed,
        int firstRounds,
        int secondRounds,
        double controlLimit,
        double disturbedShare) {

    /**
     * One line of the file.
     *
     * @param metric name of the metric
     * @param benchmark searched for in the full name of the benchmark, and in that with its parameters
     * @param relative the limit as a part; NaN where the line does not say
     * @param floor the floor in the metric's unit; NaN where the line does not say
     */
    public record Rule(String metric, Pattern benchmark, double relative, double floor) {

        private boolean fits(CellName cell, String name) {
            return metric.equals(name)
                    && (benchmark.matcher(cell.benchmark()).find()
                            || benchmark.matcher(cell.fullLabel()).find());
        }
    }

    /** Where no line says anything else. */
    private static final double RELATIVE = 0.05;

    /** Takes copies. */
    public Thresholds {
        rules = List.copyOf(rules);
        removed = List.copyOf(removed);
    }

    /**
     * The limit for a metric of a cell.
     *
     * @param cell the benchmark
     * @param metric the quantity
     * @return what the last fitting lines say, 5 % and the metric's own floor where none does
     */
    public Limit of(CellName cell, Metric metric) {
        double relative = RELATIVE;
        double floor = metric.floor();
        for (Rule rule : rules) {
            if (rule.fits(cell, metric.name())) {
                relative = Double.isNaN(rule.relative()) ? relative : rule.relative();
                floor = Double.isNaN(rule.floor()) ? floor : rule.floor();
            }
        }
        return new Limit(relative, floor);
    }

    /** {@return whether the candidate may lack that benchmark} */
    public boolean mayLack(CellName cell) {
        return removed.stream()
                .anyMatch(pattern -> pattern.matcher(cell.benchmark()).find());
    }
}
