// SPDX-License-Identifier: Apache-2.0
/**
 * Memory that a parent and one worker both see, and two rings of bytes in it, one each way. Knows nothing of frames or tasks.
 * A ring never blocks: who finds nothing to read, or no room, decides himself how to wait.
 */
package poolmark.pool.wire.ring;
