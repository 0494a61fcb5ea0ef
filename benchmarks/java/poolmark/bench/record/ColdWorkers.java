// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.Sample;
import poolmark.measure.result.SampleCsv;
import poolmark.measure.stability.StabilityWarning;

/**
 * Finds workers of warm pools that had no task before the measured operations: their code was not compiled when it was
 * timed. Read from {@code timeline.csv}.
 */
final class ColdWorkers {

    /** Pools that are opened in the operation have cold workers, and that is what they are about. */
    private static final String WARM_POOLS = ".StrategyBenchmark.";

    /** @param fork of the cell that is named by benchmark and parameters, as they stand in the file */
    private record Fork(String benchmark, String params, String fork) {}

    private ColdWorkers() {}

    static List<StabilityWarning> of(RunDirectory directory, List<RunManifest.Cell> cells) throws IOException {
        Path timeline = directory.path().resolve("timeline.csv");
        if (!Files.exists(timeline)) {
            return List.of();
        }
        Map<Fork, Set<String>> warm = new HashMap<>();
        Map<Fork, Set<String>> cold = new HashMap<>();
        try (Stream<String> lines = Files.lines(timeline)) {
            lines.skip(1).map(SampleCsv::split).forEach(fields -> {
                Fork fork = new Fork(fields.get(1), fields.get(2), fields.get(3));
                Set<String> known = warm.computeIfAbsent(fork, first -> new HashSet<>());
                String worker = fields.get(7);
                if (fields.get(4).equals(Sample.WARMUP)) {
                    known.add(worker);
                } else if (fields.get(4).equals(Sample.MEASURE) && !known.contains(worker)) {
                    cold.computeIfAbsent(fork, first -> new HashSet<>()).add(worker);
                }
            });
        }
        List<StabilityWarning> warnings = new ArrayList<>();
        for (RunManifest.Cell cell : cells) {
            long most = cold.entrySet().stream()
                    .filter(entry -> cell.benchmark().contains(WARM_POOLS)
                            && entry.getKey().benchmark().equals(cell.benchmark())
                            && entry.getKey().params().equals(SampleCsv.params(cell.params())))
                    .mapToLong(entry -> entry.getValue().size())
                    .max()
                    .orElse(0);
            if (most > 0) {
                warnings.add(new StabilityWarning(StabilityWarning.Kind.COLD_WORKERS, cell.label(), most, 1));
            }
        }
        return warnings;
    }
}
