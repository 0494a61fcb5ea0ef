// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.bench.detail.Detail.Moment;

class PhaseClockTest {

    @TempDir
    Path directory;

    private final List<Long> ready = new ArrayList<>();

    @Test
    void phasesMustAddUpToTheOperationAndBeWrittenDown() throws Exception {
        try (PhaseClock clock =
                new PhaseClock(() -> ready, directory.resolve("samples.csv").toString())) {
            long begin = System.nanoTime();
            clock.opened();
            ready.add(System.nanoTime());
            ready.add(System.nanoTime());
            clock.worked();
            clock.closed();
            long end = System.nanoTime();
            Map<String, Double> phases = clock
                    .tell(new Moment("run-1", "a.B.c", new TreeMap<>(Map.of("workers", "2")), 1, "measure", 3, begin))
                    .stream()
                    .collect(Collectors.toMap(Extra::name, Extra::value));
            assertThat(phases.values()).allMatch(value -> value >= 0);
            assertThat(phases.get("phase.ready.all")).isEqualTo(ready.get(1) - begin);
            assertThat(phases.get("phase.spawn")
                            + phases.get("phase.ready")
                            + phases.get("phase.work")
                            + phases.get("phase.close"))
                    .isPositive()
                    .isLessThanOrEqualTo(end - begin);
        }
        assertThat(Files.readAllLines(directory.resolve("phases.csv")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("run-1,a.B.c,workers=2,1,measure,3,");
    }

    @Test
    void workerThatWasReadyBeforeThePoolWasOpenMustLeaveNothingToWaitFor() throws Exception {
        try (PhaseClock clock = new PhaseClock(() -> ready, "")) {
            long begin = System.nanoTime();
            ready.add(begin);
            clock.opened();
            clock.worked();
            clock.closed();
            assertThat(clock.tell(new Moment("r", "a.B.c", new TreeMap<>(), 1, "measure", 1, begin)))
                    .filteredOn(extra -> extra.name().equals("phase.ready"))
                    .singleElement()
                    .satisfies(extra -> assertThat(extra.value()).isZero());
        }
    }
}
