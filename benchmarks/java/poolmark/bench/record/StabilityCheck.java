// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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

    /** {@code manyAtATime} are the numbers of the cells whose invocations are many operations each. */
    static List<StabilityWarning> of(RunDirectory directory, RunManifest manifest, Set<Integer> manyAtATime)
            throws IOException {
        List<Sample> samples = SampleFile.read(directory.samples());
        List<StabilityWarning> warnings = new ArrayList<>();
        for (int i = 0; i < manifest.cells().size(); i++) {
            RunManifest.Cell cell = manifest.cells().get(i);
            // Where the clock is read once for many operations its steps are small beside what it is read for.
            boolean single = cell.mode().equals(Mode.SingleShotTime.shortLabel()) && !manyAtATime.contains(i);
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
