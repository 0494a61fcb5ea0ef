// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.view;

import java.util.List;
import java.util.stream.Collectors;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Verdict;

/**
 * A comparison as the comment of a pull request: at most thirty lines are to be seen, the rest is folded. The first line is a
 * hidden mark, by which a bot finds its own comment and updates it instead of adding one.
 */
public final class ComparisonMarkdown {

    private static final int MOST_ROWS = 10;

    private static final int MOST_LINES = 3;

    private static final String HEADER = "| cell | metric | old | new | change | interval | limit | p | n | verdict |\n"
            + "|---|---|--:|--:|--:|--:|--:|--:|--:|---|\n";

    private ComparisonMarkdown() {}

    /**
     * Writes it.
     *
     * @param comparison what to tell
     * @return Markdown as GitHub reads it
     */
    public static String of(Comparison comparison) {
        List<Judgement> all = comparison.sorted();
        List<Judgement> interesting = all.stream()
                .filter(judgement -> judgement.verdict() != Verdict.PASS)
                .toList();
        StringBuilder text = new StringBuilder();
        text.append(marker(comparison)).append('\n');
        text.append("### Poolmark ").append(comparison.kind().label()).append(": ");
        text.append(escaped(comparison.headline())).append("\n\n");
        text.append(table(interesting.subList(0, Math.min(MOST_ROWS, interesting.size()))));
        some(text, comparison.outcome().missing().stream().map(Wording::missing).toList());
        some(
                text,
                comparison.outcome().doubts().stream()
                        .map(doubt -> "controls moved: " + doubt)
                        .toList());
        text.append(escaped(comparison.method())).append("\n\n");
        text.append("<details><summary>All ").append(all.size()).append(" results</summary>\n\n");
        text.append("old: ").append(escaped(comparison.baseline().text())).append("  \n");
        text.append("new: ").append(escaped(comparison.candidate().text())).append("\n\n");
        text.append(table(all));
        if (!comparison.advisory().isEmpty()) {
            text.append("For information, as the machines differ:\n\n").append(table(comparison.sortedAdvisory()));
        }
        comparison.outcome().missing().forEach(cell -> item(text, Wording.missing(cell)));
        interesting.forEach(judgement -> item(text, ComparisonText.subject(judgement) + ": " + judgement.reason()));
        comparison.warnings().forEach(warning -> item(text, warning));
        return text.append("\n</details>\n").toString();
    }

    /** {@return the hidden mark of such comments} */
    public static String marker(Comparison comparison) {
        return "<!-- poolmark-" + comparison.kind().label() + " -->";
    }

    private static String table(List<Judgement> judgements) {
        return judgements.isEmpty()
                ? ""
                : HEADER + judgements.stream().map(ComparisonMarkdown::row).collect(Collectors.joining()) + "\n";
    }

    private static String row(Judgement judgement) {
        return ComparisonText.row(judgement).stream()
                .map(ComparisonMarkdown::escaped)
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static void some(StringBuilder text, List<String> lines) {
        lines.stream().limit(MOST_LINES).forEach(line -> item(text, line));
        if (lines.size() > MOST_LINES) {
            item(text, (lines.size() - MOST_LINES) + " more below");
        }
        if (!lines.isEmpty()) {
            text.append('\n');
        }
    }

    private static void item(StringBuilder text, String line) {
        text.append("* ").append(escaped(line)).append('\n');
    }

    /** Names of benchmarks and parameters come from files: they must not end a table or begin a tag. */
    private static String escaped(String text) {
        return Wording.oneLine(text)
                .replaceAll("([\\\\`*_{}\\[\\]#|~@])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
