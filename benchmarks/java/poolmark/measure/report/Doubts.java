// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import poolmark.measure.stability.RulerDrift;
import poolmark.measure.stability.StabilityWarning;

/** The foot of the tables: how the rulers moved, and why some figures are not to be trusted. */
public final class Doubts {

    private Doubts() {}

    /**
     * Writes the foot.
     *
     * @param drifts of the rulers
     * @param warnings of all cells; one line is made of those of a kind
     * @param notes what else a reader of the figures should know
     * @return lines, each with its end; empty where there is nothing to say
     */
    public static String text(List<RulerDrift> drifts, List<StabilityWarning> warnings, List<String> notes) {
        List<String> lines = new ArrayList<>();
        drifts.forEach(drift -> lines.add("ruler    " + drift.text()));
        byKind(warnings).forEach((kind, own) -> lines.add("warning  " + line(own)));
        notes.forEach(note -> lines.add("warning  " + note));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static Map<StabilityWarning.Kind, List<StabilityWarning>> byKind(List<StabilityWarning> warnings) {
        return warnings.stream()
                .collect(Collectors.groupingBy(StabilityWarning::kind, TreeMap::new, Collectors.toList()));
    }

    /** The cell that is named is the one that is furthest from the threshold. */
    private static String line(List<StabilityWarning> warnings) {
        StabilityWarning worst = warnings.stream()
                .max(Comparator.comparingDouble(warning -> Math.abs(Math.log(warning.value() / warning.threshold()))))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s (%s)",
                worst.text(),
                warnings.size() == 1 ? worst.cell() : warnings.size() + " cells, the first of all " + worst.cell());
    }
}
