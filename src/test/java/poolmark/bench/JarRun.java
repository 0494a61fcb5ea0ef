// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.OS;
import poolmark.measure.result.JmhJson;
import poolmark.measure.result.RunDirectory;

/** The real jar in a process of its own, and the processes under it. */
final class JarRun implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    /** With SIGINT as a terminal's programs have it: a build in the background ignores it, and so would all below it. */
    private static final List<String> WITH_INTERRUPT =
            OS.LINUX.isCurrentOs() ? List.of("env", "--default-signal=INT") : List.of();

    private final Path directory;
    private final Process process;

    private JarRun(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts it. The profile is {@code smoke}, which reads no rulers and so takes some seconds less, unless another is given.
     */
    static JarRun start(Path directory, String... args) throws IOException {
        return start(directory, List.of(), args);
    }

    /** Starts a sub-command, which is the first word. */
    static JarRun start(Path directory, List<String> first, String... args) throws IOException {
        List<String> command = new ArrayList<>(WITH_INTERRUPT);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djmh.ignoreLock=true",
                "-jar",
                jar()));
        command.addAll(first);
        command.addAll(List.of("--out", directory.resolve("results").toString()));
        if (first.isEmpty() && !List.of(args).contains("--profile")) {
            command.addAll(List.of("--profile", "smoke"));
        }
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        return new JarRun(directory, process);
    }

    /** {@return where a class was loaded from, for the class path of a run} */
    static String placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** {@return the jar that is tested} */
    static String jar() {
        return System.getProperty("poolmark.benchmarks.jar", "target/benchmarks.jar");
    }

    int exitCode() throws InterruptedException {
        return exitCode(PATIENCE_SECONDS);
    }

    int exitCode(long patienceSeconds) throws InterruptedException {
        assertThat(process.waitFor(patienceSeconds, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(directory.resolve("out.txt"));
    }

    String err() throws IOException {
        return Files.readString(directory.resolve("err.txt"));
    }

    RunDirectory results() throws IOException {
        try (Stream<Path> runs = Files.list(directory.resolve("results"))) {
            return new RunDirectory(runs.findFirst().orElseThrow());
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** {@return all processes under the host: the fork and its workers} */
    List<ProcessHandle> descendants() {
        return process.toHandle().descendants().toList();
    }

    Optional<ProcessHandle> fork() {
        return process.toHandle()
                .children()
                .filter(child -> runs(child, "ForkedMain"))
                .findFirst();
    }

    /** {@return whether a fork and {@code count} workers under it live} */
    boolean hasWorkers(int count) {
        return descendants().stream().filter(child -> runs(child, "WorkerMain")).count() >= count;
    }

    void awaitWorkers(int count) throws IOException {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || hasWorkers(count));
        requireRunning();
    }

    /** Waits until the results of at least one fork are on the disk. */
    void awaitFirstResult() throws IOException {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() ->
                        !process.isAlive() || !JmhJson.read(results().jmhJson()).isEmpty());
        requireRunning();
    }

    private void requireRunning() throws IOException {
        assertThat(process.isAlive()).as(err()).isTrue();
    }

    static void assertGoneWithinASecond(List<ProcessHandle> processes) {
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(processes).noneMatch(JarRun::isRunning));
    }

    /** An orphan that has ended may stay a zombie until the system's first process looks after it. */
    private static boolean isRunning(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            return handle.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException goneOrNotLinux) {
            return handle.isAlive();
        }
    }

    private static boolean runs(ProcessHandle handle, String mainClass) {
        return handle.info()
                .commandLine()
                .filter(line -> line.contains(mainClass))
                .isPresent();
    }

    @Override
    public void close() {
        descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
