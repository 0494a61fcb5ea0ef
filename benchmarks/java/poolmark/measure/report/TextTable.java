// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.report;

import java.util.ArrayList;
import java.util.List;

/** A table of plain text: the first column to the left, numbers to the right, two blanks between columns. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Begins a table. */
    public TextTable(List<String> header) {
        rows.add(header);
    }

    /** Adds a row of as many cells as the header has. */
    public void row(List<String> cells) {
        rows.add(cells);
    }

    /** {@return the lines, each indented by two blanks and ended by a line feed} */
    public String text() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(GAP);
            for (int column = 0; column < columns; column++) {
                String pad = " ".repeat(widths[column] - row.get(column).length());
                line.append(column == 0 ? row.get(column) + pad : GAP + pad + row.get(column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
