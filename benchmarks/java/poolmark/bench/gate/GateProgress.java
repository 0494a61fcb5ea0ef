// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import poolmark.bench.gate.fork.Forked;
import poolmark.clock.NanoClock;
import poolmark.measure.compare.CellName;

/** Shows a line for each pair of forks: how far the stage is, what came out, and how long it will take yet. */
final class GateProgress {

    private static final double NANOS_PER_MILLI = 1e6;

    private final PrintStream err;
    private final NanoClock clock;
    private final int pairs;
    private final long begin;
    private int before;
    private int done;

    /**
     * Begins.
     *
     * @param err takes the lines
     * @param clock tells the time
     * @param pairs number of pairs of the stage
     */
    GateProgress(PrintStream err, NanoClock clock, int pairs) {
        this.err = err;
        this.clock = clock;
        this.pairs = pairs;
        this.begin = clock.nanos();
    }

    /** A pair was measured before this program began, or needs no measuring any more. */
    void skipped() {
        before++;
    }

    /** A pair has been measured. */
    void measured(String what, CellName cell, Forked baseline, Forked candidate) {
        show(
                what,
                cell,
                String.format(
                        Locale.ROOT,
                        "%.3f -> %.3f ms",
                        baseline.wallNanos() / NANOS_PER_MILLI,
                        candidate.wallNanos() / NANOS_PER_MILLI));
    }

    /** A pair has no numbers. */
    void failed(String what, CellName cell, String reason) {
        show(what, cell, "FAILED: " + reason);
    }

    private void show(String what, CellName cell, String outcome) {
        done++;
        long gone = clock.nanos() - begin;
        long left = gone / done * (pairs - before - done);
        err.println(String.format(
                Locale.ROOT,
                "[%" + Integer.toString(pairs).length() + "d/%d] %s %s: %s (%s gone, about %s left)",
                before + done,
                pairs,
                what,
                cell.label(),
                outcome,
                minutes(gone),
                minutes(left)));
    }

    private static String minutes(long nanos) {
        Duration duration = Duration.ofNanos(nanos + 500_000_000L);
        return String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }
}
