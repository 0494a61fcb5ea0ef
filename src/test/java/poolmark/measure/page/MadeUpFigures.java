// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;
import static poolmark.measure.figure.Axis.Scale.LOG;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Band;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Figure.Mark;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series;
import poolmark.measure.figure.Series.Role;

/** The figures of a made-up report, one of each kind at least; their texts go through {@code words}. */
final class MadeUpFigures {

    private static final List<String> STRATEGIES = List.of("poolMap", "processPerTask", "poolApplyAsync", "poolApply");
    private static final List<String> WORKERS = List.of("1", "2", "3", "4");
    private static final Axis BY_WORKERS = new Axis("workers", "", CATEGORY);
    private static final int SAMPLES = 600;

    private final UnaryOperator<String> words;

    MadeUpFigures(UnaryOperator<String> words) {
        this.words = words;
    }

    List<Figure> list() {
        List<Figure> figures = new ArrayList<>();
        for (String subject : List.of("cpu: 8 tasks of 20 ms", "tutorial: inputs 0 to 4")) {
            double work = subject.startsWith("cpu") ? 160 : 1_000;
            figures.add(wall(subject, work));
            figures.add(cpu(subject, work));
            figures.add(speedUp(subject));
        }
        figures.add(breakEven());
        figures.add(overhead());
        figures.add(phases());
        figures.add(timeline());
        figures.add(order());
        figures.add(ratios());
        return figures;
    }

    private Figure figure(
            String question, String subject, Kind kind, Axis x, Axis y, List<String> names, List<Series> series) {
        return figure(question, subject, kind, x, y, names, series, List.of(), List.of());
    }

    private Figure figure(
            String question,
            String subject,
            Kind kind,
            Axis x,
            Axis y,
            List<String> names,
            List<Series> series,
            List<Band> bands,
            List<Mark> marks) {
        return new Figure(
                question + (subject.isEmpty() ? "" : "-" + subject.replaceAll("[^a-z0-9]+", "-")),
                question,
                subject.isEmpty() ? "" : words.apply(subject),
                words.apply("Figure of " + question.replace('-', ' ')),
                words.apply(
                        "poolMap with 2 workers is fastest, 84.1 ms (83.6 ms to 84.9 ms), 1.94 times as fast as serial."),
                words.apply("Points: median of 40 operations in 5 forks; intervals: 95 % for the median."),
                kind,
                new Axis(words.apply(x.label()), x.unit(), x.scale()),
                new Axis(words.apply(y.label()), y.unit(), y.scale()),
                names.stream().map(words).toList(),
                series,
                bands,
                marks);
    }

    private Series series(String name, Role role, int colour, List<Point> points) {
        return new Series(words.apply(name), role, colour, points);
    }

    private static List<Point> along(int count, DoubleUnaryOperator value, double spread) {
        return IntStream.range(0, count)
                .mapToObj(x -> point(x, value.applyAsDouble(x), spread))
                .toList();
    }

    private static Point point(double x, double y, double spread) {
        return new Point(x, y, y * (1 - spread), y * (1 + 1.3 * spread), spread > 0 ? 40 : 0, "");
    }

    private static double speed(int strategy, double at) {
        return Math.min(at + 1, 2) * (0.97 - 0.12 * strategy) - (at > 1 ? 0.03 * at : 0);
    }

    private Figure wall(String subject, double work) {
        List<Series> series = new ArrayList<>();
        series.add(series("serial", Role.REFERENCE, 6, along(WORKERS.size(), x -> work, 0)));
        series.add(series("ideal", Role.IDEAL, 6, along(WORKERS.size(), x -> work / Math.min(x + 1, 2), 0)));
        for (int at = 0; at < STRATEGIES.size(); at++) {
            int strategy = at;
            series.add(series(
                    STRATEGIES.get(at),
                    Role.DATA,
                    at,
                    along(WORKERS.size(), x -> work / speed(strategy, x), 0.02 + 0.02 * at)));
        }
        return figure(
                "wall-vs-workers",
                subject,
                Kind.LINES,
                BY_WORKERS,
                new Axis("wall time", "ms", LINEAR),
                WORKERS,
                series,
                List.of(new Band(1.5, Double.POSITIVE_INFINITY, words.apply("more workers than processors"))),
                List.of());
    }

    private Figure cpu(String subject, double work) {
        List<String> names = STRATEGIES.stream()
                .flatMap(strategy -> WORKERS.stream().map(workers -> strategy + " " + workers))
                .toList();
        return figure(
                "cpu-vs-workers",
                subject,
                Kind.STACKED_BARS,
                new Axis("strategy and workers", "", CATEGORY),
                new Axis("CPU time", "ms", LINEAR),
                names,
                List.of(
                        series("workers", Role.DATA, 0, along(names.size(), x -> work * (1.02 + x / 40), 0.02)),
                        series("parent", Role.DATA, 4, along(names.size(), x -> 4 + x, 2)),
                        series(
                                "serial",
                                Role.REFERENCE,
                                6,
                                List.of(Point.at(0, work), Point.at(names.size() - 1.0, work)))));
    }

    private Figure speedUp(String subject) {
        return figure(
                "speedup",
                subject,
                Kind.LINES,
                BY_WORKERS,
                new Axis("speed-up", "", LINEAR),
                WORKERS,
                List.of(
                        series("ideal", Role.IDEAL, 6, along(WORKERS.size(), x -> Math.min(x + 1, 2), 0)),
                        series("poolMap", Role.DATA, 0, along(WORKERS.size(), x -> speed(0, x), 0.02)),
                        series("poolMap, fitted", Role.FIT, 0, along(WORKERS.size(), x -> speed(0, x) * 0.99, 0))));
    }

