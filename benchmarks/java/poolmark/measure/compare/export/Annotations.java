// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.export;

import java.util.ArrayList;
import java.util.List;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Verdict;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.Wording;

/**
 * Workflow commands of GitHub Actions, which show lines of a job's output beside the change itself: errors for regressions
 * and lost benchmarks, warnings for what nobody can tell.
 */
public final class Annotations {

    /** GitHub shows ten of a kind for each step and drops the others. */
    private static final int MOST = 10;

    private Annotations() {}

    /**
     * Writes them.
     *
     * @param comparison what to tell
     * @return a line for each, without its end
     */
    public static List<String> of(Comparison comparison) {
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Missing cell : comparison.outcome().missing()) {
            if (cell.kind() != Missing.Kind.ADDED) {
                errors.add(line("error", "Benchmark missing", Wording.missing(cell)));
            }
        }
        for (Judgement judgement : comparison.sorted()) {
            if (judgement.verdict() == Verdict.REGRESSION) {
                errors.add(line("error", "Performance regression", Wording.finding(judgement)));
            }
        }
        for (String doubt : comparison.outcome().doubts()) {
            warnings.add(line("warning", "The measurement proves nothing", doubt));
        }
        for (Judgement judgement : comparison.sorted()) {
            if (judgement.verdict() == Verdict.CANNOT_TELL) {
                warnings.add(line("warning", "Cannot tell", Wording.finding(judgement)));
            }
        }
        List<String> all = new ArrayList<>(errors.subList(0, Math.min(MOST, errors.size())));
        all.addAll(warnings.subList(0, Math.min(MOST, warnings.size())));
        return all;
    }

    private static String line(String kind, String title, String message) {
        return "::" + kind + " title=" + property(title) + "::" + data(message);
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
