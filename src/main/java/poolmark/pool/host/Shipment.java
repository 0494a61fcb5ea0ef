// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

/**
 * A chunk that is handed ahead to a worker that is at another, and too large to be written under the dispatcher's lock. From when it
 * leaves the queue until its arrival is told, it is what its worker has {@linkplain Worker#underway underway}.
 *
 * @param before how many chunks the worker had been sent
 */
record Shipment(Worker worker, Chunk chunk, int before) {

    /**
     * Writes it, without the lock, into room that nobody else takes meanwhile, and never waits. False where it could not be, for
     * whatever reason: it is sent otherwise then, and what stands against that is told.
     */
    boolean go() {
        try {
            return worker.offer(chunk, before);
        } catch (RuntimeException | Error e) {
            return false;
        }
    }
}
