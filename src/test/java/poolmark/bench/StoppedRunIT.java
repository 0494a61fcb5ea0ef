// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.RunManifest.CellState;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.result.SampleFile;

/** A run whose host or fork is ended in the middle of its work; {@link KilledRunIT} does it at any moment. */
class StoppedRunIT extends RunOfTheJar {

    private static final String LONG_TASKS = "StrategyBenchmark.poolMap -p workers=2 -p workload=sleep -p tasks=2 "
            + "-p taskMicros=30000000 -f 1 -wi 0 -i 1";

    @Test
    void controlCMustLeaveWhatWasFinishedAndNoProcess() throws Exception {
        start("StrategyBenchmark.poolMap -p workers=2 -p workload=sleep -p tasks=10 "
                + "-p taskMicros=20000 -f 50 -wi 0 -i 3");
        run.awaitFirstResult();
        run.awaitWorkers(2);
        List<ProcessHandle> processes = run.descendants();
        run.signal("INT");
        assertThat(run.exitCode()).isEqualTo(130);
        JarRun.assertGoneWithinASecond(processes);
        RunManifest manifest = run.results().readManifest();
        assertThat(manifest.state()).isEqualTo(State.PARTIAL);
        assertThat(manifest.finishedAt()).isNotNull();
        assertThat(manifest.cells()).allMatch(cell -> cell.state() == CellState.PENDING && cell.forksDone() > 0);
        assertThat(JmhJson.read(run.results().jmhJson()).get(0).primary().raw())
                .hasSize(manifest.cells().get(0).forksDone());
        assertThat(SampleFile.read(run.results().samples())).isNotEmpty();
        assertThat(run.err()).contains("stopped").doesNotContain("FAILED");
    }

    @Test
    void killedHostMustTakeForkAndWorkersAlong() throws Exception {
        start(LONG_TASKS);
        run.awaitWorkers(2);
        List<ProcessHandle> processes = run.descendants();
        assertThat(processes).hasSizeGreaterThanOrEqualTo(3);
        run.signal("KILL");
        run.exitCode();
        JarRun.assertGoneWithinASecond(processes);
        assertThat(run.results().readManifest().state()).isEqualTo(State.RUNNING);
        assertThat(JmhJson.read(run.results().jmhJson())).isEmpty();
        assertThat(SampleFile.read(run.results().samples())).isEmpty();
    }

    @Test
    void killedForkMustFailItsCellAloneAndLeaveNoWorker() throws Exception {
        start(LONG_TASKS);
        run.awaitWorkers(2);
        List<ProcessHandle> processes = run.descendants();
        run.fork().orElseThrow().destroyForcibly();
        assertThat(run.exitCode()).isEqualTo(4);
        JarRun.assertGoneWithinASecond(processes);
        RunManifest manifest = run.results().readManifest();
        assertThat(manifest.state()).isEqualTo(State.FAILED);
        assertThat(manifest.cells()).singleElement().satisfies(cell -> {
            assertThat(cell.state()).isEqualTo(CellState.FAILED);
            assertThat(cell.reason()).contains("137");
        });
        assertThat(run.out()).contains("FAILED  StrategyBenchmark.poolMap");
    }
}
