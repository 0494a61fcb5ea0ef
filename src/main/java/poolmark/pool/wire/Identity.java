// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

/**
 * Who this process is: a worker with a name given by its parent, or a process that the user started.
 *
 * @param name the worker's name, {@code MainProcess} where this is none
 * @param pid id of this process
 * @param worker whether this process is a worker
 */
public record Identity(String name, long pid, boolean worker) {

    private static volatile Identity current;

    /** The identity of this process. */
    public static Identity current() {
        Identity known = current;
        if (known == null) {
            known = new Identity("MainProcess", ProcessHandle.current().pid(), false);
            current = known;
        }
        return known;
    }

    /** Makes this process the worker of that name; called once, before any user code runs in it. */
    public static void become(String name, long pid) {
        current = new Identity(name, pid, true);
    }
}
