// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.runs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;
import poolmark.measure.stats.Quantiles;

/**
 * Quantities that were divided by another of the same run, so that a faster machine has no part in them: speed-up over the
 * same work done serially, and times in starts of an empty JVM or round trips over a pipe.
 */
final class Normalised {

    private static final String SERIAL = "StrategyBenchmark.serial";

    private static final Set<String> WORK = Set.of("StrategyBenchmark", "ColdStartBenchmark");

    /** What the machine itself takes for what a benchmark mostly does. */
    private static final Map<String, String> RULERS = Map.of(
            "ColdStartBenchmark", "spawnEmptyJvm",
            "LifecycleBenchmark", "spawnEmptyJvm",
            "RoundTripBenchmark", "pipePingPong",
            "LatencyBenchmark", "pipePingPong");

    private Normalised() {}

    /** {@return the side with these metrics beside its own} */
    static Side of(Side side) {
        SortedMap<CellName, Map<Metric, double[]>> all = new TreeMap<>();
        side.cells().forEach((cell, metrics) -> {
            Map<Metric, double[]> more = new LinkedHashMap<>(metrics);
            double[] wall = metrics.get(Metric.WALL);
            if (wall != null) {
                speedUp(side, cell, wall, more);
                ruler(side, cell).ifPresent(nanos -> more.put(Metric.RULERS, ratios(wall, 1 / nanos)));
            }
            all.put(cell, more);
        });
        return side.with(all);
    }

    private static void speedUp(Side side, CellName cell, double[] wall, Map<Metric, double[]> metrics) {
        if (!WORK.contains(type(cell)) || cell.shortName().equals(SERIAL)) {
            return;
        }
        serial(side, cell).ifPresent(serial -> {
            boolean sameForks = serial.length == wall.length;
            double[] speedUp = new double[wall.length];
            Arrays.setAll(speedUp, fork -> (sameForks ? serial[fork] : Quantiles.median(serial)) / wall[fork]);
            metrics.put(Metric.SPEED_UP, speedUp);
            workers(cell)
                    .ifPresent(workers -> metrics.put(
                            Metric.EFFICIENCY, ratios(speedUp, 1.0 / Math.max(1, Math.min(workers, side.cpus())))));
        });
    }

    private static Optional<double[]> serial(Side side, CellName cell) {
        return side.cells().entrySet().stream()
                .filter(entry -> entry.getKey().shortName().equals(SERIAL)
                        && rest(entry.getKey()).equals(rest(cell)))
                .map(entry -> entry.getValue().get(Metric.WALL))
                .filter(wall -> wall != null)
                .findFirst();
    }

    private static Map<String, String> rest(CellName cell) {
        SortedMap<String, String> rest = new TreeMap<>(cell.params());
        rest.remove("workers");
        return rest;
    }

    private static Optional<Integer> workers(CellName cell) {
        String workers = cell.params().getOrDefault("workers", "");
        return workers.matches("[1-9]\\d{0,5}") ? Optional.of(Integer.valueOf(workers)) : Optional.empty();
    }

    private static OptionalDouble ruler(Side side, CellName cell) {
        return side.ruler(RULERS.getOrDefault(type(cell), ""));
    }

    private static String type(CellName cell) {
        return cell.shortName().split("\\.")[0];
    }

    private static double[] ratios(double[] numbers, double factor) {
        return Arrays.stream(numbers).map(number -> number * factor).toArray();
    }
}
