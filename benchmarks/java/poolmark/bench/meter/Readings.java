// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Carries readings from the meter to the profiler, which JMH makes itself: they share nothing else than the JVM. */
final class Readings {

    private static final ConcurrentLinkedQueue<Reading> CURRENT_ITERATION = new ConcurrentLinkedQueue<>();

    private Readings() {}

    static void add(Reading reading) {
        CURRENT_ITERATION.add(reading);
    }

    /** {@return the readings since the last call} */
    static List<Reading> drain() {
        List<Reading> readings = new ArrayList<>();
        for (Reading next = CURRENT_ITERATION.poll(); next != null; next = CURRENT_ITERATION.poll()) {
            readings.add(next);
        }
        return readings;
    }
}
