// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.fork;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.ruler.RulerRound;
import poolmark.bench.watch.BoundedOutput;
import poolmark.bench.watch.LeftBehind;
import poolmark.bench.watch.LeftFiles;
import poolmark.bench.watch.ProcessTree;
import poolmark.bench.watch.Watchdog;
import poolmark.clock.NanoClock;
import poolmark.measure.result.Sample;
import poolmark.measure.result.SampleFile;
import poolmark.measure.stability.RulerReading;

/**
 * Has the JMH of each jar run its own benchmark, in a JVM that runs nothing else: {@code java -cp JAR
 * org.openjdk.jmh.Main -f 0}. What it measured comes back by the {@code samples.csv} that every benchmark of the suite
 * writes. So the two builds share nothing but the form of that file, and a fork costs one JVM instead of two.
 */
public final class JarForks implements Forks {

    private static final String JMH = "org.openjdk.jmh.Main";

    /** A benchmark of the suite returns nothing to be swallowed, and the question takes JMH 0.2 s. */
    private static final String ANY_BLACKHOLE = "-Djmh.blackhole.autoDetect=false";

    /** What a worker of the fork started itself may need some time to end after it. */
    private static final long GRACE_NANOS = 2_000_000_000L;

    /** How often the size of its output is looked at. */
    private static final long POLL_MILLIS = 500;

    private final Path directory;
    private final Path log;
    private final Path java;
    private final long spinsPerMilli;
    private final Duration limit;
    private final LeftFiles leftFiles;
    private RulerRound rulers;
    private long forkPid;

    /**
     * Makes one.
     *
     * @param directory of the gate
     * @param java the program that runs the JVMs
     * @param spinsPerMilli speed of this machine, the same for both builds
     * @param limit how long a fork may take
     * @param leftFiles gives forks their directory for temporary files
     * @throws IOException when the directory cannot be written
     */
    public JarForks(Path directory, Path java, long spinsPerMilli, Duration limit, LeftFiles leftFiles)
            throws IOException {
        this.directory = directory;
        this.java = java;
        this.spinsPerMilli = spinsPerMilli;
        this.limit = limit;
        this.leftFiles = leftFiles;
        log = Files.createDirectories(directory.resolve("log")).resolve("forks.log");
    }

    @Override
    public Forked run(Build build, GateCell cell, int number) throws ForkFailedException, IOException {
        Path own = directory.resolve(".fork");
        // A gate that was killed may have left its last one.
        clear(own);
        Files.createDirectories(own);
        Path samples = own.resolve("samples.csv");
        SampleFile.create(samples);
        try {
            supervised(command(build, cell, number, samples));
            List<Sample> all = SampleFile.read(samples);
            List<Sample> counted = all.stream().filter(Sample::counts).toList();
            if (counted.size() != cell.iterations()) {
                throw new ForkFailedException("measured " + counted.size() + " of " + cell.iterations()
                        + " iterations, and ended as if all were well; see " + log);
            }
            keep(all);
            return Forked.of(counted);
        } finally {
            clear(own);
        }
    }

    @Override
    public List<RulerReading> rulers() {
        try {
            rulers = rulers == null ? new RulerRound(NanoClock.system(), Duration.ZERO) : rulers;
            return rulers.read();
        } catch (IOException | IllegalStateException unreadable) {
            // Without them the gate cannot tell, and the judge says so.
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private void supervised(List<String> command) throws ForkFailedException, IOException {
        leftFiles.begin();
        long logBefore = Files.exists(log) ? Files.size(log) : 0;
        String failure = ended(command, logBefore);
        List<String> processes = ProcessTree.clear(failure == null ? GRACE_NANOS : 0);
        List<String> files = leftFiles.end().stream().filter(this::isOurs).toList();
        if (failure != null) {
            throw new ForkFailedException(failure);
        }
        String reason = LeftBehind.reason(processes, files);
        if (!reason.isEmpty()) {
            throw new ForkFailedException(reason);
        }
    }

    /** What other programs leave in shared memory while a gate runs, other pools among them, must not fail a build. */
    private boolean isOurs(String left) {
        return !left.startsWith("/dev/shm/") || left.startsWith("/dev/shm/poolmark-" + forkPid + "-");
    }

    /** Runs it to its end; its input is a pipe that stays open, by whose end it notices that of this JVM. */
    private String ended(List<String> command, long logBefore) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        forkPid = process.pid();
        try (Watchdog watchdog = Watchdog.over(limit, process.toHandle())) {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (Files.size(log) - logBefore > (long) BoundedOutput.LIMIT_MEBIBYTES << 20) {
                    watchdog.flooded();
                }
            }
            if (watchdog.verdict().isPresent()) {
                return watchdog.verdict().get();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            process.getOutputStream().close();
        }
        return process.exitValue() == 0 ? null : ForkLog.reason(log, logBefore, process.exitValue());
    }

    private List<String> command(Build build, GateCell cell, int number, Path samples) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-D" + JmhLock.IGNORE + "=true",
                "-Djava.io.tmpdir=" + leftFiles.temporary(),
                ANY_BLACKHOLE));
        command.addAll(new ForkContext(
                        samples.toString(),
                        directory.getFileName().toString(),
                        build.variant().label(),
                        number,
                        false,
                        true,
                        spinsPerMilli,
                        "",
                        System.getProperty(ForkContext.WORKER_JVM_ARGS, Build.FIRST_COMPILER_ALONE))
                .jvmArgs());
        command.addAll(build.jvmArgs());
        command.addAll(List.of("-cp", build.jar().toString(), JMH));
        command.addAll(options(cell));
        return command;
    }

    private static List<String> options(GateCell cell) {
        String sampling = cell.samplingMillis() + "ms";
        List<String> options = new ArrayList<>(List.of(
                "^" + Pattern.quote(cell.name().benchmark()) + "$",
                "-f",
                "0",
                "-foe",
                "true",
                // Percentiles that nobody reads take a quarter of a second to be printed.
                "-v",
                "SILENT",
                "-wi",
                Integer.toString(cell.warmups()),
                "-i",
                Integer.toString(cell.iterations()),
                "-w",
                sampling,
                "-r",
                sampling));
        cell.name().params().forEach((name, value) -> options.addAll(List.of("-p", name + "=" + value)));
        return options;
    }

    private void keep(List<Sample> samples) throws IOException {
        Path all = directory.resolve("samples.csv");
        if (!Files.exists(all)) {
            SampleFile.create(all);
        }
        try (SampleFile file = SampleFile.append(all)) {
            for (Sample sample : samples) {
                file.write(sample);
            }
        }
    }

    private static void clear(Path own) throws IOException {
        File[] files = own.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            Files.deleteIfExists(file.toPath());
        }
        Files.deleteIfExists(own);
    }
}
