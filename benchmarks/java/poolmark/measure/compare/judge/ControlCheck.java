// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import poolmark.measure.compare.Controls;
import poolmark.measure.compare.Pairs;
import poolmark.measure.compare.limit.Limit;
import poolmark.measure.compare.limit.Thresholds;
import poolmark.measure.stats.Holm;

/** Looks at pairs of the same thing: where they differ, the machine did not treat both builds alike. */
final class ControlCheck {

    private ControlCheck() {}

    /**
     * Looks at the controls of one stage.
     *
     * @param controls what was measured beside the benchmarks
     * @param thresholds how far they may move
     * @param alpha chance that any of them is found to have moved though all are in order
     * @return why the stage proves nothing; empty where it does
     */
    static List<String> doubts(Controls controls, Thresholds thresholds, double alpha) {
        List<String> doubts = new ArrayList<>();
        share("others took %.1f %% of the processors' time", controls.stolenShare(), thresholds, doubts);
        share("a quota held the run up for %.1f %% of the time", controls.throttledShare(), thresholds, doubts);
        Limit limit = new Limit(thresholds.controlLimit(), 0);
        List<Change> changes = controls.same().stream()
                .filter(pairs -> pairs.rounds() > 0)
                .map(pairs -> Change.of(pairs, limit, alpha / 2))
                .toList();
        double[] adjusted = Holm.adjusted(
                changes.stream().mapToDouble(ControlCheck::twoSided).toArray());
        for (int index = 0; index < adjusted.length; index++) {
            Change change = changes.get(index);
            if (adjusted[index] <= alpha && Math.abs(change.shift().value()) > limit.log()) {
                doubts.add(moved(change));
            }
        }
        return doubts;
    }

    private static void share(String what, double share, Thresholds thresholds, List<String> doubts) {
        if (share > thresholds.disturbedShare()) {
            doubts.add(String.format(
                    Locale.ROOT, what + ", above %.1f %%", 100 * share, 100 * thresholds.disturbedShare()));
        }
    }

    private static double twoSided(Change change) {
        return Math.min(1, 2 * Math.min(change.pWorse(), change.pBetter()));
    }

    private static String moved(Change change) {
        Pairs pairs = change.pairs();
        return String.format(
                Locale.ROOT,
                "control %s %s moved by %+.1f %% between two forks of the same thing",
                pairs.cell().label(),
                pairs.metric().name(),
                100 * (change.ratio(change.shift().value()) - 1));
    }
}
