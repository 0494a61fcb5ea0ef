// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import poolmark.measure.result.SampleCsv;
import poolmark.measure.result.TableFile;
import poolmark.pool.ProcessPool;
import poolmark.pool.Task;
import poolmark.pool.TaskRecord;

/**
 * When each task was queued, begun and ended, and by whom: {@code timeline.csv}, in nanoseconds since the operation began.
 * Measured operations give the parent's view, in which begin and end are late by a hand-over. After the measured ones one
 * operation more is run with {@link StampedTask}s, whose times are the workers' own, aligned with the parent's clock, and
 * whose {@code error_ns} says how far they may be off.
 */
public final class TaskTimeline implements Detail {

    private static final String HEADER =
            "run,benchmark,params,fork,phase,op,task,worker,pid,queued_ns,started_ns,ended_ns,error_ns,outcome";

    /** Phase of the operation that is told by the workers' clocks. */
    private static final String STAMPED = "timeline";

    /** An operation of more tasks is not for a person to look at, and writing it down would disturb the next. */
    private static final int MOST_TASKS = 1_000;

    private static final int PINGS = 20;

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
        table = samples.isEmpty() ? null : TableFile.append(Path.of(samples).resolveSibling("timeline.csv"), HEADER);
    }

    @Override
    public List<Extra> tell(Moment moment) throws IOException {
        last = moment;
        List<TaskRecord> records = tasks.get();
        if (table != null && records.size() <= MOST_TASKS) {
            long first = records.stream().mapToLong(TaskRecord::number).min().orElse(0);
            table.write(records.stream()
                    .sorted(Comparator.comparingLong(TaskRecord::number))
                    .map(task -> row(moment, moment.phase(), task, first, moment.beginNanos(), null))
                    .toList());
        }
        return List.of();
    }

    private static List<Object> row(
            Moment moment, String phase, TaskRecord task, long first, long beginNanos, Long errorNanos) {
        List<Object> row = new ArrayList<>(List.of(
                moment.runId(),
                moment.benchmark(),
                SampleCsv.params(moment.params()),
                moment.fork(),
                phase,
                phase.equals(STAMPED) ? 1 : moment.op(),
                task.number() - first,
                task.worker(),
                task.pid(),
                task.queuedNanos() - beginNanos,
                task.startedNanos() - beginNanos,
                task.endedNanos() - beginNanos));
        row.add(errorNanos);
        row.add(task.outcome().name().toLowerCase(java.util.Locale.ROOT));
        return row;
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
        if (table == null || last == null || last.fork() != 1 || inputs.size() > MOST_TASKS) {
            return;
        }
        Map<String, List<ClockAlignment.Exchange>> exchanges = new HashMap<>();
        StampedTask<Integer, Integer> ping = new StampedTask<>(value -> value);
        for (int round = 0; round < PINGS; round++) {
            List<Integer> pings = java.util.Collections.nCopies(pool.processes(), round);
            exchange(pool.map(ping, pings, 1), exchanges);
        }
        long beginNanos = System.nanoTime();
        List<StampedTask.Stamp> stamps = pool.map(new StampedTask<>(task), inputs);
        List<TaskRecord> records = exchange(stamps, exchanges);
        Map<String, ClockAlignment> clocks = exchanges.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ClockAlignment.of(entry.getValue())));
        List<List<Object>> rows = new ArrayList<>();
        for (int number = 0; number < records.size(); number++) {
            ClockAlignment clock = clocks.get(stamps.get(number).worker());
            TaskRecord aligned = aligned(records.get(number), stamps.get(number), clock.offsetNanos());
            rows.add(row(last, STAMPED, aligned, records.get(0).number(), beginNanos, clock.errorNanos()));
        }
        table.write(rows);
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
