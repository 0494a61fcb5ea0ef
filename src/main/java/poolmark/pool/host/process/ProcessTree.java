// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends processes together with all that they have started, and that has started in its turn (decision 0010). What else
 * this JVM has for children is left alone.
 */
final class ProcessTree {

    private ProcessTree() {}

    /**
     * Ends processes of ours and all that is below them, at once. Looks at the system's processes once, however many are to
     * end: some milliseconds. What they start between that look and their end is missed.
     */
    static void end(Set<ProcessHandle> roots) {
        List<ProcessHandle> below = roots.isEmpty() ? List.of() : below(roots);
        // the roots first: a task that saw its child die might still answer, or start another
        roots.forEach(ProcessHandle::destroyForcibly);
        below.forEach(ProcessHandle::destroyForcibly);
    }

    /** A handle knows when its process began, so that none of these can come to mean another process later. */
    private static List<ProcessHandle> below(Set<ProcessHandle> roots) {
        try {
            Map<ProcessHandle, ProcessHandle> parents = new HashMap<>();
            ProcessHandle.current()
                    .descendants()
                    .forEach(process -> process.parent().ifPresent(parent -> parents.put(process, parent)));
            return parents.keySet().stream()
                    .filter(process -> isBelow(process, roots, parents))
                    .toList();
        } catch (RuntimeException e) {
            return List.of(); // no file descriptor is left to look with: the processes themselves must go all the same
        }
    }

    private static boolean isBelow(
            ProcessHandle process, Set<ProcessHandle> roots, Map<ProcessHandle, ProcessHandle> parents) {
        ProcessHandle above = parents.get(process);
        while (above != null && !roots.contains(above)) {
            above = parents.get(above);
        }
        return above != null;
    }
}
