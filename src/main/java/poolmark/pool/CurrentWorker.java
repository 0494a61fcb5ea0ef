// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import poolmark.pool.wire.Identity;

/** Tells a running task where it is, as {@code multiprocessing.current_process()} does in Python. */
public final class CurrentWorker {

    private CurrentWorker() {}

    /**
     * Name of the worker that this code runs in.
     *
     * @return the worker's name, or {@code MainProcess} outside of any worker
     */
    public static String name() {
        return Identity.current().name();
    }

    /**
     * Process id of the process that this code runs in, worker or not.
     *
     * @return the id given by the operating system
     */
    public static long pid() {
        return Identity.current().pid();
    }

    /**
     * Whether this code runs in a worker.
     *
     * @return false in a process that the user started
     */
    public static boolean isWorker() {
        return Identity.current().worker();
    }
}
