// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import poolmark.measure.result.TableFile;
import poolmark.pool.Action;
import poolmark.pool.ProcessPool;
import poolmark.pool.Task;
import poolmark.pool.TaskRecord;

/**
 * When each task was queued, begun and ended, and by whom: {@code timeline.csv}, in nanoseconds since the operation began.
 * Measured operations give the parent's view, in which begin and end are late by a hand-over. After the measured ones one
 * operation more is run with {@link StampedTask}s, whose times are the workers' own, aligned with the parent's clock, and
 * whose {@code error_ns} says how far they may be off. Where the pool is opened for it, rows without a task and with outcome
 * {@code set_up} say when each worker's initializer began and ended: before it, the JVM was starting.
 */
public final class TaskTimeline implements Detail {

    /** An operation of more tasks is not for a person to look at, and writing it down would disturb the next. */
    private static final int MOST_TASKS = 1_000;

    private static final int PINGS = 20;

    /** How long a worker that has said nothing yet is waited for. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /**
     * Stamped operations before the one that is written: the first load what the workload alone does not, here and in the
     * workers, and would show tasks that wait for it.
     */
    private static final long UNWRITTEN_NANOS = 1_000_000_000L;

    private final Supplier<List<TaskRecord>> tasks;
    private final TableFile table;
    private Moment last;

    /**
     * Makes a timeline.
     *
     * @param tasks gives the tasks that have ended since it was last asked
     * @param samples the run's {@code samples.csv}, beside which the timeline is kept; empty where nobody wants it
     * @throws IOException when it cannot be written
     */
    public TaskTimeline(Supplier<List<TaskRecord>> tasks, String samples) throws IOException {
        this.tasks = tasks;
        table = samples.isEmpty()
                ? null
                : TableFile.append(Path.of(samples).resolveSibling("timeline.csv"), TimelineRow.HEADER);
    }

    @Override
    public List<Extra> tell(Moment moment) throws IOException {
        last = moment;
        List<TaskRecord> records = tasks.get();
        if (table != null && records.size() <= MOST_TASKS) {
            long first = records.stream().mapToLong(TaskRecord::number).min().orElse(0);
            table.write(records.stream()
                    .sorted(Comparator.comparingLong(TaskRecord::number))
                    .map(task -> TimelineRow.of(moment, moment.phase(), task, first, moment.beginNanos(), null))
                    .toList());
        }
        return List.of();
    }

    /**
     * Runs one operation by the workers' own clocks. To be called after the last measured one.
     *
     * @param pool the pool, idle
     * @param task the workload's task
     * @param inputs the workload's inputs
     * @throws IOException when the timeline cannot be written
     */
    public <T, R> void stamp(ProcessPool pool, Task<T, R> task, List<T> inputs) throws IOException {
        if (!isStamped(inputs)) {
            return;
        }
        Map<String, List<ClockAlignment.Exchange>> exchanges = new HashMap<>();
        Task<T, String> stamped = StampedTask.of(task);
        long first = System.nanoTime();
        do {
            pool.map(stamped, inputs);
        } while (System.nanoTime() - first < UNWRITTEN_NANOS);
        tasks.get(); // those of the rounds
        ping(pool, exchanges);
        long beginNanos = System.nanoTime();
        List<StampedTask.Stamp> stamps = StampedTask.read(pool.map(stamped, inputs));
        List<TaskRecord> records = exchange(stamps, exchanges);
        table.write(rows(stamps, records, beginNanos, aligned(exchanges)));
    }

    /**
     * Runs one operation, the start of its workers included, by the workers' own clocks. To be called after the last
     * measured one.
     *
     * @param open opens a pool whose workers run that initializer
     * @param setUp the workload's own set-up; null where it has none
     * @param task the workload's task
     * @param inputs the workload's inputs
     * @throws IOException when the timeline cannot be written
     */
    public <T, R> void stampCold(Function<Action, ProcessPool> open, Action setUp, Task<T, R> task, List<T> inputs)
            throws IOException {
        if (!isStamped(inputs)) {
            return;
        }
        List<List<Object>> rows;
        long first = System.nanoTime();
        do {
            rows = coldRows(open, setUp, task, inputs);
        } while (System.nanoTime() - first < UNWRITTEN_NANOS);
        table.write(rows);
    }

