// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stored;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.result.Sample;
import poolmark.measure.result.SampleFile;

/**
 * A run directory with everything in it that can be read.
 *
 * @param directory where it is
 * @param manifest its manifest, as written
 * @param state how far the run got, as of now: {@code partial}, too, where the manifest says {@code running} and its writer
 *     is gone
 * @param samples all operations that were finished
 * @param results JMH's results; those that {@code jmh.json} lacks are made from the samples
 * @param warnings what a reader of the figures should know: those of the manifest, and what was found wrong in here
 */
public record StoredRun(
        RunDirectory directory,
        RunManifest manifest,
        State state,
        List<Sample> samples,
        List<JmhJson.Entry> results,
        List<String> warnings) {

    /**
     * Reads a run.
     *
     * @param path its directory
     * @return what is there, whatever ended the run
     * @throws IOException when there is no {@code run.json} or {@code samples.csv} that can be read; the message says what
     *     to do
     */
    public static StoredRun read(Path path) throws IOException {
        return read(path, Writers.ofThisMachine());
    }

    static StoredRun read(Path path, Writers writers) throws IOException {
        RunDirectory directory = new RunDirectory(path);
        if (!Files.isRegularFile(directory.manifest())) {
            throw new IOException(path + " is not a run: it has no run.json; give a directory below results/");
        }
        RunManifest manifest = directory.readManifest();
        State state = state(manifest, writers);
        List<String> warnings = new ArrayList<>(manifest.warnings());
        if (state == State.PARTIAL) {
            warnings.add("the run was cut off: " + done(manifest));
        } else if (state == State.RUNNING) {
            warnings.add("the run is still going on: " + done(manifest));
        }
        List<Sample> samples = SampleFile.read(directory.samples());
        boolean killed = manifest.state() == State.RUNNING && state == State.PARTIAL;
        Results results = Results.of(directory.jmhJson(), samples, manifest.cells(), killed);
        warnings.addAll(results.warnings());
        return new StoredRun(directory, manifest, state, samples, results.entries(), List.copyOf(warnings));
    }

    /** A writer that was killed has not said so. */
    private static State state(RunManifest manifest, Writers writers) {
        boolean gone = manifest.state() == State.RUNNING && !writers.isWriting(manifest);
        return gone ? State.PARTIAL : manifest.state();
    }

    private static String done(RunManifest manifest) {
        int done =
                manifest.cells().stream().mapToInt(RunManifest.Cell::forksDone).sum();
        int wanted = manifest.cells().stream().mapToInt(RunManifest.Cell::forks).sum();
        return done + " of " + wanted + " forks have given a result";
    }
}
