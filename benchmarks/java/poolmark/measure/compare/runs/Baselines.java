// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import poolmark.measure.machine.HostFacts;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;

/** {@code results/baseline}: a directory for each class of hosts, in it runs that are worth comparing with. */
public final class Baselines {

    private Baselines() {}

    /** {@return whether that is a directory of baselines rather than a run} */
    public static boolean isThat(Path path) {
        return Files.isDirectory(path)
                && !Files.exists(path.resolve("run.json"))
                && !Files.exists(path.resolve("jmh.json"))
                && !runsBelow(path).isEmpty();
    }

    /**
     * Picks the run to compare with: of the same class of hosts the one that has the most cells in common, the newest of
     * these.
     *
     * @param baselines the directory of all
     * @param fresh the directory of the run in question
     * @return the directory of the baseline; empty where there is none of that class
     * @throws IOException when a run cannot be read; the message is one line
     */
    public static Optional<Path> pick(Path baselines, Path fresh) throws IOException {
        Side side = SideReader.read(fresh);
        List<Path> candidates = runsBelow(baselines.resolve(hostClass(fresh)));
        Path best = null;
        long most = 0;
        for (Path candidate : candidates) {
            long common = SideReader.read(candidate).cells().keySet().stream()
                    .filter(side.cells()::containsKey)
                    .count();
            if (common > 0 && common >= most) {
                most = common;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The class of the host that a run took place on.
     *
     * @param run its directory
     * @return such as {@code linux-amd64-2cpu-jdk17}
     * @throws IOException when the run does not tell; the message is one line
     */
    public static String hostClass(Path run) throws IOException {
        if (!Files.isRegularFile(run.resolve("run.json"))) {
            throw new IOException(run + " has no run.json, so that nobody knows which baseline is of its host");
        }
        RunManifest manifest = new RunDirectory(run).readManifest();
        HostFacts host = manifest.host();
        RunManifest.Jvm jvm = manifest.parentJvm() == null ? manifest.hostJvm() : manifest.parentJvm();
        if (host == null || jvm == null || host.os() == null || jvm.version() == null) {
            throw new IOException(run + " does not tell which host and JDK it ran on");
        }
        String system = host.os().toLowerCase(Locale.ROOT).split(" ")[0];
        String major = jvm.version().split("[^0-9]")[0];
        return system + "-" + host.arch() + "-" + host.availableCpus() + "cpu-jdk" + major;
    }

    /** {@return names of the classes that there are baselines of} */
    public static List<String> classes(Path baselines) {
        return runsBelow(baselines).stream()
                .map(run -> run.getParent().getFileName().toString())
                .distinct()
                .toList();
    }

    private static List<Path> runsBelow(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(directory, 2)) {
            return below.filter(path -> Files.isRegularFile(path.resolve("run.json")))
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .collect(Collectors.toList());
        } catch (IOException unreadable) {
            // Then there are none that could be compared with.
            return List.of();
        }
    }
}
