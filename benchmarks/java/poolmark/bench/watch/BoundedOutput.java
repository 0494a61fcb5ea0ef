// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes so many bytes on and drops the rest, so that a benchmark which prints without end does not fill the disk. */
public final class BoundedOutput extends FilterOutputStream {

    /** Thousands of times what JMH prints in a fork. */
    public static final int LIMIT_MEBIBYTES = 16;

    private final Runnable flooded;
    private long left = LIMIT_MEBIBYTES * 1_048_576L;

    /**
     * Makes one.
     *
     * @param out where to
     * @param flooded is called once, when the limit is passed
     */
    public BoundedOutput(OutputStream out, Runnable flooded) {
        super(out);
        this.flooded = flooded;
    }

    @Override
    public void write(int value) throws IOException {
        if (passes(1)) {
            out.write(value);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (passes(length)) {
            out.write(bytes, offset, length);
        }
    }

    private boolean passes(int bytes) {
        boolean before = left >= 0;
        left -= bytes;
        if (before && left < 0) {
            flooded.run();
        }
        return left >= 0;
    }
}
