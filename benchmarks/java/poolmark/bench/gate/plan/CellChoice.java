// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import poolmark.bench.cli.UsageException;
import poolmark.bench.gate.fork.Build;
import poolmark.bench.gate.fork.GateCell;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Missing;

/**
 * What is compared: cells that both jars have, and the benchmarks that only one has.
 *
 * @param cells what is measured
 * @param missing what only one jar has
 */
public record CellChoice(List<GateCell> cells, List<Missing> missing) {

    /**
     * Chooses. Without an expression these are the cells of {@link QuickSet}, but every benchmark of either jar is looked
     * for in the other one.
     *
     * @param command what was typed
     * @param baseline one of the two jars
     * @param candidate the other one
     * @return the choice
     * @throws UsageException when nothing is left to be compared
     */
    public static CellChoice of(GateCommand command, Build baseline, Build candidate) throws UsageException {
        Set<String> both = new TreeSet<>(baseline.benchmarks().keySet());
        both.retainAll(candidate.benchmarks().keySet());
        List<Missing> missing = new ArrayList<>();
        missing.addAll(missing(command, baseline, both, Missing.Kind.LOST));
        missing.addAll(missing(command, candidate, both, Missing.Kind.ADDED));
        Set<GateCell> cells = new LinkedHashSet<>();
        for (GateCell cell : candidates(command, baseline, both)) {
            cells.addAll(exploded(
                    command, cell, baseline.benchmarks().get(cell.name().benchmark())));
        }
        if (cells.isEmpty() && missing.isEmpty()) {
            throw new UsageException("no benchmark matches " + command.regexes() + "; java -jar "
                    + baseline.jar().getFileName() + " -l lists what there is");
        }
        return new CellChoice(List.copyOf(cells), missing);
    }

    private static List<Missing> missing(GateCommand command, Build build, Set<String> both, Missing.Kind kind) {
        return build.benchmarks().keySet().stream()
                .filter(name -> !both.contains(name) && wanted(command, name))
                .map(name -> new Missing(
                        new CellName(name, new TreeMap<>()),
                        kind,
                        "only in the " + build.variant().label()))
                .toList();
    }

    private static boolean wanted(GateCommand command, String benchmark) {
        return command.regexes().isEmpty()
                || command.regexes().stream()
                        .anyMatch(regex -> regex.matcher(benchmark).find());
    }

    private static List<GateCell> candidates(GateCommand command, Build baseline, Set<String> both) {
        List<GateCell> cells = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (GateCell cell : QuickSet.CELLS) {
            String benchmark = cell.name().benchmark();
            known.add(benchmark);
            if (both.contains(benchmark) && wanted(command, benchmark)) {
                cells.add(cell);
            }
        }
        for (String benchmark : both) {
            if (!command.regexes().isEmpty() && wanted(command, benchmark) && !known.contains(benchmark)) {
                SortedMap<String, String> params = new TreeMap<>();
                baseline.benchmarks().get(benchmark).forEach((name, values) -> params.put(name, values.get(0)));
                cells.add(QuickSet.other(new CellName(benchmark, params)));
            }
        }
        return cells;
    }

    /** {@return the cell once for each combination of the values that the user gave} */
    private static List<GateCell> exploded(GateCommand command, GateCell cell, Map<String, List<String>> declared) {
        List<SortedMap<String, String>> combinations = List.of(cell.name().params());
        for (Map.Entry<String, List<String>> param : command.params().entrySet()) {
            if (declared.containsKey(param.getKey())) {
                List<SortedMap<String, String>> more = new ArrayList<>();
                for (SortedMap<String, String> combination : combinations) {
                    for (String value : param.getValue()) {
                        SortedMap<String, String> next = new TreeMap<>(combination);
                        next.put(param.getKey(), value);
                        more.add(next);
                    }
                }
                combinations = more;
            }
        }
        int warmups = command.warmups() == null ? cell.warmups() : command.warmups();
        int iterations = command.iterations() == null ? cell.iterations() : command.iterations();
        return combinations.stream()
                .map(params -> new GateCell(
                        new CellName(cell.name().benchmark(), params), warmups, iterations, cell.samplingMillis()))
                .toList();
    }
}
