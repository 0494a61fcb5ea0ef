// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.view;

import java.util.ArrayList;
import java.util.List;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Verdict;
import poolmark.measure.report.TextTable;

/** A comparison in a terminal. */
public final class ComparisonText {

    private ComparisonText() {}

    /**
     * Writes it.
     *
     * @param comparison what to tell
     * @return lines, each with its end; the headline is the last
     */
    public static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        line(text, "old  " + Wording.oneLine(comparison.baseline().text()));
        line(text, "new  " + Wording.oneLine(comparison.candidate().text()));
        text.append('\n');
        table(text, comparison.sorted());
        if (!comparison.advisory().isEmpty()) {
            line(text, "For information, as the machines differ:");
            table(text, comparison.sortedAdvisory());
        }
        for (Missing cell : comparison.outcome().missing()) {
            line(text, Wording.missing(cell));
        }
        for (Judgement judgement : comparison.sorted()) {
            if (judgement.verdict() == Verdict.CANNOT_TELL) {
                line(text, "cannot tell: " + subject(judgement) + ": " + Wording.oneLine(judgement.reason()));
            }
        }
        comparison.outcome().doubts().forEach(doubt -> line(text, "controls moved: " + doubt));
        comparison.warnings().forEach(warning -> line(text, "warning  " + Wording.oneLine(warning)));
        line(text, comparison.method());
        line(text, comparison.headline());
        return text.toString();
    }

    static String subject(Judgement judgement) {
        return Wording.oneLine(
                judgement.cell().label() + " " + judgement.metric().name());
    }

    private static void table(StringBuilder text, List<Judgement> judgements) {
        if (judgements.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(
                List.of("cell", "metric", "old", "new", "change", "interval", "limit", "p", "n", "verdict"));
        judgements.forEach(judgement -> table.row(row(judgement)));
        text.append(table.text()).append('\n');
    }

    static List<String> row(Judgement judgement) {
        String unit = judgement.metric().unit();
        return new ArrayList<>(List.of(
                Wording.oneLine(judgement.cell().label()),
                Wording.oneLine(judgement.metric().name()),
                Wording.quantity(judgement.baseline(), unit),
                Wording.quantity(judgement.candidate(), unit),
                Wording.change(judgement),
                Wording.interval(judgement),
                Wording.limit(judgement),
                Wording.p(judgement.pHolm()),
                Integer.toString(judgement.rounds()),
                judgement.verdict().label()));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
