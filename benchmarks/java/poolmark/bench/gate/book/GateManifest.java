// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.book;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import poolmark.bench.gate.fork.GateCell;
import poolmark.measure.compare.Missing;
import poolmark.measure.machine.HostFacts;
import poolmark.measure.program.Jar;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.RunManifest.State;

/**
 * {@code gate.json}: what a gate compares, how, and where. Written before the first fork, so that a gate which was killed
 * can go on, and again with each stage and at the end.
 *
 * @param schema version of this file
 * @param gateId name of the directory
 * @param state how far it got; {@code running} as well where it was killed
 * @param startedAt when it began, UTC
 * @param finishedAt when it ended; null before that
 * @param command what was typed
 * @param workingDirectory where
 * @param baseline one of the two builds
 * @param candidate the other one
 * @param harness the jar that this gate runs from
 * @param jvm the JVM that the forks run on
 * @param host the machine
 * @param seed of the random order of the first stage; the second one has the next
 * @param firstRounds rounds over all cells
 * @param secondRounds fresh rounds over the suspects
 * @param cellTimeoutMillis how long a fork may take
 * @param spinsPerMilli speed of this machine, by which both builds get the same work
 * @param cells what is measured
 * @param control the cell in which the baseline is measured against itself; null where there is none
 * @param missing cells that one jar does not have
 * @param stages each stage that has begun
 * @param warnings what was wrong with the machine before it began
 * @param exitCode what came out; null before the end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record GateManifest(
        String schema,
        String gateId,
        State state,
        String startedAt,
        String finishedAt,
        List<String> command,
        String workingDirectory,
        Side baseline,
        Side candidate,
        Jar harness,
        RunManifest.Jvm jvm,
        HostFacts host,
        long seed,
        int firstRounds,
        int secondRounds,
        long cellTimeoutMillis,
        long spinsPerMilli,
        List<GateCell> cells,
        GateCell control,
        List<Missing> missing,
        List<Order> stages,
        List<String> warnings,
        Integer exitCode) {

    /** Version of this file. */
    public static final String SCHEMA = "poolmark/gate/1";

    private static final String NAME = "gate.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One of the two builds.
     *
     * @param jar the file
     * @param sha256 names its content
     * @param commit what it was built from; null where it does not say
     * @param jvmArgs arguments for the JVMs of its forks
     */
    public record Side(String jar, String sha256, String commit, List<String> jvmArgs) {}

    /**
     * The order of a stage.
     *
     * @param stage 1 or 2
     * @param seed it was drawn from
     * @param cells numbers, among all cells, of those that are measured
     * @param rounds for each round the places in {@code cells} as they come; one more than the last is the control. In odd
     *     rounds the baseline goes first everywhere, in even ones the candidate
     */
    public record Order(int stage, long seed, List<Integer> cells, List<List<Integer>> rounds) {}

    /** {@return the same with another stage, unless it is there} */
    public GateManifest with(Order stage) {
        if (stages.contains(stage)) {
            return this;
        }
        List<Order> all = new ArrayList<>(stages);
        all.add(stage);
        return with(state, finishedAt, all, exitCode);
    }

    /** {@return the same, begun again} */
    public GateManifest resumed() {
        return with(State.RUNNING, null, stages, null);
    }

    /** {@return the same, ended} */
    public GateManifest ended(State how, String when, Integer code) {
        return with(how, when, stages, code);
    }

    private GateManifest with(State newState, String finished, List<Order> orders, Integer code) {
        return new GateManifest(
                schema,
                gateId,
                newState,
                startedAt,
                finished,
                command,
                workingDirectory,
                baseline,
                candidate,
                harness,
                jvm,
                host,
                seed,
                firstRounds,
                secondRounds,
                cellTimeoutMillis,
                spinsPerMilli,
                cells,
                control,
                missing,
                orders,
                warnings,
                code);
    }

    /**
     * Writes it.
     *
     * @param directory of the gate
     * @throws IOException when it cannot be written; then the old one stays
     */
    public void write(Path directory) throws IOException {
        RunDirectory.replace(directory.resolve(NAME), file -> JSON.writeValue(file.toFile(), this));
    }

    /**
     * Reads one.
     *
     * @param directory of the gate
     * @return what it says
     * @throws IOException when there is none that can be read; the message says what to do
     */
    public static GateManifest read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new IOException(directory + " is not a gate: it has no " + NAME);
        }
        GateManifest read = JSON.readValue(file.toFile(), GateManifest.class);
        if (!SCHEMA.equals(read.schema)) {
            throw new IOException(file + " has schema " + read.schema + ", and this program reads " + SCHEMA);
        }
        return read;
    }
}
