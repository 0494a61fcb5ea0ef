// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import poolmark.clock.ClockFacts;
import poolmark.measure.machine.GitState;
import poolmark.measure.machine.HostFacts;
import poolmark.measure.peers.figure.Row;
import poolmark.measure.peers.goal.Verdict;
import poolmark.measure.program.Jar;
import poolmark.measure.result.RunManifest;

/**
 * {@code peers.json}: the comparison, with what is needed to repeat or to doubt it. Times are UTC in ISO 8601.
 *
 * @param schema {@link #SCHEMA}
 * @param complete whether all was asked
 * @param startedAt when it began
 * @param finishedAt when this was written
 * @param command the arguments as given
 * @param effort how much was measured
 * @param seed of the random order
 * @param order for each round what was asked whom, in order
 * @param git the working directory's state
 * @param jar what was measured
 * @param hostJvm the JVM of the harness; each driver has one of its own
 * @param host the machine before the run
 * @param loadAfter the machine's load averages when this was written
 * @param clocks what time was measured with
 * @param systems who was asked
 * @param missing who is not on this machine, and the command that installs it
 * @param failures what could not be measured, and why
 * @param reference the system that all ratios are against
 * @param rows the answers
 * @param goals what came of the goals
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PeersReport(
        String schema,
        boolean complete,
        String startedAt,
        String finishedAt,
        List<String> command,
        String effort,
        long seed,
        List<List<String>> order,
        GitState git,
        Jar jar,
        RunManifest.Jvm hostJvm,
        HostFacts host,
        List<Double> loadAfter,
        ClockFacts clocks,
        List<System> systems,
        Map<String, String> missing,
        Map<String, String> failures,
        String reference,
        List<Row> rows,
        List<Verdict> goals) {

    /** Name and major version of this file's form. */
    public static final String SCHEMA = "poolmark/peers/1";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Who was asked: its name, what it says of itself, and how it was started. */
    public record System(String id, String version, List<String> command) {}

    /** Writes the file. */
    public void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    /** {@return what such a file holds} */
    public static PeersReport read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), PeersReport.class);
    }
}
