// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Report;

/**
 * A report in the order of the page.
 *
 * @param title heading of the page
 * @param headline the answer in a sentence or two
 * @param place where it was measured
 * @param runs what it is about
 * @param answers the sentences, those to one question together
 * @param sections the figures in chapters
 * @param missing figures that the runs cannot carry
 * @param caveats what keeps a reader from trusting the figures
 */
record Outline(
        String title,
        String headline,
        String place,
        List<Report.RunLabel> runs,
        List<Answer> answers,
        List<Section> sections,
        List<Lack> missing,
        List<String> caveats) {

    /** {@return the outline of a report} */
    static Outline of(Report report) {
        return new Outline(
                report.title(),
                report.headline(),
                report.place(),
                report.runs(),
                answers(report.answers()),
                sections(report.figures()),
                report.missing().stream().map(Lack::of).toList(),
                report.caveats());
    }

    boolean anyMissing() {
        return !missing.isEmpty();
    }

    boolean anyCaveats() {
        return !caveats.isEmpty();
    }

    /** Whether the title does not name them already. */
    boolean named() {
        return !title.contains(runNames());
    }

    String runNames() {
        return runs.stream().map(Report.RunLabel::name).collect(Collectors.joining(", "));
    }

    private static List<Answer> answers(List<Report.Answer> answers) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (Report.Answer answer : answers) {
            texts.computeIfAbsent(answer.question(), question -> new ArrayList<>())
                    .add(answer.text());
        }
        return texts.entrySet().stream()
                .map(entry -> new Answer(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<Section> sections(List<Figure> figures) {
        Map<String, List<Figure>> chapters = new LinkedHashMap<>();
        for (Figure figure : figures) {
            chapters.computeIfAbsent(Chapter.idOf(figure.question()), chapter -> new ArrayList<>())
                    .add(figure);
        }
        return chapters.entrySet().stream()
                .map(entry -> Section.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** All that is said to one question. */
    record Answer(String question, List<String> texts) {}

    /**
     * A chapter.
     *
     * @param id its name in links
     * @param heading its name for people
     * @param choose whether one figure of it is enough at a time, where scripts run
     * @param figures what it shows
     */
    record Section(String id, String heading, boolean choose, List<Shown> figures) {

        static Section of(String id, List<Figure> figures) {
            return new Section(
                    id,
                    Chapter.headingOf(figures.get(0).question()),
                    figures.stream().anyMatch(figure -> !figure.subject().isEmpty()),
                    figures.stream().map(Shown::of).toList());
        }
    }

    /**
     * A figure beside its data.
     *
     * @param figure the figure
     * @param quantity what it shows, in a word or two
     * @param table its data
     */
    record Shown(Figure figure, String quantity, Table table) {

        static Shown of(Figure figure) {
            return new Shown(figure, Chapter.inWords(figure.question()), Table.of(figure));
        }

        boolean about() {
            return !figure.subject().isEmpty();
        }
    }

    /** A figure that is not there. */
    record Lack(String heading, String reason, String command) {

        static Lack of(Report.Missing missing) {
            return new Lack(Chapter.inWords(missing.question()), missing.reason(), missing.command());
        }

        boolean measurable() {
            return !command.isEmpty();
        }
    }
}
