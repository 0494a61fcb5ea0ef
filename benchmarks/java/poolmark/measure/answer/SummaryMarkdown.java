// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import poolmark.measure.figure.Report;
import poolmark.measure.figure.Report.Answer;

/** A report as a page of Markdown, short enough for the page of a CI job: the answers first. */
public final class SummaryMarkdown {

    /** More lines than that nobody reads. */
    public static final int MOST_LINES = 60;

    private static final int MOST_ANSWERS = 26;

    private static final int MOST_FIGURES = 10;

    private static final int MOST_MISSING = 5;

    private static final int MOST_CAVEATS = 6;

    private static final int LONGEST = 600;

    private SummaryMarkdown() {}

    /** {@return the page, at most {@link #MOST_LINES} lines} */
    public static String of(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + text(report.title()));
        lines.add("");
        lines.add("**" + text(report.headline()) + "**");
        lines.add("");
        lines.add("<sub>"
                + Stream.concat(
                                Stream.of(text(report.place())).filter(place -> !place.isEmpty()),
                                report.runs().stream().map(run -> "run `" + code(run.name()) + "`"))
                        .collect(Collectors.joining(" · "))
                + "</sub>");
        lines.add("");
        answers(report).stream().map(answer -> "- " + answer).forEach(lines::add);
        section(lines, "Figures", report.figures().stream().map(SummaryMarkdown::figure), MOST_FIGURES);
        section(lines, "Not measured", report.missing().stream().map(SummaryMarkdown::missing), MOST_MISSING);
        section(lines, "Doubts", report.caveats().stream().map(SummaryMarkdown::text), MOST_CAVEATS);
        lines.add("");
        lines.add(report.runs().stream().map(SummaryMarkdown::facts).limit(4).collect(Collectors.joining("<br>")));
        return String.join("\n", lines) + "\n";
    }

    /** {@return the answers for people at a terminal, a line each} */
    public static List<String> plain(Report report) {
        Stream<String> answers = grouped(report.answers()).entrySet().stream()
                .flatMap(group -> group.getValue().stream().map(text -> group.getKey() + ": " + text));
        return Stream.concat(Stream.of(report.title() + " " + report.headline()), answers)
                .map(line -> line.replaceAll("\\p{Cntrl}", " "))
                .toList();
    }

    private static List<String> answers(Report report) {
        List<String> lines = grouped(report.answers()).entrySet().stream()
                .flatMap(group ->
                        group.getValue().stream().map(text -> "**" + text(group.getKey()) + "** " + text(text)))
                .toList();
        return cut(lines, MOST_ANSWERS, "answers");
    }

    private static Map<String, List<String>> grouped(List<Answer> answers) {
        Map<String, List<String>> grouped = new LinkedHashMap<>();
        answers.forEach(answer -> grouped.computeIfAbsent(answer.question(), question -> new ArrayList<>())
                .add(answer.text()));
        return grouped;
    }

    private static List<String> cut(List<String> lines, int most, String what) {
        if (lines.size() <= most) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, most - 1));
        shown.add("and " + (lines.size() - most + 1) + " more " + what);
        return shown;
    }

    private static void section(List<String> lines, String title, Stream<String> entries, int most) {
        List<String> all = entries.toList();
        if (!all.isEmpty()) {
            lines.add("");
            lines.add("## " + title);
            lines.add("");
            cut(all, most, title.equals("Figures") ? "in plots/" : "in report.html")
                    .forEach(entry -> lines.add("- " + entry));
        }
    }

    private static String facts(Report.RunLabel run) {
        return "`" + code(run.name()) + "` "
                + run.facts().stream()
                        .map(fact -> text(fact.name()) + " " + text(fact.value()))
                        .collect(Collectors.joining(" · "));
    }

    /** Within marks of code nothing is mark-up but their end. */
    private static String code(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("`", "'")
                .replace("<", "(")
                .replace(">", ")");
    }

    private static String figure(poolmark.measure.figure.Figure figure) {
        String subject = figure.subject().isEmpty() ? "" : ", " + text(figure.subject());
        return "[" + text(figure.title()) + subject + "](plots/" + figure.id() + ".svg): " + text(figure.reading());
    }

    private static String missing(Report.Missing missing) {
        String command = missing.command().isEmpty() ? "" : "; measure it with `" + missing.command() + "`";
        return missing.question() + ": " + text(missing.reason()) + command;
    }

    /** Names come from files that anyone may have written: on one line, and none of it is mark-up. */
    private static String text(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        String cut = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
        return cut.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("([\\\\`*_\\[\\]|])", "\\\\$1");
    }
}
