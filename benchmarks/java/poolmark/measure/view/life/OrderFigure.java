// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.life;

import static poolmark.measure.figure.Axis.Scale.LINEAR;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Run;
import poolmark.measure.result.Sample;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** Every sample in the order in which they were taken, against the median of its kind: a drift becomes visible. */
public final class OrderFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "samples-in-order";

    private static final int FEWEST = 12;

    /** More dots than that are one grey cloud, and a large file. */
    private static final int MOST = 4_000;

    private OrderFigure() {}

    private record Key(String benchmark, SortedMap<String, String> params) {}

    /** {@return the figure; empty where the order is not known} */
    public static Optional<Figure> of(Run run) {
        List<Sample> counted = run.samples().stream()
                .filter(Sample::counts)
                .filter(sample -> sample.wallNanos() > 0)
                .toList();
        Map<Key, Double> medians = medians(counted);
        int step = 1 + counted.size() / MOST;
        Map<String, List<Point>> byType = new LinkedHashMap<>();
        List<double[]> relative = new ArrayList<>();
        for (int at = 0; at < counted.size(); at++) {
            Sample sample = counted.get(at);
            double ratio = sample.wallNanos() / medians.getOrDefault(key(sample), Double.NaN);
            if (Double.isFinite(ratio) && at % step == 0) {
                relative.add(new double[] {at, ratio});
                byType.computeIfAbsent(type(sample), type -> new ArrayList<>())
                        .add(new Point(at + 1.0, ratio, ratio, ratio, 1, sample.benchmark()));
            }
        }
        return relative.size() < FEWEST ? Optional.empty() : Optional.of(figure(run, byType, relative, step));
    }

    private static Key key(Sample sample) {
        return new Key(sample.benchmark(), sample.params());
    }

    private static String type(Sample sample) {
        String[] parts = sample.benchmark().split("\\.");
        return parts.length < 2 ? sample.benchmark() : parts[parts.length - 2].replaceAll("Benchmark$", "");
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

    private static Figure figure(Run run, Map<String, List<Point>> byType, List<double[]> relative, int step) {
        Sketch sketch = new Sketch(QUESTION, Subject.ALL, Kind.POINTS)
                .axes(
                        new Axis("operations in the order in which they ran", "", LINEAR),
                        new Axis("wall time against the median of its kind", "", LOG));
        int colour = 0;
        for (var type : byType.entrySet()) {
            sketch.add(type.getKey(), Role.DATA, colour++, type.getValue());
        }
        double last = relative.get(relative.size() - 1)[0] + 1;
        sketch.add("median", Role.REFERENCE, 6, List.of(Point.at(1, 1), Point.at(last, 1)));
        return sketch.says("Every operation in the order in which they ran", reading(relative), note(run, step))
                .figure();
    }

    private static String reading(List<double[]> relative) {
        int third = relative.size() / 3;
        double first = median(relative.subList(0, third));
        double end = median(relative.subList(relative.size() - third, relative.size()));
        double far = 100.0
                * relative.stream()
                        .filter(point -> point[1] > 1.25 || point[1] < 0.8)
                        .count()
                / relative.size();
        return String.format(
                java.util.Locale.ROOT,
                "From the first third of the run to the last the median moves by %s; %.1f %% of the operations are off by more"
                        + " than a quarter.",
                Points.change(end / first),
                far);
    }

    private static double median(List<double[]> points) {
        return Interval.ofMedian(points.stream().mapToDouble(point -> point[1]).toArray())
                .value();
    }

    private static String note(Run run, int step) {
        String thinned = step == 1 ? "" : " One of " + step + " is shown.";
        List<String> drifts = poolmark.measure.stability.RulerDrift.of(run.rulers()).stream()
                .map(drift -> drift.text())
                .toList();
        String rulers = drifts.isEmpty() ? "" : " Rulers: " + String.join("; ", drifts) + ".";
        return "Each point: one operation by the median of all of the same benchmark and parameters." + thinned
                + rulers;
    }
}
