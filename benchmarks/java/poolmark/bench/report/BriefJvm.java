// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import poolmark.bench.fork.OwnClasses;

/**
 * A JVM of its own for the report, which keeps to the quick compiler. A report takes a few seconds of code that is run once: all
 * that the optimising compiler does for it comes too late, and on two processors it took twice the time of the report itself.
 */
public final class BriefJvm {

    private static final String HERE = "poolmark.report.here";

    private static final List<String> FLAGS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-D" + HERE + "=true");

    /** By the names of JDK 17 and of later ones. */
    private static final List<String> UTF_8 = List.of("-Dsun.stdout.encoding=UTF-8", "-Dstdout.encoding=UTF-8");

    private BriefJvm() {}

    /**
     * Does what was typed in such a JVM, if that is a report and this JVM was given no options of its own, which are the
     * user's choice and are kept.
     *
     * @param args what was typed
     * @return its exit code; empty where it is to be done here
     */
    public static OptionalInt run(String... args) {
        boolean report = args.length > 0 && args[0].equals("report");
        if (!report || Boolean.getBoolean(HERE) || !isPlain()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(start(new ProcessBuilder(command(List.of(), List.of(args))).inheritIO())
                    .waitFor());
        } catch (IOException noProcess) {
            return OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** {@return whether this JVM was started by {@code java -jar} without options; where nobody can tell, it was not} */
    private static boolean isPlain() {
        return OwnClasses.jar().isPresent()
                && ProcessHandle.current()
                        .info()
                        .arguments()
                        .map(words -> words.length > 0 && words[0].equals("-jar"))
                        .orElse(false);
    }

    private static List<String> command(List<String> more, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(more);
        command.add("-jar");
        command.add(OwnClasses.jar().orElseThrow().toString());
        command.addAll(args);
        return command;
    }

    /** Whoever ends this JVM by its process id, and not by Ctrl-C, means the report as well. */
    private static Process start(ProcessBuilder builder) throws IOException {
        AtomicReference<Process> started = new AtomicReference<>();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> Optional.ofNullable(started.get()).ifPresent(Process::destroy), "poolmark-report-end"));
        started.set(builder.start());
        return started.get();
    }

    /**
     * Makes the report of a run in such a JVM.
     *
     * @param run its directory
     * @param lines takes what it prints
     * @return whether it is made; if not, it is to be made here
     */
    static boolean report(Path run, List<String> lines) {
        if (OwnClasses.jar().isEmpty()) {
            return false;
        }
        try {
            Process process = start(new ProcessBuilder(command(UTF_8, List.of("report", run.toString())))
                    .redirectError(ProcessBuilder.Redirect.INHERIT));
            process.getOutputStream().close();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                reader.lines().forEach(lines::add);
            }
            return process.waitFor() == 0;
        } catch (IOException | UncheckedIOException noProcess) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
