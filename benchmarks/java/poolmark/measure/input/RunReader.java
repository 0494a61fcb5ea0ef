// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.RunManifest.CellState;
import poolmark.measure.result.Sample;
import poolmark.measure.stored.StoredRun;

/** Reads whatever a report can be made of. */
public final class RunReader {

    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    private RunReader() {}

    /**
     * Reads a run.
     *
     * @param path a run directory, in whatever state; or a file with JMH's results in JSON, whoever made it
     * @return what is there
     * @throws IOException when it is neither, or holds no result; the message is one line that says what to do
     */
    public static Run read(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " does not exist; give a run directory or a JMH result file");
        }
        boolean manifest =
                path.getFileName() != null && path.getFileName().toString().equals("run.json");
        Path directory = manifest ? path.toAbsolutePath().getParent() : path;
        Run run = Files.isDirectory(directory) ? directory(directory) : file(path);
        if (run.cells().isEmpty()) {
            throw new IOException(path + " holds no result: nothing was measured, or all of it failed");
        }
        return run;
    }

    private static Run directory(Path path) throws IOException {
        if (!Files.isRegularFile(path.resolve("run.json")) && Files.isRegularFile(path.resolve("jmh.json"))) {
            return file(path.resolve("jmh.json"));
        }
        StoredRun stored = StoredRun.read(path);
        RunManifest manifest = stored.manifest();
        List<String> caveats = new ArrayList<>(stored.warnings());
        List<Sample> samples = trusted(stored.samples(), manifest);
        List<Cell> cells = Cells.of(samples).stream()
                .map(cell -> withPercentiles(cell, stored.results()))
                .toList();
        Details details = new DetailFiles(path, caveats).read();
        for (RunManifest.Cell cell : manifest.cells()) {
            if (cell.state() == CellState.FAILED) {
                caveats.add("failed: " + cell.label() + ": " + cell.reason());
            }
        }
        return new Run(
                manifest.runId(),
                facts(stored),
                manifest.host() == null ? 0 : manifest.host().availableCpus(),
                cells,
                samples,
                manifest.rulers() == null ? List.of() : manifest.rulers().readings(),
                details,
                List.copyOf(caveats));
    }

    /** What a failed cell measured is in the file, and not to be trusted. */
    private static List<Sample> trusted(List<Sample> samples, RunManifest manifest) {
        record Key(String benchmark, SortedMap<String, String> params) {}
        Set<Key> failed = new LinkedHashSet<>();
        manifest.cells().stream()
                .filter(cell -> cell.state() == CellState.FAILED)
                .forEach(cell -> failed.add(new Key(cell.benchmark(), cell.params())));
        return failed.isEmpty()
                ? samples
                : samples.stream()
                        .filter(sample -> !failed.contains(new Key(sample.benchmark(), sample.params())))
                        .toList();
    }

    private static Cell withPercentiles(Cell cell, List<JmhJson.Entry> results) {
        return results.stream()
                .filter(entry -> entry.benchmark().equals(cell.benchmark())
                        && entry.params().equals(cell.params())
                        && entry.mode().equals("sample"))
                .findFirst()
                .map(entry -> new Cell(
                        cell.benchmark(),
                        cell.params(),
                        cell.unit(),
                        cell.values(),
                        cell.cpuParent(),
                        cell.cpuWorkers(),
                        cell.peakBytes(),
                        Cells.of(entry).percentiles(),
                        cell.stated()))
                .orElse(cell);
    }

    private static List<List<String>> facts(StoredRun stored) {
        RunManifest manifest = stored.manifest();
        List<List<String>> facts = new ArrayList<>();
        add(facts, "state", stored.state().name().toLowerCase(Locale.ROOT));
        add(facts, "begun", manifest.startedAt());
        add(facts, "profile", manifest.profile());
        if (manifest.jar() != null && manifest.jar().commit() != null) {
            boolean dirty = Boolean.TRUE.equals(manifest.jar().dirty());
            add(facts, "commit", manifest.jar().commit() + (dirty ? " and changes" : ""));
        }
        RunManifest.Jvm jvm = manifest.parentJvm() == null ? manifest.hostJvm() : manifest.parentJvm();
        if (jvm != null) {
            add(facts, "JDK", jvm.version() + ", " + jvm.vmName());
        }
        if (manifest.host() != null) {
            add(
                    facts,
                    "processors",
                    manifest.host().availableCpus() + " x " + manifest.host().cpuModel());
            add(
                    facts,
                    "memory",
                    String.format(Locale.ROOT, "%.1f GiB", manifest.host().memoryBytes() / GIBIBYTE));
            add(
                    facts,
                    "system",
                    manifest.host().os() + " " + manifest.host().kernel() + ", "
                            + manifest.host().arch());
        }
        return facts;
    }

    private static void add(List<List<String>> facts, String name, String value) {
        if (value != null && !value.isBlank()) {
            facts.add(List.of(name, value));
        }
    }

    private static Run file(Path path) throws IOException {
        List<JmhJson.Entry> entries = JmhJson.read(path);
        List<Cell> cells = entries.stream()
                .map(Cells::of)
                .filter(cell -> !cell.values().isEmpty() || cell.stated() != null)
                .toList();
        List<String> caveats = new ArrayList<>();
        caveats.add(path.getFileName() + " is JMH's result alone: machine, order and single operations are not known");
        if (cells.size() < entries.size()) {
            caveats.add(entries.size() - cells.size() + " of " + entries.size() + " results hold no number");
        }
        List<List<String>> facts = new ArrayList<>();
        if (!entries.isEmpty()) {
            entries.get(0).facts().forEach((name, value) -> add(facts, name, value));
        }
        return new Run(
                path.getFileName().toString(),
                facts,
                0,
                cells,
                List.of(),
                List.of(),
                Details.NONE,
                List.copyOf(caveats));
    }
}