    private Figure breakEven() {
        double[] millis = {0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100};
        List<Series> series = List.of(
                series("serial", Role.REFERENCE, 6, sweep(millis, x -> 64 * x, 0)),
                series("poolMap", Role.DATA, 0, sweep(millis, x -> 6.8 + 32.6 * x, 0.05)),
                series("poolApply", Role.DATA, 3, sweep(millis, x -> 14 + 40 * x, 0.08)),
                series("processPerTask", Role.DATA, 1, sweep(millis, x -> 1_300 + 34 * x, 0.04)));
        return figure(
                "break-even",
                "cpu, 64 tasks, 2 workers",
                Kind.LINES,
                new Axis("duration of one task", "ms", LOG),
                new Axis("wall time of 64 tasks", "ms", LOG),
                List.of(),
                series,
                List.of(),
                List.of(
                        new Mark(0.21, 0.18, 0.26, words.apply("poolMap"), words.apply("poolMap 0.21 ms")),
                        new Mark(0.58, 0.42, 0.77, words.apply("poolApply"), words.apply("poolApply 0.58 ms")),
                        new Mark(43, 39, 52, words.apply("processPerTask"), words.apply("processPerTask 43 ms"))));
    }

    private static List<Point> sweep(double[] xs, DoubleUnaryOperator value, double spread) {
        return Arrays.stream(xs)
                .mapToObj(x -> point(x, value.applyAsDouble(x), spread))
                .toList();
    }

    private Figure overhead() {
        List<String> sizes = List.of("0 B", "1 KiB", "64 KiB", "1 MiB");
        return figure(
                "overhead",
                "",
                Kind.LINES,
                new Axis("bytes there and back", "", CATEGORY),
                new Axis("wall time of one task", "µs", LOG),
                sizes,
                List.of(
                        series("apply", Role.DATA, 3, along(4, x -> 12 * Math.pow(4, x), 0.1)),
                        series("applyAsync", Role.DATA, 2, along(4, x -> 2 * Math.pow(5, x), 0.06)),
                        series("map", Role.DATA, 0, along(4, x -> 0.2 * Math.pow(9, x), 0.04))));
    }

    private Figure phases() {
        List<String> rows =
                List.of("open to first result, SPAWN", "open to first result, STANDBY", "process, start and join");
        return figure(
                "phases",
                "start and end",
                Kind.FOREST,
                new Axis("wall time", "ms", LINEAR),
                new Axis("what", "", CATEGORY),
                rows,
                List.of(series(
                        "wall time",
                        Role.DATA,
                        0,
                        List.of(
                                new Point(48, 0, 44, 55, 40, ""),
                                new Point(4.2, 1, 3.9, 5.1, 40, ""),
                                new Point(45, 2, 43, 49, 40, "")))));
    }

    private Figure timeline() {
        List<String> rows = IntStream.rangeClosed(1, 4)
                .mapToObj(worker -> "SpawnPoolWorker-" + worker)
                .toList();
        List<Point> tasks = new ArrayList<>();
        for (int task = 0; task < 5; task++) {
            double start = 58 + task % 4 * 3 + (task == 4 ? 4 : 0);
            tasks.add(new Point(start, task % 4, start, start + 100 * task + 1, 1, words.apply("task " + task)));
        }
        return figure(
                "timeline",
                "tutorial: inputs 0 to 4",
                Kind.INTERVALS,
                new Axis("time since the pool was opened", "ms", LINEAR),
                new Axis("worker", "", CATEGORY),
                rows,
                List.of(
                        series("start-up", Role.DATA, 6, bars(0, 1.5, 40)),
                        series("initializer", Role.DATA, 4, bars(40, 2, 14)),
                        series("task", Role.DATA, 0, tasks)));
    }

    private static List<Point> bars(double from, double step, double length) {
        return IntStream.range(0, 4)
                .mapToObj(
                        row -> new Point(from + step * row, row, from + step * row, from + step * row + length, 1, ""))
                .toList();
    }

    private Figure order() {
        List<Point> samples = IntStream.rangeClosed(1, SAMPLES)
                .mapToObj(at -> Point.at(
                        at,
                        Math.exp(
                                0.04 * Math.sin(at * 12.9898) + 0.02 * Math.sin(at / 70.0) + (at % 97 == 0 ? 0.9 : 0))))
                .toList();
        return figure(
                "samples-in-order",
                "",
                Kind.POINTS,
                new Axis("operations in the order in which they ran", "", LINEAR),
                new Axis("wall time against the median of its kind", "", LOG),
                List.of(),
                List.of(
                        series("Strategy", Role.DATA, 0, samples),
                        series("median", Role.REFERENCE, 6, List.of(Point.at(1, 1), Point.at(SAMPLES, 1)))));
    }

    private Figure ratios() {
        List<String> rows = List.of(
                "StrategyBenchmark.poolMap cpu 20 ms, 2 workers",
                "StrategyBenchmark.serial",
                "RoundTripBenchmark.apply, 64 KiB",
                "LifecycleBenchmark.openToFirstResult SPAWN");
        List<Point> ratio = IntStream.range(0, rows.size())
                .mapToObj(row -> new Point(0.9 + 0.07 * row, row, 0.86 + 0.07 * row, 0.93 + 0.08 * row, 40, ""))
                .toList();
        return figure(
                "runs",
                "",
                Kind.FOREST,
                new Axis("ratio to JDK 17", "", LOG),
                new Axis("benchmark", "", CATEGORY),
                rows,
                List.of(series("JDK 25", Role.DATA, 0, ratio)));
    }
}
