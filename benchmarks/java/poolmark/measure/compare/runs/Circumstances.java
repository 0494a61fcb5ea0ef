// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.runs;

import java.util.List;
import java.util.Locale;

/** Whether two runs took place under the same circumstances. */
final class Circumstances {

    private Circumstances() {}

    /**
     * Looks at both.
     *
     * @param old one run
     * @param fresh the other
     * @param rulerLimit change of a ruler beyond which a machine is another one, as a part
     * @param warnings takes a line for each difference
     * @return whether absolute times can be compared
     */
    static boolean compare(Side old, Side fresh, double rulerLimit, List<String> warnings) {
        differ("JDKs", old.party().jdk(), fresh.party().jdk(), warnings);
        differ("arguments of the workers' JVMs", old.workers(), fresh.workers(), warnings);
        boolean unknown = old.machine().isEmpty() || fresh.machine().isEmpty();
        if (unknown && old.machine().equals(fresh.machine())) {
            warnings.add("the files do not say on which machines they were made; taken for the same");
            return true;
        }
        if (!old.machine().equals(fresh.machine())) {
            differ("machines", named(old.machine()), named(fresh.machine()), warnings);
            return false;
        }
        return rulers(old, fresh, rulerLimit, warnings);
    }

    private static String named(String machine) {
        return machine.isEmpty() ? "one that the file does not name" : machine;
    }

    private static void differ(String what, String before, String after, List<String> warnings) {
        if (!before.equals(after)) {
            warnings.add(what + " differ: " + before + " and " + after);
        }
    }

    private static boolean rulers(Side old, Side fresh, double limit, List<String> warnings) {
        boolean same = true;
        for (String ruler : old.rulers().keySet()) {
            if (fresh.ruler(ruler).isPresent()) {
                double ratio = fresh.ruler(ruler).getAsDouble() / old.rulers().get(ruler);
                if (Math.abs(Math.log(ratio)) > Math.log1p(limit)) {
                    same = false;
                    warnings.add(String.format(
                            Locale.ROOT,
                            "ruler %s moved by %+.0f %%: it was another machine, in effect",
                            ruler,
                            100 * (ratio - 1)));
                }
            }
        }
        return same;
    }
}
