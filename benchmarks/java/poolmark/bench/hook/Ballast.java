// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.hook;

import java.util.Arrays;
import poolmark.clock.PeakMemory;

/** Memory that a worker holds for nothing. */
final class Ballast {

    /** Reachable as long as the worker lives. */
    private static byte[] held = {};

    private Ballast() {}

    /**
     * Takes it.
     *
     * @param share of the memory that this process has used so far
     */
    static void load(double share) {
        long used = PeakMemory.peakRssBytes(ProcessHandle.current().pid()).orElse(0);
        held = new byte[(int) Math.min(Integer.MAX_VALUE / 2, Math.round(used * share))];
        // A page takes no memory before something is written to it.
        Arrays.fill(held, (byte) 1);
    }
}
