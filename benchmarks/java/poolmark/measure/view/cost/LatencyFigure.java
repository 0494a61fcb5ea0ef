// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.cost;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Details.Latencies;
import poolmark.measure.input.Run;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.stats.Interval;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** Latencies of single calls by percentile, in a closed and in an open loop. */
public final class LatencyFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "latency";

    private static final double[] PERCENTILES = {0, 50, 75, 90, 95, 99, 99.9, 100};

    private static final List<String> NAMES = List.of("min", "50", "75", "90", "95", "99", "99.9", "max");

    private static final double MICRO = 1e3;

    private LatencyFigure() {}

    /** {@return the figure; empty where no latencies were kept} */
    public static Optional<Figure> of(Run run) {
        Map<String, List<Histogram>> loops = new LinkedHashMap<>();
        for (Latencies own : run.details().latencies()) {
            loops.computeIfAbsent(name(own.benchmark()), loop -> new ArrayList<>())
                    .add(own.histogram());
        }
        loops.values().removeIf(histograms -> merged(histograms).getTotalCount() == 0);
        if (loops.isEmpty()) {
            return Optional.empty();
        }
        Sketch sketch = new Sketch(QUESTION, Subject.ALL, Kind.LINES)
                .axes(
                        new Axis("percentile of the calls", "%", CATEGORY),
                        new Axis("time until the answer is there", "µs", LOG))
                .categories(NAMES);
        List<String> readings = new ArrayList<>();
        int colour = 0;
        for (var loop : loops.entrySet()) {
            sketch.add(loop.getKey(), Role.DATA, colour++, points(loop.getValue()));
            readings.add(loop.getKey() + ": " + reading(loop.getValue()));
        }
        return Optional.of(sketch.says(
                        "How long a caller waits for a task that does nothing",
                        String.join("; ", readings) + ".",
                        note(loops))
                .figure());
    }

    /** The tag is {@code method{param=value;param=value}}. */
    private static String name(String tag) {
        String loop = tag.startsWith("applyClosedLoop") ? tag.replaceAll("ratePerSecond=\\d+;?", "") : tag;
        return loop.replace("ratePerSecond=", "calls a second: ")
                .replaceAll("workers=(\\d+)", "workers: $1")
                .replace("{", " (")
                .replace("}", ")")
                .replace(";", ", ")
                .replace("applyClosedLoop", "apply, closed loop")
                .replace("applyAsyncOpenLoop", "applyAsync, open loop");
    }

    private static Histogram merged(List<Histogram> histograms) {
        Histogram all = new Histogram(3);
        all.setAutoResize(true);
        histograms.forEach(all::add);
        return all;
    }

    private static List<Point> points(List<Histogram> histograms) {
        Histogram all = merged(histograms);
        List<Point> points = new ArrayList<>();
        for (int at = 0; at < PERCENTILES.length; at++) {
            double percentile = PERCENTILES[at];
            double value = Math.max(1, at(all, percentile));
            Interval each = Interval.ofMedian(histograms.stream()
                    .mapToDouble(histogram -> Math.max(1, at(histogram, percentile)))
                    .toArray());
            Interval shown = new Interval(
                    value,
                    Math.min(value, each.low()),
                    Math.max(value, each.high()),
                    each.confidence(),
                    histograms.size());
            points.add(Points.upright(at, shown, MICRO, ""));
        }
        return points;
    }

    private static double at(Histogram histogram, double percentile) {
        return percentile == 0 ? histogram.getMinValue() : histogram.getValueAtPercentile(percentile);
    }

    private static String reading(List<Histogram> histograms) {
        Histogram all = merged(histograms);
        return "half within " + Unit.NANOS.format(all.getValueAtPercentile(50)) + ", 99 % within "
                + Unit.NANOS.format(all.getValueAtPercentile(99)) + ", the longest "
                + Unit.NANOS.format(all.getMaxValue());
    }

    private static String note(Map<String, List<Histogram>> loops) {
        List<Histogram> one = loops.values().iterator().next();
        long calls = merged(one).getTotalCount();
        return "Points: percentile of " + calls + " calls in " + one.size()
                + " operations; intervals: where the median of the operations' own percentiles lies. Open loop: calls come at a"
                + " fixed rate and are timed from when they should have been made, so that a stall counts for all it delays.";
    }
}
