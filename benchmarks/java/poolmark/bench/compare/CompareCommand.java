// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import joptsimple.OptionException;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import poolmark.bench.cli.UsageException;
import poolmark.measure.compare.limit.Quantities;
import poolmark.measure.compare.limit.Thresholds;
import poolmark.measure.compare.limit.ThresholdsFile;

/**
 * What {@code compare} was asked for.
 *
 * @param old the run to compare with, or the directory of baselines
 * @param fresh the run in question
 * @param threshold what counts as a change, as a part; empty for what the thresholds say
 * @param thresholds file of thresholds; null for the usual one where there is one
 * @param annotations whether to print workflow commands of GitHub
 * @param files where the other forms go
 */
record CompareCommand(
        Path old, Path fresh, OptionalDouble threshold, Path thresholds, boolean annotations, ComparisonFiles files) {

    private static final Path USUAL = Path.of("results", "gates.properties");

    static CompareCommand parse(List<String> args) throws UsageException {
        OptionParser parser = new OptionParser();
        for (String option : List.of("threshold", "thresholds", "junit", "markdown", "json", "forest")) {
            parser.accepts(option).withRequiredArg();
        }
        parser.accepts("annotations");
        parser.accepts("debug");
        try {
            OptionSet options = parser.parse(args.toArray(String[]::new));
            List<?> names = options.nonOptionArguments();
            if (names.size() != 2) {
                throw new UsageException("compare takes OLD and NEW, each the directory of a run or a JMH result file");
            }
            return new CompareCommand(
                    path("OLD", names.get(0)),
                    path("NEW", names.get(1)),
                    threshold(options),
                    file(options, "thresholds"),
                    options.has("annotations"),
                    new ComparisonFiles(
                            file(options, "junit"),
                            file(options, "markdown"),
                            file(options, "json"),
                            file(options, "forest")));
        } catch (OptionException | IllegalArgumentException wrong) {
            throw new UsageException("compare: " + wrong.getMessage() + "; see -h", wrong);
        }
    }

    private static OptionalDouble threshold(OptionSet options) {
        return options.has("threshold")
                ? OptionalDouble.of(Quantities.part("--threshold", (String) options.valueOf("threshold")))
                : OptionalDouble.empty();
    }

    private static Path file(OptionSet options, String option) throws UsageException {
        return options.has(option) ? path("--" + option, options.valueOf(option)) : null;
    }

    private static Path path(String what, Object text) throws UsageException {
        try {
            return Path.of(text.toString());
        } catch (InvalidPathException wrong) {
            throw new UsageException(what + ": '" + text + "' is not a path on this system", wrong);
        }
    }

    /** {@return the thresholds to go by} */
    Thresholds readThresholds() throws IOException {
        if (thresholds != null) {
            return ThresholdsFile.read(thresholds);
        }
        return Files.exists(USUAL) ? ThresholdsFile.read(USUAL) : ThresholdsFile.defaults();
    }
}