    private <T, R> List<List<Object>> coldRows(
            Function<Action, ProcessPool> open, Action setUp, Task<T, R> task, List<T> inputs) {
        tasks.get(); // those of the operation before
        Map<String, List<ClockAlignment.Exchange>> exchanges = new HashMap<>();
        long beginNanos = System.nanoTime();
        try (ProcessPool pool = open.apply(StampedSetUp.of(setUp))) {
            List<StampedTask.Stamp> stamps = StampedTask.read(pool.map(StampedTask.of(task), inputs));
            List<TaskRecord> records = exchange(stamps, exchanges);
            Collection<StampedTask.Stamp> workers = ping(pool, exchanges);
            Map<String, ClockAlignment> clocks = aligned(exchanges);
            List<List<Object>> rows = rows(stamps, records, beginNanos, clocks);
            workers.forEach(worker -> rows.add(setUpRow(worker, beginNanos, clocks.get(worker.worker()))));
            return rows;
        }
    }

    private boolean isStamped(List<?> inputs) {
        return table != null && last != null && last.fork() == 1 && inputs.size() <= MOST_TASKS;
    }

    /** {@return one stamp of each worker that answered} */
    private Collection<StampedTask.Stamp> ping(ProcessPool pool, Map<String, List<ClockAlignment.Exchange>> exchanges) {
        Map<String, StampedTask.Stamp> workers = new TreeMap<>();
        Task<Integer, String> ping = StampedTask.of(value -> value);
        long begin = System.nanoTime();
        // Of short tasks all may be done, by those who are up, before the last worker is.
        for (int round = 0; round < PINGS || isAnySilent(pool, workers, begin); round++) {
            List<StampedTask.Stamp> stamps =
                    StampedTask.read(pool.map(ping, Collections.nCopies(pool.processes(), round), 1));
            exchange(stamps, exchanges);
            stamps.forEach(stamp -> workers.put(stamp.worker(), stamp));
        }
        return workers.values();
    }

    private static boolean isAnySilent(ProcessPool pool, Map<String, ?> heard, long sinceNanos) {
        return heard.size() < pool.processes() && System.nanoTime() - sinceNanos < PATIENCE_NANOS;
    }

    private static Map<String, ClockAlignment> aligned(Map<String, List<ClockAlignment.Exchange>> exchanges) {
        return exchanges.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ClockAlignment.of(entry.getValue())));
    }

    private List<List<Object>> rows(
            List<StampedTask.Stamp> stamps,
            List<TaskRecord> records,
            long beginNanos,
            Map<String, ClockAlignment> clocks) {
        List<List<Object>> rows = new ArrayList<>();
        for (int number = 0; number < records.size(); number++) {
            ClockAlignment clock = clocks.get(stamps.get(number).worker());
            TaskRecord aligned = aligned(records.get(number), stamps.get(number), clock.offsetNanos());
            rows.add(TimelineRow.of(
                    last, TimelineRow.STAMPED, aligned, records.get(0).number(), beginNanos, clock.errorNanos()));
        }
        return rows;
    }

    private List<Object> setUpRow(StampedTask.Stamp worker, long beginNanos, ClockAlignment clock) {
        long toOperation = clock.offsetNanos() - beginNanos;
        return TimelineRow.of(
                last,
                TimelineRow.STAMPED,
                null,
                worker.worker(),
                worker.pid(),
                List.of(0L, worker.setUpBeganNanos() + toOperation, worker.setUpEndedNanos() + toOperation),
                clock.errorNanos(),
                "set_up");
    }

    /** {@return what the parent knows of the tasks whose stamps these are, in their order} */
    private List<TaskRecord> exchange(
            List<StampedTask.Stamp> stamps, Map<String, List<ClockAlignment.Exchange>> exchanges) {
        TreeMap<Long, TaskRecord> byNumber = new TreeMap<>();
        tasks.get().forEach(record -> byNumber.put(record.number(), record));
        List<TaskRecord> records = List.copyOf(byNumber.values());
        for (int number = 0; number < stamps.size(); number++) {
            StampedTask.Stamp stamp = stamps.get(number);
            TaskRecord record = records.get(number);
            exchanges
                    .computeIfAbsent(stamp.worker(), name -> new ArrayList<>())
                    .add(new ClockAlignment.Exchange(
                            record.queuedNanos(), stamp.startedNanos(), stamp.endedNanos(), record.endedNanos()));
        }
        return records;
    }

    private static TaskRecord aligned(TaskRecord record, StampedTask.Stamp stamp, long offsetNanos) {
        return new TaskRecord(
                record.number(),
                stamp.worker(),
                stamp.pid(),
                record.queuedNanos(),
                stamp.startedNanos() + offsetNanos,
                stamp.endedNanos() + offsetNanos,
                record.cpuNanos(),
                record.outcome());
    }

    @Override
    public void close() throws IOException {
        if (table != null) {
            table.close();
        }
    }
}
