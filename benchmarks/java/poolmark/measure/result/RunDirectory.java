// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import poolmark.measure.machine.GitState;

/**
 * The directory of one run. Manifest and JMH results are replaced as a whole and are on the disk when a call returns: a
 * reader sees the old file or the new one, whatever happens to the writer or to the power.
 *
 * @param path the directory
 */
public record RunDirectory(Path path) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Writes what goes into a file. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes.
         *
         * @param file where to
         * @throws IOException when that fails
         */
        void writeTo(Path file) throws IOException;
    }

    /**
     * Makes the id of a run.
     *
     * @param start when the run began
     * @param git state of the working directory
     * @param profile name of the profile
     * @return such as {@code 20261123T043539Z-1a2b3c4d-dirty-quick}
     */
    public static String runId(Instant start, GitState git, String profile) {
        return TIME.format(start) + "-" + git.label() + "-" + profile;
    }

    /**
     * Creates the directory of a run: the manifest, an empty {@code samples.csv} and an empty {@code jmh.json}. It
     * appears under its name with all of these or not at all, whatever ends this process meanwhile.
     *
     * @param results directory of all runs; created where it is missing
     * @param manifest the manifest, whose {@code runId} becomes the name
     * @return the directory
     * @throws FileAlreadyExistsException when there is such a run already
     * @throws IOException when nothing can be written there
     */
    public static RunDirectory create(Path results, RunManifest manifest) throws IOException {
        Files.createDirectories(results);
        Path path = results.resolve(manifest.runId());
        RunDirectory fresh = new RunDirectory(Files.createDirectory(results.resolve("." + manifest.runId() + ".new")));
        try {
            SampleFile.create(fresh.samples());
            replace(fresh.jmhJson(), file -> Files.writeString(file, "[\n]\n"));
            fresh.writeManifest(manifest);
            // A rename would replace an empty directory in silence.
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            Files.move(fresh.path, path, StandardCopyOption.ATOMIC_MOVE);
            force(results);
            return new RunDirectory(path);
        } catch (IOException failure) {
            fresh.remove();
            throw failure;
        }
    }

    private void remove() throws IOException {
        for (Path file : List.of(manifest(), jmhJson(), samples(), path)) {
            Files.deleteIfExists(file);
        }
    }

    /** {@return the manifest's file} */
    public Path manifest() {
        return path.resolve("run.json");
    }

    /** {@return the file with JMH's results} */
    public Path jmhJson() {
        return path.resolve("jmh.json");
    }

    /** {@return the file with the samples} */
    public Path samples() {
        return path.resolve("samples.csv");
    }

    /** {@return the file that takes what JMH prints} */
    public Path log() {
        return path.resolve("log").resolve("jmh.log");
    }

    /**
     * Replaces the manifest.
     *
     * @param manifest its new content
     * @throws IOException when it cannot be written; then the old one stays
     */
    public void writeManifest(RunManifest manifest) throws IOException {
        replace(manifest(), file -> JSON.writeValue(file.toFile(), manifest));
    }

    /**
     * Reads the manifest.
     *
     * @return its content
     * @throws IOException when it cannot be read
     */
    public RunManifest readManifest() throws IOException {
        return JSON.readValue(manifest().toFile(), RunManifest.class);
    }

    /**
     * Replaces the file with JMH's results.
     *
     * @param writer writes the new content
     * @throws IOException when it cannot be written; then the old one stays
     */
    public void writeJmhJson(Writer writer) throws IOException {
        replace(jmhJson(), writer);
    }

    /**
     * Replaces a file at one stroke: whatever ends this process meanwhile, the old one is there or the new one.
     *
     * @param file which
     * @param writer writes the new content
     * @throws IOException when it cannot be written; then the old one stays
     */
    public static void replace(Path file, Writer writer) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            writer.writeTo(fresh);
            force(fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(file.toAbsolutePath().getParent());
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Has a file, or the names in a directory, written to the disk. Without it a loss of power may leave the new name
     * with nothing behind it.
     */
    private static void force(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (AccessDeniedException windows) {
            // Which does not open directories, and keeps their names safe by itself.
            if (!directory) {
                throw windows;
            }
        }
    }
}
