// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.life;

import static poolmark.measure.figure.Axis.Scale.CATEGORY;
import static poolmark.measure.figure.Axis.Scale.LINEAR;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Figure.Mark;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.input.Details.Operation;
import poolmark.measure.input.Details.Phases;
import poolmark.measure.input.Details.TaskTimes;
import poolmark.measure.input.Run;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.result.Sample;
import poolmark.measure.view.base.Scale;
import poolmark.measure.view.base.Sketch;
import poolmark.measure.view.base.Subject;

/** One operation task by task: which worker did which task when. */
public final class TimelineFigure {

    /** The figure's fixed name. */
    public static final String QUESTION = "timeline";

    /** By the workers' own clocks. */
    private static final String STAMPED = "timeline";

    private static final int MOST_TASKS = 200;

    /** Where a workload has no set-up, what is left of the initializer takes some microseconds. */
    private static final double LEAST_TO_BE_SEEN = 0.005;

    private TimelineFigure() {}

    /** {@return for each workload one operation of map with workers up already, and one with a pool opened for it} */
    public static List<Figure> of(Run run) {
        Map<Operation, List<TaskTimes>> operations = new LinkedHashMap<>();
        run.details()
                .tasks()
                .forEach(task -> operations
                        .computeIfAbsent(task.operation(), key -> new ArrayList<>())
                        .add(task));
        Predicate<Operation> wanted = wanted(operations.keySet(), run.usableCpus());
        Map<String, Figure> figures = new LinkedHashMap<>();
        operations.forEach((operation, tasks) -> {
            if (tasks.size() <= MOST_TASKS && wanted.test(operation)) {
                // The last one of a kind stays: it is the one that is furthest from the warm-up.
                Figure figure = figure(run, operation, tasks);
                figures.put(figure.id(), figure);
            }
        });
        return List.copyOf(figures.values());
    }

    /** {@return the operations of map in the first fork whose number of workers is nearest to that of the processors} */
    private static Predicate<Operation> wanted(Set<Operation> operations, int cpus) {
        int nearest = operations.stream()
                .mapToInt(operation -> distance(operation, cpus))
                .min()
                .orElse(0);
        // Runs of earlier versions have the parent's view of cold pools alone.
        boolean stamped = operations.stream()
                .anyMatch(operation -> cold(operation) && operation.phase().equals(STAMPED));
        return operation -> operation.benchmark().endsWith(".poolMap")
                && operation.fork() == 1
                && operation.phase().equals(cold(operation) && !stamped ? Sample.MEASURE : STAMPED)
                && distance(operation, cpus) == nearest;
    }

    /** Of two that are equally near, the smaller number is nearer. */
    private static int distance(Operation operation, int cpus) {
        String workers = operation.params().getOrDefault("workers", "");
        if (!workers.matches("\\d{1,6}")) {
            return Integer.MAX_VALUE;
        }
        int count = Integer.parseInt(workers);
        return Math.abs(count - cpus) * 2 + (count > cpus ? 1 : 0);
    }

    private static boolean cold(Operation operation) {
        return operation.benchmark().contains("ColdStart");
    }

    private static Figure figure(Run run, Operation operation, List<TaskTimes> rows) {
        boolean cold = cold(operation);
        List<TaskTimes> tasks = rows.stream().filter(row -> !row.isSetUp()).toList();
        List<TaskTimes> setUps = rows.stream().filter(TaskTimes::isSetUp).toList();
        List<String> workers = rows.stream()
                .map(TaskTimes::worker)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
        double end = tasks.stream().mapToLong(TaskTimes::endedNanos).max().orElse(1);
        Scale scale = Scale.ofTimes(end);
        List<Point> bars = new ArrayList<>();
        for (TaskTimes task : tasks) {
            double from = Math.max(0, task.startedNanos()) / scale.nanos();
            double to = Math.max(task.startedNanos(), task.endedNanos()) / scale.nanos();
            bars.add(new Point(
                    (from + to) / 2, workers.indexOf(task.worker()), from, to, 1, Integer.toString(task.task() + 1)));
        }
        Subject workload = Subject.workload(operation.params(), cold ? "cold" : "warm");
        Sketch sketch = new Sketch(QUESTION, workload, Kind.INTERVALS)
                .axes(scale.axis("time since the operation began", LINEAR), new Axis("worker", "", CATEGORY))
                .categories(workers.stream().map(TimelineFigure::row).toList());
        Optional<Phases> phases = run.details().phases().stream()
                .filter(own -> own.operation().equals(operation))
                .findFirst();
        phases.ifPresent(own -> starting(own, bars, scale, sketch));
        settingUp(setUps, workers, scale, sketch);
        sketch.add("tasks", Role.DATA, 0, bars);
        return sketch.says("pool.map task by task", reading(tasks, workers.size()), note(tasks, phases))
                .figure();
    }

