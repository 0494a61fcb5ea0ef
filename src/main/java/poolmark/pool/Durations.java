// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.time.Duration;
import poolmark.pool.host.Dispatcher;

/** Durations of callers as nanoseconds. */
final class Durations {

    private Durations() {}

    /** At most as long as anything can be waited for, at least nothing; never an overflow. */
    static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(Duration.ofNanos(Dispatcher.FOREVER_NANOS)) >= 0
                ? Dispatcher.FOREVER_NANOS
                : duration.toNanos();
    }

    /** A time limit, which has to be positive. */
    static long positiveNanos(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, but was " + duration);
        }
        return nanos(duration);
    }
}
