// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.fork;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import poolmark.bench.cli.UsageException;
import poolmark.measure.machine.FileDigest;
import poolmark.measure.machine.GitState;

/**
 * One of the two jars, with the suite that it brings along.
 *
 * @param variant which of the two it is
 * @param jar the file, absolute
 * @param sha256 names its content
 * @param commit what it was built from, with {@code -dirty} where that is not all; null where it does not say
 * @param jvmArgs arguments for the JVMs of its forks
 * @param benchmarks the values of each parameter, by name, of each benchmark, by full name
 */
public record Build(
        Variant variant,
        Path jar,
        String sha256,
        String commit,
        List<String> jvmArgs,
        SortedMap<String, SortedMap<String, List<String>>> benchmarks) {

    /** Which of the two builds. */
    public enum Variant {
        /** What it was before. */
        BASELINE,
        /** What is judged. */
        CANDIDATE;

        /** {@return for files and people} */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A fork has no time for the second compiler: for two seconds that one takes more of the processors than the pool does,
     * and what is measured meanwhile is the compiler. The first one has done its work when the warm-up ends. Whoever wants
     * both gives {@code -XX:TieredStopAtLevel=4} for both builds, and more warm-ups.
     */
    public static final String FIRST_COMPILER_ALONE = "-XX:TieredStopAtLevel=1";

    private static final String LIST = "META-INF/BenchmarkList";

    private static final String OURS = "poolmark/bench/Main.class";

    private static final List<String> ORIGINS = List.of("poolmark/build.properties", "poolmark/archive.properties");

    /**
     * Looks into a jar. Nothing of it is run.
     *
     * @param variant which of the two it is
     * @param file as typed
     * @param jvmArgs arguments for the JVMs of its forks
     * @return the build
     * @throws UsageException when it is not a benchmarks jar of this project
     */
    public static Build open(Variant variant, Path file, List<String> jvmArgs) throws UsageException {
        Path jar = file.toAbsolutePath().normalize();
        String option = "--" + variant.label() + " " + file;
        if (!Files.isRegularFile(jar)) {
            throw new UsageException(option + " does not exist; give a benchmarks.jar");
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.getEntry(LIST) == null || zip.getEntry(OURS) == null) {
                throw new UsageException(option + " is not a benchmarks jar of Poolmark; mvn package makes one:"
                        + " target/benchmarks.jar");
            }
            return new Build(
                    variant,
                    jar,
                    FileDigest.sha256(jar),
                    commit(zip),
                    List.copyOf(jvmArgs),
                    benchmarks(text(zip, LIST)));
        } catch (IOException | IllegalStateException unreadable) {
            throw new UsageException(
                    option + " cannot be read as a benchmarks jar (" + unreadable.getMessage() + "); build it anew",
                    unreadable);
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String commit(ZipFile zip) throws IOException {
        for (String origin : ORIGINS) {
            Properties properties = new Properties();
            properties.load(new java.io.StringReader(text(zip, origin)));
            var state = GitState.ofBuild(properties);
            if (state.isPresent()) {
                return state.get().label();
            }
        }
        return null;
    }

    private static SortedMap<String, SortedMap<String, List<String>>> benchmarks(String list) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        SortedMap<String, SortedMap<String, List<String>>> benchmarks = new TreeMap<>();
        for (BenchmarkListEntry entry : BenchmarkList.fromString(list)
                .getAll(OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT), new ArrayList<>())) {
            SortedMap<String, List<String>> params = new TreeMap<>();
            entry.getParams().orElse(Map.of()).forEach((name, values) -> params.put(name, List.of(values)));
            benchmarks.put(entry.getUsername(), params);
        }
        return benchmarks;
    }
}