    private static String row(String worker) {
        return worker.replaceAll("\\p{Cntrl}", " ");
    }

    /** By the workers' own clocks: until its initializer begins, a JVM starts. */
    private static void settingUp(List<TaskTimes> setUps, List<String> workers, Scale scale, Sketch sketch) {
        List<Point> starts = new ArrayList<>();
        List<Point> initializers = new ArrayList<>();
        for (TaskTimes setUp : setUps) {
            int row = workers.indexOf(setUp.worker());
            double began = Math.max(0, setUp.startedNanos()) / scale.nanos();
            double ended = Math.max(setUp.startedNanos(), setUp.endedNanos()) / scale.nanos();
            starts.add(new Point(began / 2, row, 0, began, 1, "start"));
            if (ended - began > began * LEAST_TO_BE_SEEN) {
                initializers.add(new Point((began + ended) / 2, row, began, ended, 1, "initializer"));
            }
        }
        if (!starts.isEmpty()) {
            sketch.add("its JVM starts", Role.DATA, 5, starts);
        }
        if (!initializers.isEmpty()) {
            sketch.add("its initializer", Role.DATA, 4, initializers);
        }
    }

    /** Which worker became ready when is not told; until its first task it starts, or is up and waits. */
    private static void starting(Phases phases, List<Point> bars, Scale scale, Sketch sketch) {
        List<Point> open = new ArrayList<>();
        List<Point> until = new ArrayList<>();
        double opened = Math.max(0, phases.spawnNanos()) / scale.nanos();
        int rows = 1 + (int) bars.stream().mapToDouble(Point::y).max().orElse(0);
        for (int row = 0; row < rows; row++) {
            int own = row;
            double first = bars.stream()
                    .filter(bar -> bar.y() == own)
                    .mapToDouble(Point::low)
                    .min()
                    .orElse(opened);
            open.add(new Point(opened / 2, row, 0, opened, 1, "open"));
            until.add(new Point((opened + first) / 2, row, opened, Math.max(opened, first), 1, "starting"));
        }
        sketch.add("open() runs", Role.DATA, 4, open);
        sketch.add("starting, or waiting for its first task", Role.DATA, 5, until);
        double all = phases.allReadyNanos() / scale.nanos();
        if (all > 0) {
            sketch.mark(new Mark(all, all, all, "", "all workers ready"));
        }
    }

    private static String reading(List<TaskTimes> tasks, int workers) {
        long first = tasks.stream().mapToLong(TaskTimes::startedNanos).min().orElse(0);
        long last = tasks.stream().mapToLong(TaskTimes::endedNanos).max().orElse(0);
        long busy = tasks.stream()
                .mapToLong(task -> Math.max(0, task.endedNanos() - task.startedNanos()))
                .sum();
        double part = last > first ? 100.0 * busy / ((double) (last - first) * workers) : 0;
        return String.format(
                java.util.Locale.ROOT,
                "%d tasks on %d workers: the first begins after %s, the last ends after %s; in between the workers are at work"
                        + " for %.0f %% of the time.",
                tasks.size(),
                workers,
                Unit.NANOS.format(Math.max(0, first)),
                Unit.NANOS.format(last),
                Math.min(100, part));
    }

    private static String note(List<TaskTimes> tasks, Optional<Phases> phases) {
        long error = tasks.stream().mapToLong(TaskTimes::errorNanos).max().orElse(-1);
        String clock = error < 0
                ? "As the parent sees it: begin and end are late by a hand-over."
                : "By the workers' own clocks, aligned with the parent's to " + Unit.NANOS.format(error) + ".";
        return "One operation; numbers: tasks in the order of the input. " + clock
                + (phases.isPresent() ? " A worker takes its first task when it is up." : "");
    }
}
