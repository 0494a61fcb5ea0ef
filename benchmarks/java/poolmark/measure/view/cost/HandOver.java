// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import poolmark.measure.input.Cell;
import poolmark.measure.input.Run;
import poolmark.measure.stats.fit.Line;

/**
 * What it costs to hand over tasks that do nothing, by size of what travels there and back.
 *
 * @param methods for each way of handing over its cells by number of bytes
 */
public record HandOver(Map<String, SortedMap<Long, Cell>> methods) {

    private static final String TYPE = "RoundTripBenchmark";

    private static final List<String> ORDER = List.of("apply", "applyAsync", "map");

    /** {@return those of a run, with the smallest number of workers it has; empty where there are none} */
    public static Optional<HandOver> of(Run run) {
        int workers =
                run.of(TYPE).mapToInt(cell -> cell.workers().orElse(1)).min().orElse(1);
        Map<String, SortedMap<Long, Cell>> methods = new TreeMap<>((a, b) -> place(a).compareTo(place(b)));
        run.of(TYPE)
                .filter(cell -> cell.workers().orElse(1) == workers)
                .filter(cell -> cell.number("payloadBytes").isPresent())
                .forEach(cell -> methods.computeIfAbsent(cell.method(), method -> new TreeMap<>())
                        .putIfAbsent(cell.number("payloadBytes").getAsLong(), cell));
        return methods.isEmpty() ? Optional.empty() : Optional.of(new HandOver(methods));
    }

    private static String place(String method) {
        int place = ORDER.indexOf(method);
        return (place < 0 ? ORDER.size() : place) + method;
    }

    /** {@return all sizes, rising} */
    List<Long> sizes() {
        SortedMap<Long, Boolean> sizes = new TreeMap<>();
        methods.values().forEach(cells -> cells.keySet().forEach(size -> sizes.put(size, true)));
        return new ArrayList<>(sizes.keySet());
    }

    /** {@return ns for each byte that goes there and back; empty where two sizes do not tell it} */
    public OptionalDouble nanosPerByte(String method) {
        SortedMap<Long, Cell> cells = methods.getOrDefault(method, new TreeMap<>());
        if (cells.size() < 2 || cells.lastKey() < 1 << 16) {
            return OptionalDouble.empty();
        }
        double[] sizes = cells.keySet().stream().mapToDouble(size -> size).toArray();
        double[] times = cells.values().stream()
                .mapToDouble(cell -> cell.median().value())
                .toArray();
        double slope = Line.relative(sizes, times).slope();
        return slope > 0 ? OptionalDouble.of(slope) : OptionalDouble.empty();
    }
}
