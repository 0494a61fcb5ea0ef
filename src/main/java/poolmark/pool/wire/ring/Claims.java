// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.nio.ByteBuffer;

/**
 * How many requests were offered to a worker and how many it has taken, in one number that both change by compare-and-set:
 * so a request that the parent wants back is either the parent's or the worker's, never both's.
 *
 * <pre>
 *   63           32 31            0
 *   ┌──────────────┬──────────────┐
 *   │ offered      │ taken        │    counts modulo 2^32; offered - taken requests wait
 *   └──────────────┴──────────────┘
 * </pre>
 */
public final class Claims {

    private static final long TAKEN_BITS = 0xFFFF_FFFFL;

    private final ByteBuffer memory;
    private final int at;

    Claims(ByteBuffer memory, int control) {
        this.memory = memory;
        this.at = control + Control.CLAIMS;
    }

    /**
     * Parent: one more request, whose bytes are in the ring or will follow.
     *
     * @param most how many may have been waiting before
     * @throws SharedMemory.DamagedException where the worker says what cannot be
     */
    public void offer(int most) throws SharedMemory.DamagedException {
        checked(waiting((long) Control.LONGS.getAndAdd(memory, at, TAKEN_BITS + 1)), most);
    }

    /** Worker: takes the next request; false where there is none. */
    public boolean take() {
        long seen = (long) Control.LONGS.getVolatile(memory, at);
        while (waiting(seen) > 0) {
            long taken = seen & ~TAKEN_BITS | seen + 1 & TAKEN_BITS;
            long found = (long) Control.LONGS.compareAndExchange(memory, at, seen, taken);
            if (found == seen) {
                return true;
            }
            seen = found;
        }
        return false;
    }

    /** Worker: whether a request waits. */
    public boolean isAnyWaiting() {
        return waiting((long) Control.LONGS.getVolatile(memory, at)) > 0;
    }

    /**
     * Parent: takes back whatever the worker has not taken.
     *
     * @param most how many requests that may be
     * @return how many requests these are, the last ones offered
     * @throws SharedMemory.DamagedException where the worker says what cannot be
     */
    public int revoke(int most) throws SharedMemory.DamagedException {
        long seen = (long) Control.LONGS.getVolatile(memory, at);
        while (true) {
            long revoked = seen << Integer.SIZE | seen & TAKEN_BITS;
            long found = (long) Control.LONGS.compareAndExchange(memory, at, seen, revoked);
            if (found == seen) {
                return checked(waiting(seen), most);
            }
            seen = found;
        }
    }

    private static int checked(int waiting, int most) throws SharedMemory.DamagedException {
        if (waiting < 0 || waiting > most) {
            throw new SharedMemory.DamagedException(waiting + " requests of at most " + most + " wait in it");
        }
        return waiting;
    }

    private static int waiting(long claims) {
        return (int) (claims >>> Integer.SIZE) - (int) claims;
    }
}
