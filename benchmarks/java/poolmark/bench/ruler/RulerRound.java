// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.ruler;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import poolmark.clock.NanoClock;
import poolmark.measure.stability.RulerReading;

/** Reads all rulers from time to time. The host does it between two forks, when nothing else of the run is going on. */
public final class RulerRound {

    private final NanoClock clock;
    private final long intervalNanos;
    private final long begin;
    private long next;

    /**
     * Begins, with a reading that nobody gets: the first one is that of code which is not compiled.
     *
     * @param clock tells the time
     * @param interval how often to read
     * @throws IOException when a ruler measured nothing
     * @throws InterruptedException when interrupted
     */
    public RulerRound(NanoClock clock, Duration interval) throws IOException, InterruptedException {
        this.clock = clock;
        this.intervalNanos = interval.toNanos();
        this.begin = clock.nanos();
        this.next = begin;
        for (Ruler ruler : Ruler.values()) {
            ruler.medianNanos();
        }
    }

    /**
     * Reads the rulers if the last time is long ago.
     *
     * @return the readings; none when it is not
     */
    public List<RulerReading> readIfDue() throws IOException, InterruptedException {
        return clock.nanos() - next < 0 ? List.of() : read();
    }

    /**
     * Reads the rulers.
     *
     * @return a reading of each
     */
    public List<RulerReading> read() throws IOException, InterruptedException {
        List<RulerReading> readings = new ArrayList<>();
        for (Ruler ruler : Ruler.values()) {
            long atMillis = (clock.nanos() - begin) / 1_000_000;
            readings.add(new RulerReading(ruler.label(), atMillis, ruler.medianNanos()));
        }
        next = clock.nanos() + intervalNanos;
        return readings;
    }
}
