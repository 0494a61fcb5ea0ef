// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.Pairs;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.judge.Verdict;

/**
 * All that is told of a comparison, of which each output shows its part.
 *
 * @param kind who compared
 * @param baseline the old side
 * @param candidate the new side
 * @param method unit, rounds and test, in sentences; what the words and signs of the table mean
 * @param outcome what came out of what counts
 * @param advisory judgements that count for nothing, as they were measured on another machine
 * @param warnings what a reader of the figures should know
 * @param numbers what all of it rests on
 */
public record Comparison(
        Kind kind,
        Party baseline,
        Party candidate,
        String method,
        Outcome outcome,
        List<Judgement> advisory,
        List<String> warnings,
        List<Numbers> numbers) {

    /** Who compared. */
    public enum Kind {
        /** Two builds side by side. */
        GATE("gate"),
        /** Two stored runs. */
        COMPARE("compare");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** {@return the sub-command} */
        public String label() {
            return label;
        }
    }

    /**
     * One side.
     *
     * @param name a file, a run, a revision
     * @param host the machine; empty where not known
     * @param jdk version of the JDK; empty where not known
     * @param commit what it was built from; empty where not known
     */
    public record Party(String name, String host, String jdk, String commit) {

        /** {@return for people} */
        public String text() {
            return name
                    + (commit.isEmpty() ? "" : ", commit " + commit)
                    + (jdk.isEmpty() ? "" : ", JDK " + jdk)
                    + (host.isEmpty() ? "" : ", " + host);
        }
    }

    /**
     * The numbers of one cell and metric, one for each fork.
     *
     * @param cell its label
     * @param metric its name
     * @param unit of the numbers
     * @param stage 1 or 2 in a gate, 1 otherwise
     * @param baseline in a gate in the order of the rounds
     * @param candidate in a gate as many, and in the same rounds
     */
    public record Numbers(String cell, String metric, String unit, int stage, double[] baseline, double[] candidate) {}

    /** What a reader wants to see first. */
    private static final Comparator<Judgement> ORDER = Comparator.comparingInt((Judgement judgement) -> List.of(
                            Verdict.REGRESSION, Verdict.CANNOT_TELL, Verdict.IMPROVED, Verdict.NOISE, Verdict.PASS)
                    .indexOf(judgement.verdict()))
            .thenComparing(Judgement::cell)
            .thenComparing(judgement -> judgement.metric().name());

    /** Takes copies. */
    public Comparison {
        advisory = List.copyOf(advisory);
        warnings = List.copyOf(warnings);
        numbers = List.copyOf(numbers);
    }

    /**
     * Tells of a gate.
     *
     * @param baseline the old build
     * @param candidate the new build
     * @param stages what the first and, where there was one, the second stage measured
     * @param outcome what the judge says
     * @param warnings what else a reader should know
     * @return the comparison
     */
    public static Comparison ofGate(
            Party baseline, Party candidate, List<Collected> stages, Outcome outcome, List<String> warnings) {
        List<Numbers> numbers = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            for (Pairs pairs : stages.get(stage).pairs()) {
                numbers.add(numbers(pairs, stage + 1));
            }
            for (Pairs pairs : stages.get(stage).controls().same()) {
                numbers.add(numbers(pairs, stage + 1));
            }
        }
        return new Comparison(Kind.GATE, baseline, candidate, method(stages), outcome, List.of(), warnings, numbers);
    }

    private static Numbers numbers(Pairs pairs, int stage) {
        return new Numbers(
                pairs.cell().label(),
                pairs.metric().name(),
                pairs.metric().unit(),
                stage,
                pairs.baseline(),
                pairs.candidate());
    }

    private static String method(List<Collected> stages) {
        List<String> rounds = stages.stream()
                .map(stage ->
                        stage.pairs().stream().mapToInt(Pairs::rounds).max().orElse(0) + " rounds (seed " + stage.seed()
                                + ")")
                .toList();
        return String.join(", then fresh ones over suspects: ", rounds)
                + "; unit: a fork of each build, side by side, in turn first. Exact signed ranks of log ratios,"
                + " Hodges-Lehmann with 90 % (fresh rounds: 98 %) intervals, p one-sided, Holm's correction."
                + " Limits are practical, not statistical.";
    }

    /** {@return what counts, the worst first} */
    public List<Judgement> sorted() {
        return outcome.judgements().stream().sorted(ORDER).toList();
    }

    /** {@return what does not count, in the same order} */
    public List<Judgement> sortedAdvisory() {
        return advisory.stream().sorted(ORDER).toList();
    }

    /** {@return the whole in some words, such as {@code FAIL: 1 regression, 1 benchmark lost}} */
    public String headline() {
        return Wording.headline(outcome);
    }
}
