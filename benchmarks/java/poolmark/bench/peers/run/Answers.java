// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import poolmark.measure.peers.figure.Figure;
import poolmark.measure.peers.figure.Row;
import poolmark.measure.peers.figure.Rows;

/** Collects what all drivers say, round after round. */
public final class Answers {

    private record Key(String question, String system) {}

    private record Rounds(List<double[]> values, List<double[]> cpuNanos) {}

    private final Map<Key, Rounds> rounds = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();

    /** Takes what a driver said. */
    public void add(String system, Answer answer) {
        versions.put(system, answer.version());
        for (String row : answer.rows()) {
            Rounds so = rounds.computeIfAbsent(
                    new Key(row, system), key -> new Rounds(new ArrayList<>(), new ArrayList<>()));
            so.values().add(answer.values(row));
            so.cpuNanos().add(answer.cpuNanos(row));
        }
    }

    /** {@return what each system says of itself} */
    public Map<String, String> versions() {
        return versions;
    }

    /** {@return all rows so far, without a reference} */
    public Rows rows() {
        List<Row> rows = new ArrayList<>();
        rounds.forEach((key, round) -> {
            boolean hasCpu = round.cpuNanos().stream().anyMatch(samples -> samples.length > 0);
            rows.add(new Row(
                    key.question(),
                    key.system(),
                    Figure.of(round.values()),
                    hasCpu ? Figure.of(round.cpuNanos()) : null,
                    null,
                    List.copyOf(round.values())));
        });
        return new Rows(rows);
    }
}
