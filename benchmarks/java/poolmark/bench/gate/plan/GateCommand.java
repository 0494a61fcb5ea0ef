// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.plan;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import joptsimple.OptionException;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import org.openjdk.jmh.runner.options.TimeValue;
import poolmark.bench.cli.UsageException;
import poolmark.bench.compare.ComparisonFiles;

/**
 * What was typed after {@code gate}.
 *
 * @param given the arguments as typed
 * @param baseline jar; null with {@code --resume}
 * @param candidate jar; null with {@code --resume}
 * @param resume directory of a gate that goes on; null where one begins
 * @param rounds of the first stage; null where the thresholds say
 * @param secondRounds of the second; null for what the thresholds say, and no fewer than those of the first
 * @param warmups iterations of each fork before measuring; null where the cell says
 * @param iterations measured iterations of each fork; null where the cell says
 * @param seed of the random order; null to draw one
 * @param out directory of all results
 * @param thresholds file of the thresholds; null where it is looked for
 * @param cellTimeout how long a fork may take
 * @param regexes which benchmarks; none for the quick set
 * @param params values of parameters, by name
 * @param baselineJvmArgs arguments for the JVMs of the baseline's forks
 * @param candidateJvmArgs the same of the candidate's
 * @param copies where the user wants the verdict as well
 * @param annotations whether GitHub's annotations are printed
 * @param allowInconclusive whether "cannot tell" is a pass
 */
