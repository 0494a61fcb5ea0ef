// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.hook;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Memory that a worker holds for nothing: at any time the same share of the most that it has used for itself, which grows
 * while it lives. Outside of the heap, so that the collector does nothing it would not do without. Known on Linux only;
 * elsewhere it holds nothing.
 */
final class Ballast {

    /** What a process says of itself; read byte by byte, because richer ways load classes, and those are memory too. */
    private static final String STATUS = "/proc/self/status";

    private static final String PEAK = "VmHWM:";

    private static final int STATUS_BYTES = 8 << 10;

    private static final long KIBIBYTE = 1 << 10;

    /** How far it may be behind. An iteration of the gate is twice as long. */
    private static final long PAUSE_NANOS = 50_000_000L;

    private final double share;

    /** Reachable as long as the worker lives. */
    private final List<ByteBuffer> held = new ArrayList<>();

    private long heldBytes;

    private Ballast(double share) {
        this.share = share;
    }

    /**
     * Takes it, and more of it when the worker grows.
     *
     * @param share of the memory that this process uses besides
     */
    static void load(double share) {
        Ballast ballast = new Ballast(share);
        ballast.grow();
        Thread watch = new Thread(ballast::keepUp, "poolmark-ballast");
        watch.setDaemon(true);
        watch.start();
    }

    private void keepUp() {
        while (true) {
            LockSupport.parkNanos(PAUSE_NANOS);
            grow();
        }
    }

    private void grow() {
        long missing = missing(peakBytes(), heldBytes, share);
        if (missing > 0) {
            // Filled with zeros, so its pages are there and not only promised.
            held.add(ByteBuffer.allocateDirect((int) Math.min(missing, Integer.MAX_VALUE)));
            heldBytes += held.get(held.size() - 1).capacity();
        }
    }

    /**
     * How much more there has to be.
     *
     * @param peakBytes the most that the process has had, the ballast included; 0 where that is not known
     * @param heldBytes the ballast
     * @param share that the ballast has to have of the rest
     * @return bytes; 0 or less when there is enough
     */
    static long missing(long peakBytes, long heldBytes, double share) {
        return Math.round((peakBytes - heldBytes) * share) - heldBytes;
    }

    private static long peakBytes() {
        try (InputStream status = new FileInputStream(STATUS)) {
            byte[] bytes = new byte[STATUS_BYTES];
            int length = Math.max(0, status.read(bytes));
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            int begin = text.indexOf(PEAK) + PEAK.length();
            int end = text.indexOf(" kB", begin);
            return begin < PEAK.length() || end < 0
                    ? 0
                    : Long.parseLong(text.substring(begin, end).strip()) * KIBIBYTE;
        } catch (IOException noSuchFile) {
            return 0;
        }
    }
}
