// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.life;

import static java.util.Map.entry;
import static poolmark.measure.figure.Axis.Scale.LINEAR;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.result.Sample;
import poolmark.measure.stability.RulerDrift;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** Every sample in the order in which they were taken, against the median of its kind: a drift becomes visible. */
public final class OrderFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "samples-in-order";

    private static final int FEWEST = 12;

    /** The line that shows a drift goes through the medians of so many parts of the run at most. */
    private static final int STEPS = 60;

    /** And of so many operations at least, else it shows noise. */
    private static final int FEWEST_OF_A_STEP = 15;

    /** More than that off the median is told. */
    private static final double FAR = 1.25;

    /** What a class of benchmarks asks of the machine; of one that is not here, nobody knows. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            entry("StrategyBenchmark", "workloads"),
            entry("ColdStartBenchmark", "workloads"),
            entry("BreakEvenBenchmark", "workloads"),
            entry("SerialBenchmark", "workloads"),
            entry("ChunkBenchmark", "handing over"),
            entry("ScaleBenchmark", "handing over"),
            entry("RoundTripBenchmark", "handing over"),
            entry("LatencyBenchmark", "handing over"),
            entry("IdleBenchmark", "handing over"),
            entry("LifecycleBenchmark", "starting and ending"),
            entry("RulerBenchmark", "the machine itself"));

    private static final int[] COLOURS = {0, 1, 3, 2, 4};

    private OrderFigure() {}

    private record Key(String benchmark, SortedMap<String, String> params) {}

    /** One operation: its place in the run, and its time by the median of its kind. */
    private record Dot(int place, double ratio, Sample sample) {

        Point point() {
            return new Point(place, ratio, ratio, ratio, 1, name());
        }

        String name() {
            return Cell.briefName(sample.benchmark());
        }

        String kind() {
            String[] parts = sample.benchmark().split("\\.");
            return KINDS.getOrDefault(parts.length < 2 ? "" : parts[parts.length - 2], "others");
        }
    }

    /** {@return the figure; empty where the order is not known} */
    public static Optional<Figure> of(Run run) {
        List<Sample> counted = run.samples().stream()
                .filter(Sample::counts)
                .filter(sample -> sample.wallNanos() > 0)
                .toList();
        Map<Key, Double> medians = medians(counted);
        List<Dot> dots = new ArrayList<>();
        for (int at = 0; at < counted.size(); at++) {
            Sample sample = counted.get(at);
            double ratio = sample.wallNanos() / medians.getOrDefault(key(sample), Double.NaN);
            if (Double.isFinite(ratio)) {
                dots.add(new Dot(at + 1, ratio, sample));
            }
        }
        return dots.size() < FEWEST ? Optional.empty() : Optional.of(figure(run, dots));
    }

    private static Key key(Sample sample) {
        return new Key(sample.benchmark(), sample.params());
    }

    /** Of a kind with one sample nothing can be said. */
    private static Map<Key, Double> medians(List<Sample> samples) {
        Map<Key, List<Double>> grouped = new HashMap<>();
        samples.forEach(sample ->
                grouped.computeIfAbsent(key(sample), key -> new ArrayList<>()).add((double) sample.wallNanos()));
        Map<Key, Double> medians = new HashMap<>();
        grouped.forEach((key, values) -> medians.put(
                key,
                values.size() < 2
                        ? Double.NaN
                        : Quantiles.median(
                                values.stream().mapToDouble(Double::doubleValue).toArray())));
        return medians;
    }

    private static Figure figure(Run run, List<Dot> dots) {
        Sketch sketch = new Sketch(QUESTION, Subject.ALL, Kind.POINTS)
                .axes(
                        new Axis("operations in the order in which they ran", "", LINEAR),
                        new Axis("wall time by the median of its kind", "", LOG));
        Map<String, List<Point>> byKind = new LinkedHashMap<>();
        KINDS.values().stream().sorted(Comparator.reverseOrder()).forEach(kind -> byKind.put(kind, new ArrayList<>()));
        dots.forEach(dot ->
                byKind.computeIfAbsent(dot.kind(), kind -> new ArrayList<>()).add(dot.point()));
        int colour = 0;
        for (var kind : byKind.entrySet()) {
            sketch.add(kind.getKey(), Role.DATA, COLOURS[colour++ % COLOURS.length], kind.getValue());
        }
        int step = Math.max(FEWEST_OF_A_STEP, dots.size() / STEPS);
        sketch.add("median of " + step + " in a row", Role.REFERENCE, Palette.colour("serial", 0), drift(dots, step));
        return sketch.says("Every operation in the order in which they ran", reading(dots), note(run))
                .figure();
    }

    /** The medians of parts of the run, each at the middle of its part. */
    private static List<Point> drift(List<Dot> dots, int step) {
        List<Point> points = new ArrayList<>();
        for (int from = 0; from + step <= dots.size(); from += step) {
            List<Dot> part = dots.subList(from, from + step);
            points.add(Point.at(part.get(step / 2).place(), median(part)));
        }
        return points;
    }

    private static String reading(List<Dot> dots) {
        int third = dots.size() / 3;
        double first = median(dots.subList(0, third));
        double end = median(dots.subList(dots.size() - third, dots.size()));
        double far = 100.0
                * dots.stream()
                        .filter(dot -> dot.ratio() > FAR || dot.ratio() < 1 / FAR)
                        .count()
                / dots.size();
        Dot furthest = dots.stream().max(Comparator.comparingDouble(Dot::ratio)).orElseThrow();
        return String.format(
                Locale.ROOT,
                "From the first third of the run to the last the median moves by %s; %.1f %% of the %d operations are off by"
                        + " more than a quarter, the slowest, of %s, takes %.1f times its median.",
                Points.change(end / first),
                far,
                dots.size(),
                furthest.name(),
                furthest.ratio());
    }

    private static double median(List<Dot> dots) {
        return Quantiles.median(dots.stream().mapToDouble(Dot::ratio).toArray());
    }

    private static String note(Run run) {
        List<String> drifts = RulerDrift.of(run.rulers()).stream()
                .map(drift -> drift.ruler() + " " + Unit.NANOS.format(drift.firstThirdNanos()) + " to "
                        + Unit.NANOS.format(drift.lastThirdNanos()) + (drift.large() ? " (unsteady)" : ""))
                .toList();
        String rulers = drifts.isEmpty()
                ? ""
                : " What the machine itself did, first third of the run to last: " + String.join("; ", drifts) + ".";
        return "Each point: one operation by the median of all of the same benchmark and parameters; a machine that holds still"
                + " gives a level cloud." + rulers;
    }
}
