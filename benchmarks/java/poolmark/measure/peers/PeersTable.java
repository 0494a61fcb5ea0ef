// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import poolmark.measure.peers.figure.Figure;
import poolmark.measure.peers.figure.Question;
import poolmark.measure.peers.figure.Row;
import poolmark.measure.peers.figure.Rows;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.peers.goal.Verdict;

/** A comparison as tables: for the terminal, and in Markdown. */
public final class PeersTable {

    private static final List<String> HEADER =
            List.of("system", "median", "lower quartile", "upper quartile", "CPU", "x reference", "rounds", "samples");
    private static final List<String> GOALS = List.of("goal", "system", "outcome", "value of limit");
    private static final List<String> MISSING = List.of("missing", "installed by");
    private static final List<String> FAILED = List.of("failed", "why");

    private PeersTable() {}

    /** {@return the tables as aligned text} */
    public static String text(PeersReport report) {
        return tables(report).stream().map(Grid::text).collect(Collectors.joining("\n"));
    }

    /** {@return the same in Markdown, with what was compared on top} */
    public static String markdown(PeersReport report) {
        return "# Side by side\n\n"
                + "%s, %d processors, %s to %s, commit %s, effort %s, seed %d. Ratios are against %s.%n%n"
                        .formatted(
                                report.host().cpuModel(),
                                report.host().availableCpus(),
                                report.startedAt(),
                                report.finishedAt(),
                                report.git().label(),
                                report.effort(),
                                report.seed(),
                                report.reference())
                + tables(report).stream().map(Grid::markdown).collect(Collectors.joining("\n"));
    }

    /** {@return one value of a row, for people; empty where there is no such row} */
    public static String shown(String row, double value) {
        return Question.of(row).map(question -> question.unit().format(value)).orElse("");
    }

    private static List<Grid> tables(PeersReport report) {
        Rows rows = new Rows(report.rows());
        List<Grid> tables = new ArrayList<>();
        for (Question question : Question.values()) {
            List<Row> answers = rows.of(question);
            if (!answers.isEmpty()) {
                tables.add(new Grid(
                        question.title(),
                        HEADER,
                        answers.stream().map(row -> cells(question, row)).toList()));
            }
        }
        tables.add(new Grid(
                "goals", GOALS, report.goals().stream().map(PeersTable::cells).toList()));
        tables.add(new Grid("missing", MISSING, pairs(report.missing())));
        tables.add(new Grid("failed", FAILED, pairs(report.failures())));
        return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
    }

    private static List<String> cells(Question question, Row row) {
        Figure value = row.value();
        // The lower quartile of times is the upper one of rates.
        return List.of(
                row.system(),
                question.unit().format(value.median()),
                question.unit().format(value.lowerQuartile()),
                question.unit().format(value.upperQuartile()),
                row.cpu() == null ? "-" : question.cpuUnit().format(row.cpu().median()),
                row.ratio() == null ? "-" : Unit.digits(row.ratio()),
                Integer.toString(value.rounds()),
                Integer.toString(value.samples()));
    }

    private static List<String> cells(Verdict verdict) {
        return List.of(verdict.goal(), verdict.system(), verdict.outcome().label(), verdict.shown());
    }

    private static List<List<String>> pairs(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
