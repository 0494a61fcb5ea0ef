// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes at random: flips, overwrites, drops and repeats them, and puts in the numbers at which things break. */
final class Damage {

    /** Lengths and counts that do not fit, that overflow when multiplied, or that mean something else as a signed number. */
    private static final long[] EXTREMES = {
        0,
        -1,
        0x7FFF_FFFF,
        0x7FFF_FFF7,
        1L << 31,
        1L << 32,
        0x0400_0000,
        0x1FFF_FFFF,
        0x3FFF_FFFF,
        Long.MIN_VALUE,
        0xFFFF
    };

    private static final int MAX_STEPS = 4;

    private final SplittableRandom random;

    Damage(SplittableRandom random) {
        this.random = random;
    }

    byte[] of(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int steps = 1 + random.nextInt(MAX_STEPS); steps > 0 && bytes.length > 1; steps--) {
            bytes = step(bytes, random.nextInt(bytes.length));
        }
        return bytes;
    }

    private byte[] step(byte[] bytes, int at) {
        switch (random.nextInt(8)) {
            case 0:
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                return bytes;
            case 1:
                bytes[at] = (byte) random.nextInt(256);
                return bytes;
            case 2:
                return Arrays.copyOf(bytes, at);
            case 3:
                return splice(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
            case 4:
                return splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(4)), new byte[0]);
            case 5:
                return splice(bytes, at, at, Arrays.copyOfRange(bytes, at / 2, at));
            case 6:
                return swap(bytes, at, random.nextInt(bytes.length));
            default:
                byte[] number = extreme();
                return splice(bytes, at, Math.min(bytes.length, at + number.length), number);
        }
    }

    private byte[] extreme() {
        ByteSink sink = new ByteSink(10);
        long number = EXTREMES[random.nextInt(EXTREMES.length)];
        if (random.nextBoolean()) {
            sink.writeInt((int) number);
        } else {
            sink.writeVarLong(number);
        }
        return sink.toByteArray();
    }

    private static byte[] swap(byte[] bytes, int first, int second) {
        byte kept = bytes[first];
        bytes[first] = bytes[second];
        bytes[second] = kept;
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
        byte[] spliced = Arrays.copyOf(bytes, from + between.length + bytes.length - to);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }
}
