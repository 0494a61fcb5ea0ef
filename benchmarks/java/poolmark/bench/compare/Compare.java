// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import poolmark.bench.cli.UsageException;
import poolmark.measure.compare.export.Annotations;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.limit.Thresholds;
import poolmark.measure.compare.runs.Baselines;
import poolmark.measure.compare.runs.RunJudge;
import poolmark.measure.compare.runs.SideReader;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.ComparisonText;

/** The sub-command {@code compare}: two stored runs, or files of JMH's, held against each other. */
public final class Compare {

    private Compare() {}

    /**
     * Compares.
     *
     * @param args what was typed behind {@code compare}
     * @param out takes the table
     * @param err takes nothing but what there is no baseline for
     * @return the exit code: 0 fine, 1 a regression or a benchmark lost, 3 cannot tell
     * @throws UsageException when the arguments are wrong, or name nothing that can be compared
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) throws UsageException {
        CompareCommand command = CompareCommand.parse(args);
        try {
            Optional<Path> old = old(command);
            if (old.isEmpty()) {
                err.println("cannot tell: there is no baseline of " + Baselines.hostClass(command.fresh()) + " below "
                        + command.old() + ", only of " + String.join(", ", Baselines.classes(command.old())));
                return Outcome.CANNOT_TELL;
            }
            Thresholds thresholds = command.readThresholds();
            Comparison comparison = RunJudge.compare(
                    SideReader.read(old.get()), SideReader.read(command.fresh()), thresholds, command.threshold());
            out.print(ComparisonText.of(comparison));
            if (command.annotations()) {
                Annotations.of(comparison).forEach(out::println);
            }
            command.files().write(comparison);
            return comparison.outcome().exitCode();
        } catch (IOException wrong) {
            throw new UsageException("compare: " + wrong.getMessage(), wrong);
        }
    }

    private static Optional<Path> old(CompareCommand command) throws IOException {
        return Baselines.isThat(command.old())
                ? Baselines.pick(command.old(), command.fresh())
                : Optional.of(command.old());
    }
}
