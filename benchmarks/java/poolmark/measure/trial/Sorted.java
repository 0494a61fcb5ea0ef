// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import java.util.Arrays;

/** Times in rising order. */
record Sorted(long[] nanos) {

    static Sorted of(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return new Sorted(sorted);
    }

    /** {@return a quantile, linear between the values next to it (type 7 of Hyndman and Fan)} */
    double quantile(double part) {
        double position = part * (nanos.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, nanos.length - 1);
        return nanos[below] + (position - below) * (nanos[above] - nanos[below]);
    }
}
