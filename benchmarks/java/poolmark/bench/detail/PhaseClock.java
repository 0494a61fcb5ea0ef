// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import poolmark.measure.result.SampleCsv;
import poolmark.measure.result.TableFile;

/**
 * The phases of a pool's life within one operation. Each ends where the next begins, so that they add up to the operation:
 *
 * <pre>
 *   begin ── spawn ── open() returned ── ready ── first worker ready ── work ── results ── close ── close() returned
 * </pre>
 *
 * <p>Where a worker is ready before {@code open()} returns, the phase of getting ready has no length. Beside them
 * {@code phase.ready.all} tells when the last worker became ready, from the begin on; work has begun by then. One
 * operation at a time.
 */
public final class PhaseClock implements Detail {

    private static final String HEADER =
            "run,benchmark,params,fork,phase,op,spawn_ns,ready_ns,work_ns,close_ns,all_ready_ns";

    private final Supplier<List<Long>> ready;
    private final TableFile table;
    private long openedNanos;
    private long workedNanos;
    private long closedNanos;

    /**
     * Makes a clock.
     *
     * @param ready gives the times at which workers became ready since it was last asked, rising
     * @param samples the run's {@code samples.csv}, beside which {@code phases.csv} is kept; empty where nobody wants it
     * @throws IOException when that cannot be written
     */
    public PhaseClock(Supplier<List<Long>> ready, String samples) throws IOException {
        this.ready = ready;
        table = samples.isEmpty() ? null : TableFile.append(Path.of(samples).resolveSibling("phases.csv"), HEADER);
    }

    /** The pool is open. */
    public void opened() {
        openedNanos = System.nanoTime();
    }

    /** All results are there. */
    public void worked() {
        workedNanos = System.nanoTime();
    }

    /** The pool is closed. */
    public void closed() {
        closedNanos = System.nanoTime();
    }

    @Override
    public List<Extra> tell(Moment moment) throws IOException {
        List<Long> readyNanos = ready.get();
        long first = readyNanos.isEmpty() ? openedNanos : Math.max(openedNanos, readyNanos.get(0));
        long spawn = openedNanos - moment.beginNanos();
        long waited = Math.min(first, workedNanos) - openedNanos;
        long work = workedNanos - openedNanos - waited;
        long close = closedNanos - workedNanos;
        long all = readyNanos.isEmpty() ? 0 : readyNanos.get(readyNanos.size() - 1) - moment.beginNanos();
        if (table != null) {
            table.write(List.of(List.of(
                    moment.runId(),
                    moment.benchmark(),
                    SampleCsv.params(moment.params()),
                    moment.fork(),
                    moment.phase(),
                    moment.op(),
                    spawn,
                    waited,
                    work,
                    close,
                    all)));
        }
        return List.of(
                Extra.nanos("phase.spawn", spawn),
                Extra.nanos("phase.ready", waited),
                Extra.nanos("phase.work", work),
                Extra.nanos("phase.close", close),
                Extra.nanos("phase.ready.all", all));
    }

    @Override
    public void close() throws IOException {
        if (table != null) {
            table.close();
        }
    }
}
