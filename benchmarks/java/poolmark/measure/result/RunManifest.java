// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import poolmark.clock.ClockFacts;
import poolmark.measure.doctor.Diagnosis;
import poolmark.measure.host.Activity.Disturbance;
import poolmark.measure.machine.GitState;
import poolmark.measure.machine.HostFacts;
import poolmark.measure.program.Calibration;
import poolmark.measure.program.Jar;
import poolmark.measure.program.WorkerJvm;
import poolmark.measure.stability.RulerReading;
import poolmark.measure.stability.Rulers;
import poolmark.measure.stability.StabilityWarning;

/**
 * {@code run.json}: what is needed to repeat or to doubt a run. Times are UTC in ISO 8601; what is not known is null.
 *
 * @param schema {@link #SCHEMA}
 * @param runId name of the run's directory
 * @param state how far the run got
 * @param startedAt when it began
 * @param finishedAt when it ended; null while it runs
 * @param pid process id of the host, by which a running run can be told from one that was killed
 * @param command the arguments as given
 * @param workingDirectory where the command was given
 * @param profile the profile that filled in what the arguments left open
 * @param seed of the random order
 * @param order for each round the numbers of the cells in the order in which they ran, from 0
 * @param git the state of the checkout that the command was given in; what was measured is {@code jar.commit}
 * @param jar what was measured
 * @param jmhVersion version of JMH
 * @param hostJvm the JVM that drove the forks
 * @param parentJvm the forks: the JVMs that own the workers; null until the first fork has come back
 * @param workerJvm the workers
 * @param host the machine before the run
 * @param loadAfter the machine's load averages over 1, 5 and 15 minutes after the run; null before
 * @param clocks what time was measured with
 * @param calibration speed of this machine; null where no workload needed it
 * @param writer the host process, so that a run that goes on can be told from one that was killed
 * @param doctor the machine before the run, and what is to be thought of it
 * @param disturbance what the kernel counted from the run's begin to the last fork that ended
 * @param overhead what the harness itself costs
 * @param cells what was to be measured, and what became of it
 * @param warnings what a reader of the figures should know
 * @param rulers what the rulers showed in the course of the run; null where the file is older than they are
 * @param stability reasons not to trust single cells; null where nobody has looked for them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunManifest(
        String schema,
        String runId,
        State state,
        String startedAt,
        String finishedAt,
        long pid,
        List<String> command,
        String workingDirectory,
        String profile,
        long seed,
        List<List<Integer>> order,
        GitState git,
        Jar jar,
        String jmhVersion,
        Jvm hostJvm,
        Jvm parentJvm,
        WorkerJvm workerJvm,
        HostFacts host,
        List<Double> loadAfter,
        ClockFacts clocks,
        Calibration calibration,
        WriterProcess writer,
        Diagnosis doctor,
        Disturbance disturbance,
        Overhead overhead,
        List<Cell> cells,
        List<String> warnings,
        Rulers rulers,
        List<StabilityWarning> stability) {

    /** Name and major version of this file's form. */
    public static final String SCHEMA = "poolmark/run/1";

    /** How far a run got. */
    public enum State {
        /** Under way, or killed. */
        @JsonProperty("running")
        RUNNING,
        /** All was measured. */
        @JsonProperty("complete")
        COMPLETE,
        /** Cut off; what was finished is there. */
        @JsonProperty("partial")
        PARTIAL,
        /** All was tried, and something failed. */
        @JsonProperty("failed")
        FAILED
    }

    /** What became of a cell. */
    public enum CellState {
        /** Not all of its forks have run. */
        @JsonProperty("pending")
        PENDING,
        /** All of its forks have run. */
        @JsonProperty("ok")
        OK,
        /** One of its forks failed; the others may have left results. */
        @JsonProperty("failed")
        FAILED
    }

    /** A JVM and its arguments. */
    public record Jvm(String executable, String version, String vmName, String vmVersion, List<String> args) {}

    /**
     * A benchmark with one value for each parameter.
     *
     * @param benchmark full name
     * @param mode JMH's short name of the mode
     * @param params values by name
     * @param forks how many forks were wanted
     * @param forksDone how many gave a result
     * @param state what became of it
     * @param reason why it failed; null where it did not
     */
    public record Cell(
            String benchmark,
            String mode,
            SortedMap<String, String> params,
            int forks,
            int forksDone,
            CellState state,
            String reason) {

        /** {@return this cell after a fork that gave a result} */
        public Cell withForkDone() {
            int done = forksDone + 1;
            CellState next = state == CellState.PENDING && done >= forks ? CellState.OK : state;
            return new Cell(benchmark, mode, params, forks, done, next, reason);
        }

        /** {@return this cell after a fork that failed; the first reason stays} */
        public Cell withFailure(String why) {
            return new Cell(benchmark, mode, params, forks, forksDone, CellState.FAILED, reason == null ? why : reason);
        }

        /** {@return class, method and parameters, for people} */
        public String label() {
            return benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1)
                    + (params.isEmpty() ? "" : " " + params.toString().replaceAll("[{}]", ""));
        }
    }

    /** {@return this manifest with one cell replaced} */
    public RunManifest withCell(int number, Cell cell) {
        List<Cell> changed = new ArrayList<>(cells);
        changed.set(number, cell);
        return with(state, finishedAt, parentJvm, loadAfter, disturbance, changed, warnings, rulers, stability);
    }

    /** {@return this manifest with what the kernel has counted so far} */
    public RunManifest withDisturbance(Disturbance counted) {
        return with(state, finishedAt, parentJvm, loadAfter, counted, cells, warnings, rulers, stability);
    }

    /** {@return this manifest with warnings behind those it has} */
    public RunManifest withWarnings(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return with(state, finishedAt, parentJvm, loadAfter, disturbance, cells, all, rulers, stability);
    }

    /** {@return this manifest with the forks' JVM, as the first fork told it} */
    public RunManifest withParentJvm(Jvm jvm) {
        return with(state, finishedAt, jvm, loadAfter, disturbance, cells, warnings, rulers, stability);
    }

    /** {@return this manifest with further readings of the rulers} */
    public RunManifest withRulers(List<RulerReading> more) {
        return with(
                state, finishedAt, parentJvm, loadAfter, disturbance, cells, warnings, rulers.with(more), stability);
    }

    /** {@return this manifest with what makes single cells doubtful} */
    public RunManifest withStability(List<StabilityWarning> found) {
        return with(state, finishedAt, parentJvm, loadAfter, disturbance, cells, warnings, rulers, found);
    }

    /**
     * Ends the run.
     *
     * @param cutOff whether it was stopped before its end
     * @param when the time of the end
     * @param load load averages at the end
     * @return this manifest in its final state
     */
    public RunManifest finished(boolean cutOff, String when, List<Double> load) {
        boolean failed = cells.stream().anyMatch(cell -> cell.state() != CellState.OK);
        State last = cutOff ? State.PARTIAL : failed ? State.FAILED : State.COMPLETE;
        return with(last, when, parentJvm, load, disturbance, cells, warnings, rulers, stability);
    }

    private RunManifest with(
            State newState,
            String finish,
            Jvm parent,
            List<Double> load,
            Disturbance counted,
            List<Cell> newCells,
            List<String> newWarnings,
            Rulers newRulers,
            List<StabilityWarning> found) {
        return new RunManifest(
                schema,
                runId,
                newState,
                startedAt,
                finish,
                pid,
                command,
                workingDirectory,
                profile,
                seed,
                order,
                git,
                jar,
                jmhVersion,
                hostJvm,
                parent,
                workerJvm,
                host,
                load,
                clocks,
                calibration,
                writer,
                doctor,
                counted,
                overhead,
                newCells,
                newWarnings,
                newRulers,
                found);
    }
}
