// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.openjdk.jmh.runner.options.TimeValue;
import poolmark.bench.fork.ForkContext;

/**
 * A command to run the suite.
 *
 * @param given the arguments as typed
 * @param profile fills in what is left open
 * @param out directory of all runs
 * @param classPath what the user adds to the class path, absolute
 * @param seed of the random order; null to draw one
 * @param workerJvmArgs arguments for the workers' JVMs, separated by blanks
 * @param cellTimeout how long a fork may take; null where it is worked out
 * @param arguments file of the user's workload's arguments, absolute; null where there is none
 * @param params the parameters given with {@code -p}
 * @param jmh all of JMH's options
 * @param forked those of JMH's options that hold for a single fork
 */
public record CommandLine(
        List<String> given,
        Profile profile,
        Path out,
        List<Path> classPath,
        Long seed,
        String workerJvmArgs,
        Duration cellTimeout,
        Path arguments,
        Map<String, List<String>> params,
        CommandLineOptions jmh,
        CommandLineOptions forked) {

    /**
     * Reads the arguments and checks what can be checked without looking at the benchmarks.
     *
     * @param args the arguments
     * @return what they mean
     * @throws UsageException when they mean nothing
     */
    public static CommandLine parse(List<String> args) throws UsageException {
        Grammar grammar = Grammar.parse(args);
        CommandLineOptions jmh = jmhOptions(grammar.jmhArguments());
        checkProfilers(jmh);
        checkJvm(jmh);
        return new CommandLine(
                List.copyOf(args),
                Profile.named(single(grammar, "profile", Profile.STANDARD.label())),
                path(single(grammar, "out", "results")),
                classPath(grammar),
                seed(grammar),
                single(grammar, "workerJvmArgs", System.getProperty(ForkContext.WORKER_JVM_ARGS, "")),
                cellTimeout(single(grammar, "cell-timeout", "")),
                arguments(single(grammar, "arguments", "")),
                params(grammar.values("p")),
                jmh,
                jmhOptions(grammar.forkArguments()));
    }

    private static String single(Grammar grammar, String name, String otherwise) throws UsageException {
        List<String> values = grammar.values(name);
        if (values.size() > 1) {
            throw new UsageException("--" + name + " was given " + values.size() + " times; give it once");
        }
        return values.isEmpty() ? otherwise : values.get(0);
    }

    private static Path path(String text) throws UsageException {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException wrong) {
            throw new UsageException("'" + text + "' is not a path on this system", wrong);
        }
    }

    private static List<Path> classPath(Grammar grammar) throws UsageException {
        List<Path> entries = new ArrayList<>();
        for (String option : List.of("classpath", "cp")) {
            for (String value : grammar.values(option)) {
                for (String entry : value.split(File.pathSeparator)) {
                    entries.add(path(entry));
                }
            }
        }
        for (Path entry : entries) {
            if (!Files.isReadable(entry)) {
                throw new UsageException("--classpath: " + entry + " does not exist or cannot be read");
            }
        }
        return entries;
    }

    private static Long seed(Grammar grammar) throws UsageException {
        String text = single(grammar, "seed", "");
        try {
            return text.isEmpty() ? null : Long.valueOf(text);
        } catch (NumberFormatException wrong) {
            throw new UsageException("--seed must be a whole number, but was '" + text + "'", wrong);
        }
    }

    private static Duration cellTimeout(String text) throws UsageException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Duration limit = Duration.ofNanos(TimeValue.fromString(text).convertTo(TimeUnit.NANOSECONDS));
            if (limit.toMillis() > 0) {
                return limit;
            }
        } catch (IllegalArgumentException unreadable) {
            // Said below, as for a time that is none.
        }
        throw new UsageException("--cell-timeout must be a time such as 90s or 5m, but was '" + text + "'");
    }

    private static Path arguments(String text) throws UsageException {
        if (text.isEmpty()) {
            return null;
        }
        Path file = path(text);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UsageException("--arguments: " + file + " does not exist or cannot be read");
        }
        return file;
    }

    private static Map<String, List<String>> params(List<String> texts) throws UsageException {
        Map<String, List<String>> params = new LinkedHashMap<>();
        for (String text : texts) {
            String[] parts = text.split("=", 2);
            if (parts.length != 2 || parts[0].isEmpty()) {
                throw new UsageException("-p " + text + ": must be name=value, with commas between several values");
            }
            params.computeIfAbsent(parts[0], name -> new ArrayList<>()).addAll(Arrays.asList(parts[1].split(",")));
        }
        return params;
    }

    private static CommandLineOptions jmhOptions(String[] args) throws UsageException {
        try {
            return new CommandLineOptions(args);
        } catch (CommandLineOptionException | IllegalStateException wrong) {
            // Of a misspelled mode JMH's parser does not make an exception of its own.
            String message = String.valueOf(wrong.getMessage())
                    .replaceAll(".*No enum constant .*\\.(\\w+)\\.(\\w+)", "$2 is no $1");
            throw new UsageException(message + "; -h lists all options", wrong);
        }
    }

    private static void checkProfilers(CommandLineOptions jmh) throws UsageException {
        for (ProfilerConfig profiler : jmh.getProfilers()) {
            try {
                ProfilerFactory.getProfilerOrException(profiler);
            } catch (ProfilerException unusable) {
                String why = String.valueOf(unusable.getMessage())
                        .lines()
                        .findFirst()
                        .orElse("");
                throw new UsageException(
                        "-prof " + profiler.getKlass() + " cannot be used (" + why + "); -lprof lists what there is",
                        unusable);
            }
        }
    }

    private static void checkJvm(CommandLineOptions jmh) throws UsageException {
        if (jmh.getJvm().hasValue() && !isProgram(jmh.getJvm().get())) {
            throw new UsageException(
                    "-jvm " + jmh.getJvm().get() + " is not a program; give the path of a java executable");
        }
    }

    private static boolean isProgram(String jvm) {
        if (jvm.contains(File.separator)) {
            return Files.isExecutable(Path.of(jvm)) && Files.isRegularFile(Path.of(jvm));
        }
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, jvm)));
    }
}
