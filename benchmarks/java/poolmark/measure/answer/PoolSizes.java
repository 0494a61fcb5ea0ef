// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import poolmark.measure.input.Cell;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.stats.fit.Resampling;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.scaling.Workload;

/** How many workers a workload wants. */
final class PoolSizes {

    /** A pool that is this much slower than the best is good enough, and costs less memory. */
    private static final double GOOD_ENOUGH = 1.05;

    private static final List<String> MAPS = List.of("poolMap", "poolApplyAsync");

    private PoolSizes() {}

    /** {@return for each workload the smallest pool that is nearly as fast as the fastest, and whether more help} */
    static List<String> of(List<Workload> workloads) {
        List<String> texts = new ArrayList<>();
        for (Workload workload : workloads) {
            map(workload)
                    .ifPresent(cells -> texts.add(workload.text() + ": " + recommended(workload, cells)
                            + beyond(workload, cells).map(text -> "; " + text).orElse("") + "."));
        }
        return texts;
    }

    private static Optional<SortedMap<Integer, Cell>> map(Workload workload) {
        return MAPS.stream()
                .filter(workload.strategies()::containsKey)
                .findFirst()
                .map(workload.strategies()::get);
    }

    private static Optional<String> beyond(Workload workload, SortedMap<Integer, Cell> cells) {
        int cpus = workload.run().cpus();
        Optional<Integer> within = best(cells, size -> size <= cpus);
        Optional<Integer> beyond = best(cells, size -> size > cpus);
        if (cpus == 0 || within.isEmpty() || beyond.isEmpty()) {
            return Optional.empty();
        }
        Interval ratio = ratio(cells.get(within.get()), cells.get(beyond.get()));
        String verdict = ratio.high() < 1 ? "that helps" : ratio.low() > 1 ? "that harms" : "no difference can be told";
        return Optional.of(beyond.get() + ", more than the " + cpus + " processors, take " + Points.ratio(ratio)
                + " times as long as " + within.get() + ": " + verdict);
    }

    private static Optional<Integer> best(SortedMap<Integer, Cell> cells, Predicate<Integer> fits) {
        return cells.entrySet().stream()
                .filter(entry -> fits.test(entry.getKey()))
                .min(Comparator.comparingDouble(
                        entry -> entry.getValue().median().value()))
                .map(Map.Entry::getKey);
    }

    private static Interval ratio(Cell base, Cell other) {
        double ratio = other.median().value() / base.median().value();
        if (base.stated() != null || other.stated() != null) {
            return new Interval(ratio, ratio, ratio, 0, 0);
        }
        double[] ends = Resampling.interval(
                List.of(base.pooled(), other.pooled()),
                drawn -> Quantiles.median(drawn.get(1)) / Quantiles.median(drawn.get(0)));
        return new Interval(ratio, Math.min(ends[0], ratio), Math.max(ends[1], ratio), 0.95, other.pooled().length);
    }

    private static String recommended(Workload workload, SortedMap<Integer, Cell> cells) {
        double best = cells.values().stream()
                .mapToDouble(cell -> cell.median().value())
                .min()
                .orElseThrow();
        int size = cells.entrySet().stream()
                .filter(entry -> entry.getValue().median().value() <= GOOD_ENOUGH * best)
                .mapToInt(Map.Entry::getKey)
                .min()
                .orElseThrow();
        Interval time = cells.get(size).median();
        String workers = size + (size == 1 ? " worker" : " workers");
        Interval serial = workload.serial() == null ? null : workload.serial().median();
        if (serial != null && time.low() > serial.high()) {
            return "none, serial is faster; with a pool, " + workers;
        }
        String doubt = serial == null || time.high() < serial.low()
                ? ""
                : ", not told apart from serial's " + Points.time(serial);
        return workers + ", the smallest pool within 5 % of the fastest, " + Points.time(time) + doubt;
    }
}
