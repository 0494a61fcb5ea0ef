// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The latencies of the calls of one operation, as a histogram of three digits. The quantiles become secondary metrics; the
 * whole histogram is appended to {@code latency.hlog} in HdrHistogram's log format, a line for each measured operation,
 * tagged with benchmark, parameters and fork. Safe for several threads.
 */
public final class LatencyRecorder implements Detail {

    private static final int DIGITS = 3;

    private static final long LONGEST_NANOS = 3_600_000_000_000L;

    private final ConcurrentHistogram latencies = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    private final ConcurrentHistogram lateness = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    private final Path log;

    /**
     * Makes a recorder.
     *
     * @param samples the run's {@code samples.csv}, beside which the log is kept; empty where nobody wants it
     */
    public LatencyRecorder(String samples) {
        log = samples.isEmpty() ? null : Path.of(samples).resolveSibling("latency.hlog");
    }

    /** A new operation begins. */
    public void reset() {
        latencies.reset();
        lateness.reset();
    }

    /**
     * Takes a call.
     *
     * @param nanos from when it should have begun until its result was there
     */
    public void record(long nanos) {
        latencies.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
    }

    /**
     * Takes note of how late this side was, which is part of the latency.
     *
     * @param nanos from when a call should have begun until it did
     */
    public void recordLateness(long nanos) {
        lateness.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
    }

    /** {@return how many calls have been taken} */
    public long count() {
        return latencies.getTotalCount();
    }

    @Override
    public List<Extra> tell(Moment moment) throws IOException {
        if (log != null) {
            append(moment);
        }
        return List.of(
                Extra.nanos("latency.p50", latencies.getValueAtPercentile(50)),
                Extra.nanos("latency.p90", latencies.getValueAtPercentile(90)),
                Extra.nanos("latency.p99", latencies.getValueAtPercentile(99)),
                Extra.nanos("latency.p99_9", latencies.getValueAtPercentile(99.9)),
                Extra.nanos("latency.max", latencies.getMaxValue()),
                Extra.nanos("latency.sender.p99", lateness.getValueAtPercentile(99)));
    }

    private void append(Moment moment) throws IOException {
        boolean begun = Files.exists(log);
        try (PrintStream out = new PrintStream(
                Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                false,
                StandardCharsets.UTF_8)) {
            HistogramLogWriter writer = new HistogramLogWriter(out);
            if (!begun) {
                writer.outputLogFormatVersion();
                writer.outputComment("[Latencies in nanoseconds; times since 1970; the maximum in milliseconds]");
                writer.outputLegend();
            }
            Histogram interval = latencies.copy();
            interval.setTag(tag(moment));
            long now = System.currentTimeMillis();
            interval.setStartTimeStamp(now - (System.nanoTime() - moment.beginNanos()) / 1_000_000);
            interval.setEndTimeStamp(now);
            writer.outputIntervalHistogram(interval);
        }
    }

    /** A tag must hold neither blanks nor commas. */
    private static String tag(Moment moment) {
        String name = moment.benchmark().substring(moment.benchmark().lastIndexOf('.') + 1);
        String text = name + moment.params() + "#" + moment.fork() + "-" + moment.phase() + "-" + moment.op();
        return text.replace(", ", ";").replaceAll("[\\s,]", "_");
    }
}
