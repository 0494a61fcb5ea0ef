// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.Sample;
import poolmark.measure.result.SampleFile;
import poolmark.measure.stability.CellStability;
import poolmark.measure.stability.StabilityWarning;

/** Looks at each cell of a run that has ended for reasons not to trust it. */
final class StabilityCheck {

    private StabilityCheck() {}

    static List<StabilityWarning> of(RunDirectory directory, RunManifest manifest) throws IOException {
        List<Sample> samples = SampleFile.read(directory.samples());
        List<StabilityWarning> warnings = new ArrayList<>();
        for (RunManifest.Cell cell : manifest.cells()) {
            // Where an iteration holds many operations the clock is read far apart from what one of them takes.
            boolean single = cell.mode().equals(Mode.SingleShotTime.shortLabel());
            long resolution = single ? manifest.clocks().wallResolutionNanos() : 0;
            warnings.addAll(CellStability.warnings(cell.label(), forks(cell, samples), resolution));
        }
        warnings.addAll(ColdWorkers.of(directory, manifest.cells()));
        return warnings;
    }

    private static List<double[]> forks(RunManifest.Cell cell, List<Sample> samples) {
        Collection<List<Sample>> forks = samples.stream()
                .filter(Sample::counts)
                .filter(sample -> cell.benchmark().equals(sample.benchmark())
                        && cell.params().equals(sample.params()))
                .collect(Collectors.groupingBy(Sample::fork, TreeMap::new, Collectors.toList()))
                .values();
        return forks.stream()
                .map(fork -> fork.stream().mapToDouble(Sample::wallNanos).toArray())
                .toList();
    }
}
