// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.judge.NoisyMachine.Subject;
import poolmark.measure.compare.limit.Thresholds;
import poolmark.measure.compare.limit.ThresholdsFile;

/**
 * How often the gate cries wolf, and how often it sleeps, on a machine as {@link NoisyMachine} describes it: families of 40
 * metrics, ten rounds, each fork a median. What is simulated is the judge
 * that judges real runs. Each rate is printed with its standard error.
 */
class GateSimulationTest {

    private static final Thresholds THRESHOLDS = ThresholdsFile.defaults();

    private static final Judge JUDGE = new Judge(THRESHOLDS);

    private static final int FAMILY = 40;

    /** What happened in many runs of the gate. */
    private static final class Tally {
        private final int families;
        private int alarms;
        private int found;
        private int improvements;
        private int undecided;
        private int moved;
        private int repeated;
        private int passed;

        Tally(int families) {
            this.families = families;
        }

        double rate(int count) {
            return (double) count / families;
        }

        String text(int count) {
            double rate = rate(count);
            return String.format(
                    Locale.ROOT, "%.2f %% (± %.2f)", 100 * rate, 100 * Math.sqrt(rate * (1 - rate) / families));
        }
    }

    @Test
    void familiesWithoutAnyChangeMustHardlyEverFail() {
        Tally tally = simulate(2_000, 1, 0);
        print("no change: false alarms " + tally.text(tally.alarms) + ", false improvements "
                + tally.text(tally.improvements) + ", cannot tell " + tally.text(tally.undecided) + " (controls moved "
                + tally.text(tally.moved) + "), cells measured again in a family "
                + String.format(Locale.ROOT, "%.2f", tally.rate(tally.repeated)));
        assertThat(tally.rate(tally.alarms)).isLessThanOrEqualTo(0.01);
    }

    @Test
    void tenPercentMustBeFoundInNineOfTen() {
        found(0.10, 0.90);
    }

    @Test
    void fifteenPercentMustBeFound() {
        found(0.15, 0.97);
    }

    private static void found(double change, double wanted) {
        Tally tally = simulate(1_000, 2, change);
        print(String.format(Locale.ROOT, "%+.0f %%: found ", 100 * change)
                + tally.text(tally.found) + ", cannot tell " + tally.text(tally.undecided) + " (controls moved "
                + tally.text(tally.moved) + "), passed " + tally.text(tally.passed) + ", others accused "
                + tally.text(tally.alarms));
        assertThat(tally.rate(tally.found)).isGreaterThanOrEqualTo(wanted);
    }

    /** The first subject has that change and metric, the others have none. */
    private static Tally simulate(int families, long seed, double change) {
        IntFunction<Metric> metric = number -> number % 2 == 0 ? Metric.WALL : Metric.CPU_TOTAL;
        List<Subject> subjects = new ArrayList<>();
        subjects.add(Subject.cell(0, Metric.WALL, change));
        for (int number = 1; number < FAMILY; number++) {
            subjects.add(Subject.cell(number, metric.apply(number), 0));
        }
        Tally tally = new Tally(families);
        for (int family = 0; family < families; family++) {
            count(tally, subjects, new NoisyMachine(1_000_003 * seed + family), change > 0);
        }
        return tally;
    }

    private static void count(Tally tally, List<Subject> subjects, NoisyMachine machine, boolean real) {
        FirstStage first = JUDGE.firstStage(machine.rounds(THRESHOLDS.firstRounds(), subjects));
        tally.repeated += first.suspectCells().size();
        Outcome outcome = first.suspects().isEmpty() ? JUDGE.outcome(first) : again(first, subjects, machine);
        CellName truth = subjects.get(0).cell();
        List<Judgement> accused = outcome.with(Verdict.REGRESSION);
        boolean hit = real && accused.stream().anyMatch(one -> one.cell().equals(truth));
        tally.found += hit ? 1 : 0;
        tally.passed += real
                        && outcome.judgements().stream()
                                .anyMatch(one -> one.cell().equals(truth) && one.verdict() == Verdict.PASS)
                ? 1
                : 0;
        tally.alarms += accused.size() > (hit ? 1 : 0) ? 1 : 0;
        tally.improvements += outcome.with(Verdict.IMPROVED).isEmpty() ? 0 : 1;
        tally.undecided += outcome.exitCode() == Outcome.CANNOT_TELL ? 1 : 0;
        tally.moved += outcome.doubts().isEmpty() ? 0 : 1;
    }

    private static Outcome again(FirstStage first, List<Subject> subjects, NoisyMachine machine) {
        List<Subject> repeated = subjects.stream()
                .filter(subject -> first.suspectCells().contains(subject.cell()))
                .toList();
        Collected fresh = machine.rounds(THRESHOLDS.secondRounds(), repeated);
        return JUDGE.secondStage(first, fresh);
    }

    private static void print(String line) {
        System.out.println("gate simulation, " + FAMILY + " metrics, " + THRESHOLDS.firstRounds() + " + "
                + THRESHOLDS.secondRounds() + " rounds: " + line);
    }
}
