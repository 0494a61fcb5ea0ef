// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

/** The process at the other end of shared memory, which unlike a pipe does not say when that end is gone. */
@FunctionalInterface
public interface Peer {

    /** Whether it still runs. */
    boolean isAlive();
}
