// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import poolmark.bench.cli.Benchmarks;
import poolmark.bench.cli.UsageException;
import poolmark.bench.gate.fork.Build;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.bench.gate.fork.GateCell;
import poolmark.measure.compare.Missing;

class CellChoiceTest {

    private static final String MAP = "poolmark.bench.StrategyBenchmark.poolMap";
    private static final String OTHER = "poolmark.bench.Other.thing";

    private static Build build(Variant variant, String... benchmarks) {
        SortedMap<String, SortedMap<String, List<String>>> all = new TreeMap<>();
        for (String benchmark : benchmarks) {
            all.put(benchmark, new TreeMap<>(Map.of("workers", List.of("2", "4"))));
        }
        return new Build(variant, Path.of("a.jar"), "0", null, List.of(), all);
    }

    private static CellChoice choice(List<String> baseline, List<String> candidate, String... more)
            throws UsageException {
        List<String> args = new ArrayList<>(List.of("--baseline", "a.jar", "--candidate", "b.jar"));
        args.addAll(List.of(more));
        return CellChoice.of(
                GateCommand.parse(args),
                build(Variant.BASELINE, baseline.toArray(String[]::new)),
                build(Variant.CANDIDATE, candidate.toArray(String[]::new)));
    }

    @Test
    void everyCellOfTheQuickSetMustExistWithItsParameters() throws UsageException {
        Set<BenchmarkListEntry> entries = Benchmarks.matching(List.of(), List.of());
        for (GateCell cell : QuickSet.CELLS) {
            assertThat(entries)
                    .as(cell.name().label())
                    .anyMatch(entry -> entry.getUsername().equals(cell.name().benchmark())
                            && entry.getParams()
                                    .orElse(Map.of())
                                    .keySet()
                                    .equals(cell.name().params().keySet()));
        }
    }

    @Test
    void theQuickSetMustBeTakenUnlessBenchmarksAreNamed() throws UsageException {
        CellChoice choice = choice(List.of(MAP, OTHER), List.of(MAP, OTHER));
        assertThat(choice.cells())
                .isNotEmpty()
                .allMatch(cell -> cell.name().benchmark().equals(MAP));
        assertThat(choice(List.of(MAP, OTHER), List.of(MAP, OTHER), "Other").cells())
                .singleElement()
                .satisfies(cell -> assertThat(cell.name().params()).isEqualTo(Map.of("workers", "2")));
    }

    @Test
    void whatOnlyOneJarHasMustBeNamedAsLostOrAdded() throws UsageException {
        CellChoice choice = choice(List.of(MAP, OTHER), List.of(MAP, "poolmark.bench.New.one"));
        assertThat(choice.missing())
                .extracting(missing -> missing.kind() + " " + missing.cell().shortName())
                .containsExactly("LOST Other.thing", "ADDED New.one");
        assertThat(choice.missing()).extracting(Missing::reason).doesNotContain("");
    }

    @Test
    void whatNobodyAskedForMustNotBeMissed() throws UsageException {
        assertThat(choice(List.of(MAP, OTHER), List.of(MAP), "poolMap$").missing())
                .isEmpty();
    }

    @Test
    void parametersMustMakeACellForEachOfTheirValues() throws UsageException {
        List<GateCell> cells = choice(
                        List.of(OTHER), List.of(OTHER), "Other", "-p", "workers=1,3", "-p", "unknown=5", "-i", "9")
                .cells();
        assertThat(cells)
                .extracting(cell -> cell.name().params())
                .containsExactly(new TreeMap<>(Map.of("workers", "1")), new TreeMap<>(Map.of("workers", "3")));
        assertThat(cells).allMatch(cell -> cell.iterations() == 9);
    }

    @Test
    void nothingToCompareMustBeRefused() {
        assertThatThrownBy(() -> choice(List.of(MAP), List.of(MAP), "nonsense"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nonsense");
    }
}
