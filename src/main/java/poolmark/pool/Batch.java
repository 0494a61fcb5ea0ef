// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.Arrays;
import poolmark.pool.host.Arguments;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.UntransferableException;

/** Arguments that are being encoded, to be handed over together. Where each ends is noted only once one is not as long as an integer. */
final class Batch {

    /** Arguments beyond it are not gathered in one chunk. */
    private static final int LARGE_BYTES = 1 << 23;

    /** So many integers are more than that. */
    private static final int LARGE_INTEGERS = LARGE_BYTES / Codec.INTEGER_BYTES + 1;

    /** Room for so many is taken at once. */
    private static final int MOST_EXPECTED = 1 << 18;

    private final ByteSink encoded;
    private int[] ends;
    private int count;

    /** {@code expected} is how many arguments there will be, should they all fit. */
    Batch(int expected) {
        encoded = new ByteSink(Math.max(64, Codec.INTEGER_BYTES * Math.min(expected, MOST_EXPECTED)));
    }

    /** Appends an argument; where that fails, the batch is as before. */
    void add(Codec codec, Object argument) throws UntransferableException {
        int start = encoded.size();
        try {
            codec.write(encoded, argument);
            if (ends != null || encoded.size() != (count + 1) * Codec.INTEGER_BYTES) {
                noteEnd();
            }
        } catch (UntransferableException | OutOfMemoryError e) {
            encoded.truncate(start);
            throw e;
        }
        count++;
    }

    /**
     * Appends the integers that come next in an array, as far as the batch is not {@linkplain #isLarge large} then; returns the index of the first
     * argument that was not appended.
     */
    int addIntegers(Object[] arguments, int from, int to) {
        if (ends != null) {
            return from;
        }
        int next = from;
        try {
            int end = (int) Math.min(to, (long) from + LARGE_INTEGERS - count);
            next = Codec.writeIntegers(encoded, arguments, from, end);
            count += next - from;
        } catch (OutOfMemoryError e) {
            encoded.truncate(count * Codec.INTEGER_BYTES); // one alone may still fit, or be told why it does not
        }
        return next;
    }

    private void noteEnd() {
        if (ends == null) {
            ends = new int[count + 8];
            for (int i = 0; i < count; i++) {
                ends[i] = (i + 1) * Codec.INTEGER_BYTES;
            }
        } else if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count] = encoded.size();
    }

    int count() {
        return count;
    }

    boolean isLarge() {
        return encoded.size() > LARGE_BYTES;
    }

    /** What was gathered; nothing is added after that. */
    Arguments arguments() {
        boolean isRoomy = encoded.array().length > 2 * encoded.size();
        byte[] bytes = isRoomy ? encoded.toByteArray() : encoded.array();
        return ends == null
                ? Arguments.ofEqualLength(bytes, count, Codec.INTEGER_BYTES)
                : Arguments.of(bytes, ends.length == count ? ends : Arrays.copyOf(ends, count));
    }
}
