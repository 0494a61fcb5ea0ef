// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.life;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Details.Phases;
import poolmark.measure.input.Run;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.result.Sample;
import poolmark.measure.stats.Interval;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.base.Scale;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;
import poolmark.measure.view.scaling.Workload;

/** The phases of a pool's life within an operation: opened, ready, at work, closed. */
public final class PhasesFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "phases";

    private PhasesFigure() {}

    private record Row(String strategy, int workers) {}

    /** {@return a figure for each workload; empty where no phases were kept} */
    public static List<Figure> of(Run run) {
        Map<SortedMap<String, String>, Map<Row, List<Phases>>> workloads = new LinkedHashMap<>();
        for (Phases phases : run.details().phases()) {
            if (phases.operation().phase().equals(Sample.MEASURE)) {
                SortedMap<String, String> params =
                        new TreeMap<>(phases.operation().params());
                String workers = String.valueOf(params.remove("workers"));
                String name = phases.operation().benchmark();
                Row row = new Row(
                        name.substring(name.lastIndexOf('.') + 1),
                        workers.matches("\\d{1,9}") ? Integer.parseInt(workers) : 0);
                workloads
                        .computeIfAbsent(
                                params,
                                key -> new TreeMap<>(
                                        Comparator.comparing((Row own) -> Workload.position(own.strategy()))
                                                .thenComparing(Row::workers)))
                        .computeIfAbsent(row, key -> new ArrayList<>())
                        .add(phases);
            }
        }
        List<Figure> figures = new ArrayList<>();
        workloads.forEach((params, rows) -> figures.add(figure(Subject.workload(params, "cold"), rows)));
        return figures;
    }

    private static Figure figure(Subject subject, Map<Row, List<Phases>> rows) {
        double longest = rows.values().stream()
                .flatMap(List::stream)
                .mapToDouble(PhasesFigure::whole)
                .max()
                .orElse(1);
        Scale scale = Scale.ofTimes(longest);
        Spans spans = new Spans(List.of("open", "until the first worker is ready", "work", "close"), scale);
        int row = 0;
        List<Point> whole = new ArrayList<>();
        for (List<Phases> own : rows.values()) {
            Interval time = Interval.ofMedian(
                    own.stream().mapToDouble(PhasesFigure::whole).toArray());
            whole.add(Points.inRow(row, time, scale.nanos(), Points.time(time)));
            spans.row(
                    row++,
                    new double[] {
                        median(own, Phases::spawnNanos),
                        median(own, Phases::readyNanos),
                        median(own, Phases::workNanos),
                        median(own, Phases::closeNanos)
                    },
                    own.size());
        }
        Sketch sketch = new Sketch(QUESTION, subject, Kind.INTERVALS)
                .axes(
                        scale.axis("time since the operation began", LINEAR),
                        new Axis("strategy and workers", "", CATEGORY))
                .categories(rows.keySet().stream()
                        .map(key -> key.strategy() + " " + key.workers())
                        .toList())
                .says(
                        "The phases of a pool's life",
                        reading(rows),
                        note(rows.values().iterator().next()));
        spans.into(sketch);
        sketch.add("whole operation, its interval", Role.REFERENCE, Palette.colour("serial", 0), whole);
        return sketch.figure();
    }

    private static String note(List<Phases> one) {
        Interval time =
                Interval.ofMedian(one.stream().mapToDouble(PhasesFigure::whole).toArray());
        long forks =
                one.stream().map(phases -> phases.operation().fork()).distinct().count();
        return Points.about(time, (int) forks)
                        .replace("Points: median", "Bars: medians")
                        .replace("intervals:", "whiskers:")
                + " They add up to a little more or less than the whole, whose median the whisker belongs to. Other workers become"
                + " ready while the first ones work already.";
    }

    private static double whole(Phases phases) {
        return phases.spawnNanos() + phases.readyNanos() + phases.workNanos() + (double) phases.closeNanos();
    }

    private static double median(List<Phases> own, ToDoubleFunction<Phases> phase) {
        return Quantiles.median(
                own.stream().mapToDouble(phase).map(nanos -> Math.max(0, nanos)).toArray());
    }

    private static String reading(Map<Row, List<Phases>> rows) {
        var last = rows.entrySet().stream()
                .max(Comparator.comparing(entry -> entry.getKey().workers()))
                .orElseThrow();
        return last.getKey().strategy() + " with " + last.getKey().workers() + " workers: "
                + said(last.getValue(), Phases::spawnNanos) + " to open, "
                + said(last.getValue(), Phases::readyNanos) + " until the first worker is ready, "
                + said(last.getValue(), Phases::workNanos) + " of work, "
                + said(last.getValue(), Phases::closeNanos) + " to close; all workers are ready after "
                + said(last.getValue(), Phases::allReadyNanos) + ".";
    }

    private static String said(List<Phases> own, ToDoubleFunction<Phases> phase) {
        return Unit.NANOS.format(median(own, phase));
    }

    /** Bars of several kinds, in rows. */
    private static final class Spans {

        private final List<String> names;
        private final Scale scale;
        private final List<List<Point>> points = new ArrayList<>();

        Spans(List<String> names, Scale scale) {
            this.names = names;
            this.scale = scale;
            names.forEach(name -> points.add(new ArrayList<>()));
        }

        void row(int row, double[] nanos, int n) {
            double begin = 0;
            for (int kind = 0; kind < nanos.length; kind++) {
                double end = begin + nanos[kind];
                points.get(kind)
                        .add(new Point(
                                (begin + end) / 2 / scale.nanos(),
                                row,
                                begin / scale.nanos(),
                                end / scale.nanos(),
                                n,
                                Unit.NANOS.format(nanos[kind])));
                begin = end;
            }
        }

        void into(Sketch sketch) {
            int[] colours = {4, 5, 0, 3};
            for (int kind = 0; kind < names.size(); kind++) {
                sketch.add(names.get(kind), Role.DATA, colours[kind], points.get(kind));
            }
        }
    }
}
