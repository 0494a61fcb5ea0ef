// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where the numbers lie that both sides look at, each on cache lines of its own, as different processors write them.
 *
 * <pre>
 *   0          128        256        384
 *   ┌──────────┬──────────┬──────────┬──────────┐
 *   │ WRITTEN  │ READ     │ ASLEEP   │ CLAIMS   │
 *   └──────────┴──────────┴──────────┴──────────┘
 * </pre>
 */
final class Control {

    /** How many bytes were ever written to the ring; by its writer. */
    static final int WRITTEN = 0;
    /** How many of them have been read; by its reader. */
    static final int READ = 128;
    /** 1 while the reader sleeps and has to be woken; set by the reader, taken back by who wakes it. */
    static final int ASLEEP = 256;
    /** {@link Claims}. */
    static final int CLAIMS = 384;

    static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Control() {}
}
