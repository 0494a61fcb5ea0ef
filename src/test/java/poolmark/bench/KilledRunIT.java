// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.stored.StoredRun;

/**
 * The suite is ended at any moment, by {@code kill -9} and by Ctrl-C in turns, four times by default; {@code
 * -Dpoolmark.kills=20} for more, and {@code -Dpoolmark.killSeed=N} for the same moments again. What had been finished by
 * then is told by witnesses that do not go through the run's directory: the lines of progress on the screen, and JMH's own
 * log.
 */
class KilledRunIT {

    private static final int KILLS = Integer.getInteger("poolmark.kills", 4);

    /** From the start of the JVM, the look at the machine and the first files on to the middle of the forks. */
    private static final int LATEST_MILLIS = 12_000;

    private static final Pattern FORK_DONE = Pattern.compile("(?m)^\\[ *\\d+/\\d+] (?!.*FAILED)");

    private static final Pattern ITERATION_DONE = Pattern.compile("(?m)^Iteration +\\d+: [\\d.]+ ms/op");

    @TempDir
    Path directory;

    /** The moments are spread over the whole span, at random within its parts. */
    static Stream<Arguments> ends() {
        Random random = new Random(Long.getLong("poolmark.killSeed", System.nanoTime()));
        return IntStream.range(0, KILLS)
                .mapToObj(part -> Arguments.of(
                        part % 2 == 0 ? "KILL" : "INT", (int) ((part + random.nextDouble()) * LATEST_MILLIS / KILLS)));
    }

    @ParameterizedTest(name = "SIG{0} after {1} ms")
    @MethodSource("ends")
    void everythingThatWasFinishedMustBeThere(String signal, int millis) throws Exception {
        List<ProcessHandle> under;
        try (JarRun run = JarRun.start(
                directory,
                "StrategyBenchmark.(serial|poolMap)$",
                "-p",
                "workers=2",
                "-p",
                "workload=tutorial",
                "-p",
                "taskMicros=100",
                "-f",
                "100",
                "-wi",
                "1",
                "-i",
                "5")) {
            Thread.sleep(millis);
            under = run.descendants();
            run.signal(signal);
            assertThat(run.exitCode()).isEqualTo(signal.equals("INT") ? 130 : 137);
            check(run);
        }
        JarRun.assertGoneWithinASecond(under);
    }

    private void check(JarRun run) throws IOException {
        int forksShown = count(FORK_DONE, run.err());
        List<Path> runs = runs();
        if (runs.isEmpty()) {
            // Killed before the run's directory had its name: then nothing can have been measured.
            assertThat(forksShown).isZero();
            return;
        }
        assertThat(runs).hasSize(1);
        RunDirectory files = new RunDirectory(runs.get(0));
        int iterationsLogged = Files.exists(files.log()) ? count(ITERATION_DONE, Files.readString(files.log())) : 0;
        StoredRun stored = StoredRun.read(files.path());
        assertThat(stored.state()).isEqualTo(State.PARTIAL);
        int forksWritten = JmhJson.read(files.jmhJson()).stream()
                .mapToInt(JmhJson.Entry::forks)
                .sum();
        assertThat(forksWritten).as("forks in jmh.json").isGreaterThanOrEqualTo(forksShown);
        assertThat(stored.samples().stream().filter(sample -> sample.counts()).count())
                .as("operations in samples.csv")
                .isGreaterThanOrEqualTo(iterationsLogged);
        assertThat(stored.results().stream().mapToInt(JmhJson.Entry::forks).sum())
                .as("forks after mending")
                .isGreaterThanOrEqualTo(forksWritten);
        System.out.println("forks shown " + forksShown + ", in jmh.json " + forksWritten + "; operations logged "
                + iterationsLogged + ", in samples.csv " + stored.samples().size() + " with warm-up");
    }

    /** {@return the runs that have their name; one without has a name that begins with a dot} */
    private List<Path> runs() throws IOException {
        Path results = directory.resolve("results");
        if (!Files.exists(results)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(results)) {
            return names.filter(name -> !name.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }
}
