// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import poolmark.measure.result.SampleCsv;
import poolmark.pool.TaskRecord;

/** A line of {@code timeline.csv}: a task, or where there is none a worker's set-up, in ns since the operation began. */
final class TimelineRow {

    static final String HEADER =
            "run,benchmark,params,fork,phase,op,task,worker,pid,queued_ns,started_ns,ended_ns,error_ns,outcome";

    /** Phase of the operation that is told by the workers' clocks. */
    static final String STAMPED = "timeline";

    private TimelineRow() {}

    /** {@return a task's line; {@code first} is the number of the operation's first task} */
    static List<Object> of(
            Detail.Moment moment, String phase, TaskRecord task, long first, long beginNanos, Long errorNanos) {
        return of(
                moment,
                phase,
                task.number() - first,
                task.worker(),
                task.pid(),
                List.of(
                        task.queuedNanos() - beginNanos,
                        task.startedNanos() - beginNanos,
                        task.endedNanos() - beginNanos),
                errorNanos,
                task.outcome().name().toLowerCase(Locale.ROOT));
    }

    static List<Object> of(
            Detail.Moment moment,
            String phase,
            Long task,
            String worker,
            long pid,
            List<Long> times,
            Long errorNanos,
            String outcome) {
        List<Object> row = new ArrayList<>(
                List.of(moment.runId(), moment.benchmark(), SampleCsv.params(moment.params()), moment.fork(), phase));
        row.add(phase.equals(STAMPED) ? 1 : moment.op());
        row.add(task);
        row.add(worker);
        row.add(pid);
        row.addAll(times);
        row.add(errorNanos);
        row.add(outcome);
        return row;
    }
}
