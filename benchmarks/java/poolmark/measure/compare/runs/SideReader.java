// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.view.Comparison.Party;
import poolmark.measure.machine.HostFacts;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;
import poolmark.measure.stability.RulerReading;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.stored.StoredRun;

/** Reads a run, or whatever JMH wrote, into what a comparison needs. */
public final class SideReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final double GIBIBYTE = 0x1p30;

    private SideReader() {}

    /**
     * Reads one side.
     *
     * @param path the directory of a run, or a file of JMH's in JSON
     * @return what is there
     * @throws IOException when there is nothing that can be compared; the message is one line
     */
    public static Side read(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " does not exist; give the directory of a run or a JMH result file");
        }
        try {
            Side side = Files.isDirectory(path) ? directory(path) : file(path);
            if (side.cells().isEmpty() && side.failed().isEmpty()) {
                throw new IOException(path + " holds no result");
            }
            return side;
        } catch (com.fasterxml.jackson.core.JsonProcessingException damaged) {
            throw new IOException(path + " is damaged: " + damaged.getOriginalMessage(), damaged);
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new IOException(
                    path + " is damaged: it lacks " + Path.of(missing.getFile()).getFileName(), missing);
        } catch (java.nio.charset.CharacterCodingException binary) {
            throw new IOException(path + " is damaged: it is not text", binary);
        }
    }

    private static Side directory(Path path) throws IOException {
        if (Files.isRegularFile(path.resolve("run.json"))) {
            RunManifest manifest = new RunDirectory(path).readManifest();
            if (!RunManifest.SCHEMA.equals(manifest.schema())) {
                throw new IOException(path + " is of schema " + manifest.schema() + ", and " + RunManifest.SCHEMA
                        + " is what can be read");
            }
            if (manifest.cells() == null || manifest.warnings() == null || manifest.state() == null) {
                throw new IOException(path + " is damaged: its run.json lacks cells, warnings or state");
            }
            return run(StoredRun.read(path));
        }
        if (Files.isRegularFile(path.resolve("jmh.json"))) {
            return file(path.resolve("jmh.json"));
        }
        throw new IOException(path + " is not a run: it has neither run.json nor jmh.json");
    }

    private static Side run(StoredRun stored) {
        RunManifest manifest = stored.manifest();
        SortedMap<CellName, String> failed = new TreeMap<>();
        for (RunManifest.Cell cell : manifest.cells()) {
            if (cell.state() == RunManifest.CellState.FAILED) {
                failed.put(new CellName(cell.benchmark(), cell.params()), String.valueOf(cell.reason()));
            }
        }
        SortedMap<CellName, Map<Metric, double[]>> cells = ForkValues.ofSamples(stored.samples());
        cells.keySet().removeAll(failed.keySet());
        RunManifest.Jvm jvm = manifest.parentJvm() == null ? manifest.hostJvm() : manifest.parentJvm();
        String commit = manifest.jar() == null || manifest.jar().commit() == null
                ? ""
                : manifest.jar().commit() + (Boolean.TRUE.equals(manifest.jar().dirty()) ? " and changes" : "");
        HostFacts host = manifest.host();
        Party party = new Party(
                String.valueOf(manifest.runId()),
                host == null ? "" : host.availableCpus() + " x " + host.cpuModel(),
                jvm == null ? "" : String.valueOf(jvm.version()),
                commit);
        return new Side(
                party,
                host == null ? "" : machine(host),
                host == null ? 0 : host.availableCpus(),
                String.valueOf(manifest.startedAt()),
                asked(manifest.command()),
                manifest.workerJvm() == null
                        ? ""
                        : String.join(" ", manifest.workerJvm().extraArgs()),
                cells,
                failed,
                rulers(manifest, cells),
                stored.warnings());
    }

    private static String machine(HostFacts host) {
        return String.format(
                Locale.ROOT,
                "%s %s, %s, %d of %d processors, %.0f GiB",
                host.os(),
                host.arch(),
                host.cpuModel(),
                host.availableCpus(),
                host.logicalCpus(),
                host.memoryBytes() / GIBIBYTE);
    }

    /** What was asked for is the same wherever the results went. */
    private static List<String> asked(List<String> command) {
        List<String> asked = new ArrayList<>(command == null ? List.of() : command);
        for (String place : List.of("--out", "--seed")) {
            int at = asked.indexOf(place);
            if (at >= 0 && at + 1 < asked.size()) {
                asked.subList(at, at + 2).clear();
            }
        }
        return asked;
    }

    private static SortedMap<String, Double> rulers(
            RunManifest manifest, SortedMap<CellName, Map<Metric, double[]>> cells) {
        SortedMap<String, Double> rulers = new TreeMap<>();
        cells.forEach((cell, metrics) -> {
            if (cell.shortName().startsWith("RulerBenchmark.") && metrics.containsKey(Metric.WALL)) {
                rulers.put(
                        cell.shortName().substring("RulerBenchmark.".length()),
                        Quantiles.median(metrics.get(Metric.WALL)));
            }
        });
        if (manifest.rulers() != null && manifest.rulers().readings() != null) {
            manifest.rulers().readings().stream()
                    .collect(Collectors.groupingBy(RulerReading::ruler))
                    .forEach((name, readings) -> rulers.put(
                            name,
                            Quantiles.median(readings.stream()
                                    .mapToDouble(RulerReading::nanos)
                                    .toArray())));
        }
        return rulers;
    }

    private static Side file(Path path) throws IOException {
        SortedMap<CellName, Map<Metric, double[]>> cells = ForkValues.ofResults(JmhJson.read(path));
        String jdk = JSON.readTree(path.toFile()).path(0).path("jdkVersion").asText("");
        return new Side(
                new Party(path.toString(), "", jdk, ""),
                "",
                0,
                "",
                List.of(),
                "",
                cells,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
    }
}
