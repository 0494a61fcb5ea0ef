// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import poolmark.clock.NanoClock;
import poolmark.measure.result.RunManifest;

/** Shows a line for each fork: how far the run is, what came out, and how long it will take yet. */
final class Progress {

    private final PrintStream err;
    private final NanoClock clock;
    private final int forks;
    private final long[] cellNanos;
    private final long begin;
    private int done;
    private long forkBegin;

    Progress(PrintStream err, NanoClock clock, int cells, int forks) {
        this.err = err;
        this.clock = clock;
        this.forks = forks;
        this.cellNanos = new long[cells];
        this.begin = clock.nanos();
    }

    void forkBegins() {
        forkBegin = clock.nanos();
    }

    /** @param left the cells of the forks that are still to run */
    void forkDone(int number, RunManifest.Cell cell, BenchmarkResult result, Iterable<Integer> left) {
        Result<?> score = result.getPrimaryResult();
        show(number, cell, String.format(Locale.ROOT, "%.3f %s", score.getScore(), score.getScoreUnit()), left);
    }

    void forkFailed(int number, RunManifest.Cell cell, String reason, Iterable<Integer> left) {
        show(number, cell, "FAILED: " + reason, left);
    }

    private void show(int number, RunManifest.Cell cell, String outcome, Iterable<Integer> left) {
        done++;
        cellNanos[number] = clock.nanos() - forkBegin;
        err.println(String.format(
                Locale.ROOT,
                "[%" + Integer.toString(forks).length() + "d/%d] %s: %s (%s gone, about %s left)",
                done,
                forks,
                cell.label(),
                outcome,
                minutes(clock.nanos() - begin),
                minutes(estimate(left))));
    }

    /** A cell takes as long as it took before, or as long as the others did on average. */
    private long estimate(Iterable<Integer> left) {
        long average = (clock.nanos() - begin) / done;
        long sum = 0;
        for (int number : left) {
            sum += cellNanos[number] > 0 ? cellNanos[number] : average;
        }
        return sum;
    }

    private static String minutes(long nanos) {
        Duration duration = Duration.ofNanos(nanos + 500_000_000L);
        return String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }
}
