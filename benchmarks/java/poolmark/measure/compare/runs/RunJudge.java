// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Predicate;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.judge.Verdict;
import poolmark.measure.compare.limit.Limit;
import poolmark.measure.compare.limit.Thresholds;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.Comparison.Numbers;
import poolmark.measure.stats.Holm;

/**
 * Judges two runs that were measured one after the other. That shows less than a gate: whatever the machine did between them
 * is in the difference. So a finding has to hold after correction for all that is tested, and where the machines differ, or
 * the rulers say that it was another machine all the same, only quantities count from which the machine was divided out.
 */
public final class RunJudge {

    /** Rulers differ by some percent from run to run; beyond that it is the machine. */
    private static final double RULER_LIMIT = 0.1;

    private final Side old;
    private final Side fresh;
    private final Thresholds thresholds;
    private final OptionalDouble threshold;
    private final List<String> warnings = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private final boolean sameMachine;

    private RunJudge(Side old, Side fresh, Thresholds thresholds, OptionalDouble threshold) {
        this.old = Normalised.of(old);
        this.fresh = Normalised.of(fresh);
        this.thresholds = thresholds;
        this.threshold = threshold;
        old.warnings().forEach(warning -> warnings.add("old: " + warning));
        fresh.warnings().forEach(warning -> warnings.add("new: " + warning));
        this.sameMachine = Circumstances.compare(old, fresh, RULER_LIMIT, warnings);
    }

    /**
     * Compares.
     *
     * @param old the run to compare with
     * @param fresh the run in question
     * @param thresholds what counts as a change
     * @param threshold what counts instead for every metric, as a part; empty for what the thresholds say
     * @return what came out
     */
    public static Comparison compare(Side old, Side fresh, Thresholds thresholds, OptionalDouble threshold) {
        return new RunJudge(old, fresh, thresholds, threshold).compare();
    }

    private Comparison compare() {
        missing();
        List<Judgement> counted = judged(metric -> metric.selfNormalised() != sameMachine);
        List<Judgement> advisory = sameMachine ? List.of() : judged(metric -> !metric.selfNormalised());
        Outcome outcome = new Outcome(counted, missing, List.of(), exitCode(counted));
        return new Comparison(
                Comparison.Kind.COMPARE,
                old.party(),
                fresh.party(),
                method(counted),
                outcome,
                advisory,
                warnings,
                numbers());
    }

    private static String method(List<Judgement> counted) {
        int fewest = counted.stream().mapToInt(Judgement::rounds).min().orElse(0);
        int most = counted.stream().mapToInt(Judgement::rounds).max().orElse(0);
        return "n " + (fewest == most ? fewest : fewest + " to " + most)
                + "; unit: a fork; the runs were not interleaved."
                + " Exact rank sums of logarithms, Hodges-Lehmann with 95 % intervals, p two-sided, Holm's correction over "
                + counted.size() + "; ~ where nothing is shown. Limits are practical, not statistical.";
    }

    private void missing() {
        boolean sameQuestion = old.asked().equals(fresh.asked());
        int notAsked = 0;
        for (CellName cell : old.cells().keySet()) {
            if (fresh.cells().containsKey(cell)) {
                continue;
            }
            if (fresh.failed().containsKey(cell)) {
                missing.add(
                        new Missing(cell, Missing.Kind.FAILED, fresh.failed().get(cell)));
            } else if (sameQuestion && !thresholds.mayLack(cell)) {
                missing.add(new Missing(cell, Missing.Kind.LOST, otherParams(cell)));
            } else {
                notAsked++;
            }
        }
        if (notAsked > 0) {
            warnings.add("what was asked for differs: " + notAsked + " cells are in the old run alone");
        }
        old.failed().keySet().stream()
                .filter(fresh.cells()::containsKey)
                .forEach(cell -> warnings.add("old: failed, so there is nothing to compare with: " + cell.label()));
        fresh.cells().keySet().stream()
                .filter(cell -> !old.cells().containsKey(cell) && !old.failed().containsKey(cell))
                .forEach(cell -> missing.add(new Missing(cell, Missing.Kind.ADDED, "")));
    }