public record GateCommand(
        List<String> given,
        Path baseline,
        Path candidate,
        Path resume,
        Integer rounds,
        Integer secondRounds,
        Integer warmups,
        Integer iterations,
        Long seed,
        Path out,
        Path thresholds,
        Duration cellTimeout,
        List<Pattern> regexes,
        Map<String, List<String>> params,
        List<String> baselineJvmArgs,
        List<String> candidateJvmArgs,
        ComparisonFiles copies,
        boolean annotations,
        boolean allowInconclusive) {

    /** A fork takes a second. */
    private static final String CELL_TIMEOUT = "60s";

    /** Set where GitHub runs us. */
    private static final String GITHUB = "GITHUB_ACTIONS";

    private static final List<String> WITH_VALUE = List.of(
            "baseline",
            "candidate",
            "resume",
            "rounds",
            "second-rounds",
            "wi",
            "i",
            "seed",
            "out",
            "thresholds",
            "cell-timeout",
            "include",
            "p",
            "baseline-jvm-arg",
            "candidate-jvm-arg",
            "junit",
            "markdown",
            "json",
            "forest");

    /**
     * Reads the arguments.
     *
     * @param args what followed {@code gate}
     * @return what they mean
     * @throws UsageException when they mean nothing
     */
    public static GateCommand parse(List<String> args) throws UsageException {
        OptionSet options = options(args);
        GateCommand command = new GateCommand(
                List.copyOf(args),
                path(options, "baseline"),
                path(options, "candidate"),
                path(options, "resume"),
                number(options, "rounds", 1),
                number(options, "second-rounds", 1),
                number(options, "wi", 0),
                number(options, "i", 1),
                seed(options),
                options.has("out") ? path(options, "out") : Path.of("results").toAbsolutePath(),
                path(options, "thresholds"),
                timeout(options),
                regexes(options),
                params(options),
                values(options, "baseline-jvm-arg"),
                values(options, "candidate-jvm-arg"),
                new ComparisonFiles(
                        file(options, "junit"),
                        file(options, "markdown"),
                        file(options, "json"),
                        file(options, "forest")),
                options.has("annotations") || Boolean.parseBoolean(System.getenv(GITHUB)),
                options.has("allow-inconclusive"));
        command.check(options);
        return command;
    }

    private static OptionSet options(List<String> args) throws UsageException {
        OptionParser parser = new OptionParser();
        WITH_VALUE.forEach(name -> parser.accepts(name).withRequiredArg());
        parser.accepts("allow-inconclusive");
        parser.accepts("annotations");
        parser.accepts("debug");
        try {
            return parser.parse(args.toArray(String[]::new));
        } catch (OptionException wrong) {
            throw new UsageException("gate: " + wrong.getMessage() + "; -h lists all options", wrong);
        }
    }

    private void check(OptionSet options) throws UsageException {
        if (resume == null && (baseline == null || candidate == null)) {
            throw new UsageException("gate needs --baseline JAR and --candidate JAR, or --resume DIR to go on");
        }
        if (resume != null) {
            for (String fixed :
                    List.of("baseline", "candidate", "rounds", "second-rounds", "seed", "include", "p", "wi", "i")) {
                if (options.has(fixed) || !regexes.isEmpty()) {
                    throw new UsageException("gate --resume goes on as it was begun; leave everything else out but"
                            + " --thresholds, --allow-inconclusive and the files for the verdict");
                }
            }
        }
    }

    private static List<String> values(OptionSet options, String name) {
        return options.valuesOf(name).stream().map(String::valueOf).toList();
    }

    private static String single(OptionSet options, String name) throws UsageException {
        List<String> values = values(options, name);
        if (values.size() > 1) {
            throw new UsageException("--" + name + " was given " + values.size() + " times; give it once");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static Path path(OptionSet options, String name) throws UsageException {
        String text = single(options, name);
        return text == null ? null : new File(text).toPath().toAbsolutePath().normalize();
    }

    private static Integer number(OptionSet options, String name, int smallest) throws UsageException {
        String text = single(options, name);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < smallest) {
            throw new UsageException(
                    "--" + name + " must be a whole number from " + smallest + " to 9999, but was '" + text + "'");
        }
        return Integer.valueOf(text);
    }

    private static Long seed(OptionSet options) throws UsageException {
        String text = single(options, "seed");
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException wrong) {
            throw new UsageException("--seed must be a whole number, but was '" + text + "'", wrong);
        }
    }

    private static Duration timeout(OptionSet options) throws UsageException {
        String text = single(options, "cell-timeout");
        try {
            long nanos =
                    TimeValue.fromString(text == null ? CELL_TIMEOUT : text).convertTo(TimeUnit.NANOSECONDS);
            if (nanos >= 1_000_000) {
                return Duration.ofNanos(nanos);
            }
        } catch (IllegalArgumentException unreadable) {
            // Said below, as for a time that is none.
        }
        throw new UsageException("--cell-timeout must be a time such as 90s or 5m, but was '" + text + "'");
    }

    private static List<Pattern> regexes(OptionSet options) throws UsageException {
        List<String> texts = new ArrayList<>(values(options, "include"));
        options.nonOptionArguments().forEach(text -> texts.add(String.valueOf(text)));
        List<Pattern> regexes = new ArrayList<>();
        for (String text : texts) {
            try {
                regexes.add(Pattern.compile(text));
            } catch (PatternSyntaxException wrong) {
                throw new UsageException(
                        "'" + text + "' is not a regular expression: " + wrong.getDescription(), wrong);
            }
        }
        return regexes;
    }

    private static Map<String, List<String>> params(OptionSet options) throws UsageException {
        Map<String, List<String>> params = new LinkedHashMap<>();
        for (String text : values(options, "p")) {
            String[] parts = text.split("=", 2);
            if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                throw new UsageException("-p " + text + ": must be name=value, with commas between several values");
            }
            params.computeIfAbsent(parts[0], name -> new ArrayList<>()).addAll(Arrays.asList(parts[1].split(",")));
        }
        return params;
    }

    private static Path file(OptionSet options, String name) throws UsageException {
        Path file = path(options, name);
        if (file != null && (!Files.isWritable(file.getParent()) || Files.isDirectory(file))) {
            throw new UsageException(
                    "--" + name + " " + file + " cannot be written; give a file in a directory that can");
        }
        return file;
    }
}
