// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.exec.CommandLine;
import poolmark.pool.host.archive.LibraryJar;

/**
 * What a worker's JVM is started with.
 *
 * @param jvmArgs the user's options for the JVM, after the ones given to every worker, so that they win
 * @param classPath class path of the worker
 * @param environment its whole environment; null means the parent's
 */
public record LaunchSpec(List<String> jvmArgs, String classPath, Map<String, String> environment) {

    /** By name: the parent must not depend on the worker's classes. */
    private static final String MAIN_CLASS = "poolmark.pool.worker.WorkerMain";

    /**
     * Gives the pipes to the parent other numbers, 3 and 4, before the JVM begins. Number 1 then leads to standard error, so
     * that native code, the JVM's own crash report and a task's child processes can print there and cannot get into the
     * protocol. A JVM cannot do that for itself; the shell takes less than a millisecond and is gone with its exec.
     */
    private static final Path SHELL = Path.of("/bin/sh");

    private static final String RENUMBER = "exec \"$0\" \"$@\" 3>&1 1>&2 4<&0 0</dev/null";

    /** Linux takes no argument of more than 128 KiB. */
    private static final int MAX_ARGUMENT_BYTES = 100_000;

    /**
     * The same with a class path that is longer: it comes in pieces, which the shell puts together and gives to the JVM as an
     * argument file that is none.
     */
    private static final String RENUMBER_WITH_PIECES = """
            n=$1; shift; p=
            while [ $n -gt 0 ]; do p=$p$1; shift; n=$((n-1)); done
            exec "$0" @/dev/fd/5 "$@" 3>&1 1>&2 4<&0 0</dev/null 5<<END
            -cp "$p"
            END
            """;

    /** Copies the collections. */
    public LaunchSpec {
        jvmArgs = List.copyOf(jvmArgs);
        environment = environment == null ? null : Map.copyOf(environment);
    }

    // both by hand: those of a record are put together by method handles, which takes a JVM's first start ten
    // milliseconds

    @Override
    public boolean equals(Object other) {
        return other instanceof LaunchSpec spec
                && jvmArgs.equals(spec.jvmArgs)
                && classPath.equals(spec.classPath)
                && Objects.equals(environment, spec.environment);
    }

    @Override
    public int hashCode() {
        return classPath.hashCode() * 31 + jvmArgs.hashCode();
    }

    /** What was made of the parent's paths last. */
    private static volatile ParentPaths parentPaths = new ParentPaths("", "", "");

    private record ParentPaths(String classes, String modules, String absolute) {}

    /** The parent's class path with absolute entries, and where this library itself is found. */
    public static String parentClassPath() {
        String classes = System.getProperty("java.class.path", "");
        String modules = System.getProperty("jdk.module.path", "");
        ParentPaths known = parentPaths;
        if (!known.classes.equals(classes) || !known.modules.equals(modules)) {
            known = new ParentPaths(classes, modules, absolute(classes, modules));
            parentPaths = known;
        }
        return known.absolute;
    }

    private static String absolute(String... paths) {
        return Arrays.stream(paths)
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The options that every worker's JVM is given, for a record of what was run. */
    public static List<String> standardOptions() {
        return JvmOptions.ALWAYS;
    }

    /** The workers' heap setting, as evidence for a crash. */
    public String heap() {
        return jvmArgs.stream()
                .filter(option -> option.startsWith("-Xmx") || option.startsWith("-XX:MaxRAMPercentage"))
                .reduce((first, second) -> second)
                .map(option -> "heap setting " + option)
                .orElse("the JVM's default heap");
    }

    /**
     * What to run.
     *
     * @param functions what the worker is to prepare, started ahead of need; null where it is needed now
     */
    CommandLine commandLine(List<String> functions) {
        List<String> words = new ArrayList<>();
        String path = LibraryJar.first(classPath);
        boolean renumbered = Files.isExecutable(SHELL) && Files.exists(Path.of("/dev/fd"));
        boolean inPieces = renumbered && path.getBytes(Charset.defaultCharset()).length > MAX_ARGUMENT_BYTES;
        if (renumbered) {
            words.addAll(List.of(SHELL.toString(), "-c", inPieces ? RENUMBER_WITH_PIECES : RENUMBER));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (inPieces) {
            List<String> pieces = pieces(path.replace("\\", "\\\\").replace("\"", "\\\""));
            words.add(Integer.toString(pieces.size()));
            words.addAll(pieces);
        }
        words.addAll(JvmOptions.ALWAYS);
        words.addAll(ClassArchive.of(this).options());
        words.addAll(jvmArgs);
        words.addAll(inPieces ? List.of(MAIN_CLASS) : List.of("-cp", path, MAIN_CLASS));
        if (renumbered) {
            words.addAll(List.of("/dev/fd/4", "/dev/fd/3"));
        }
        if (functions != null) {
            words.add("ahead");
            words.addAll(functions);
        }
        CommandLine command = new CommandLine(words.get(0));
        // false: no quoting, which would reach the child as part of the text
        words.subList(1, words.size()).forEach(word -> command.addArgument(word, false));
        return command;
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int most = MAX_ARGUMENT_BYTES / 4; // bytes of a character
        for (int from = 0; from < text.length(); from += most) {
            pieces.add(text.substring(from, Math.min(text.length(), from + most)));
        }
        return pieces;
    }
}