    private String otherParams(CellName cell) {
        boolean other = fresh.cells().keySet().stream()
                .anyMatch(found -> found.benchmark().equals(cell.benchmark()));
        return other ? "the new run has it with other parameters" : "";
    }

    private List<Judgement> judged(Predicate<Metric> wanted) {
        List<Samples> samples = new ArrayList<>();
        for (CellName cell : old.cells().keySet()) {
            Map<Metric, double[]> before = old.cells().get(cell);
            Map<Metric, double[]> after = fresh.cells().getOrDefault(cell, Map.of());
            before.forEach((metric, numbers) -> {
                if (wanted.test(metric) && after.containsKey(metric) && comparable(metric)) {
                    samples.add(Samples.of(cell, metric, numbers, after.get(metric), limit(cell, metric)));
                }
            });
        }
        double[] adjusted =
                Holm.adjusted(samples.stream().mapToDouble(Samples::p).toArray());
        List<Judgement> judgements = new ArrayList<>();
        for (int index = 0; index < adjusted.length; index++) {
            judgements.add(judged(samples.get(index), adjusted[index], adjusted.length));
        }
        return judgements;
    }

    /** Speed-up grows with the processors that there are. */
    private boolean comparable(Metric metric) {
        return !metric.equals(Metric.SPEED_UP) || old.cpus() == fresh.cpus();
    }

    private Limit limit(CellName cell, Metric metric) {
        Limit limit = thresholds.of(cell, metric);
        return threshold.isPresent() ? new Limit(threshold.getAsDouble(), limit.floor()) : limit;
    }

    private static Judgement judged(Samples samples, double pHolm, int tests) {
        if (samples.negligible()) {
            return samples.judged(Verdict.PASS, pHolm, tests, "all of it is below the floor");
        }
        if (samples.tooFew()) {
            return samples.judged(
                    Verdict.CANNOT_TELL,
                    pHolm,
                    tests,
                    "so few forks can show nothing; " + samples.forksThatWouldTell(tests) + " of each might");
        }
        boolean shown = pHolm <= Samples.ALPHA;
        if (samples.worse() && shown) {
            return samples.judged(Verdict.REGRESSION, pHolm, tests, "worse by more than the limit");
        }
        if (samples.better() && shown) {
            return samples.judged(Verdict.IMPROVED, pHolm, tests, "better by more than the limit");
        }
        return open(samples, pHolm, tests);
    }

    private static Judgement open(Samples samples, double pHolm, int tests) {
        int needed = samples.forksThatWouldTell(tests);
        int percent = (int) Math.round(200 * samples.limit().relative());
        if (samples.worse() && samples.p() <= Samples.ALPHA) {
            String reason = String.format(
                    Locale.ROOT,
                    "looks worse, and may be chance among %d results; %d forks of each might tell",
                    tests,
                    needed);
            return samples.judged(Verdict.CANNOT_TELL, pHolm, tests, reason);
        }
        return samples.blind()
                ? samples.judged(
                        Verdict.CANNOT_TELL,
                        pHolm,
                        tests,
                        percent + " % worse cannot be ruled out; " + needed + " forks of each might tell")
                : samples.judged(Verdict.PASS, pHolm, tests, percent + " % worse is ruled out");
    }

    private int exitCode(List<Judgement> counted) {
        boolean lost = missing.stream().anyMatch(cell -> cell.kind() != Missing.Kind.ADDED);
        if (lost || counted.stream().anyMatch(judgement -> judgement.verdict() == Verdict.REGRESSION)) {
            return Outcome.REGRESSION;
        }
        boolean open =
                counted.isEmpty() || counted.stream().anyMatch(judgement -> judgement.verdict() == Verdict.CANNOT_TELL);
        return open ? Outcome.CANNOT_TELL : Outcome.FINE;
    }

    private List<Numbers> numbers() {
        List<Numbers> numbers = new ArrayList<>();
        for (CellName cell : new TreeSet<>(old.cells().keySet())) {
            Map<Metric, double[]> after = fresh.cells().getOrDefault(cell, Map.of());
            old.cells()
                    .get(cell)
                    .forEach((metric, before) -> numbers.add(new Numbers(
                            cell.label(),
                            metric.name(),
                            metric.unit(),
                            1,
                            before,
                            after.getOrDefault(metric, new double[0]))));
        }
        return numbers;
    }
}
