// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import java.util.Collection;
import java.util.stream.Collectors;

/** What is said of things that a fork has left behind: a fault that each of its tasks has leaves thousands. */
public final class LeftBehind {

    private static final int MOST_NAMES = 8;

    private LeftBehind() {}

    /**
     * Says why a fork has failed that has ended.
     *
     * @param processes those that were left, by name
     * @param files those that were left, by name
     * @return the reason; empty when nothing was left
     */
    public static String reason(Collection<String> processes, Collection<String> files) {
        if (!processes.isEmpty()) {
            return "left processes behind, which had to be killed: " + names(processes);
        }
        return files.isEmpty() ? "" : "left files behind: " + names(files);
    }

    /**
     * Names the first of them and counts the others.
     *
     * @param all names, each a few words long
     * @return one line for a report
     */
    public static String names(Collection<String> all) {
        String first = all.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return all.size() <= MOST_NAMES
                ? "[" + first + "]"
                : "[" + first + " and " + (all.size() - MOST_NAMES) + " more]";
    }
}
