// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers;

import java.util.List;
import java.util.stream.Collectors;
import poolmark.measure.report.TextTable;

/**
 * A table that can be shown in two ways.
 *
 * @param title what it shows
 * @param header names of its columns
 * @param rows its rows
 */
record Grid(String title, List<String> header, List<List<String>> rows) {

    String text() {
        TextTable table = new TextTable(header);
        rows.forEach(table::row);
        return title + "\n" + table.text();
    }

    String markdown() {
        return "## " + title + "\n\n" + line(header) + "|---|" + "---:|".repeat(header.size() - 1) + "\n"
                + rows.stream().map(Grid::line).collect(Collectors.joining()) + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
