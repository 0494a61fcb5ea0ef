// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import static poolmark.measure.compare.judge.Verdict.CANNOT_TELL;
import static poolmark.measure.compare.judge.Verdict.IMPROVED;
import static poolmark.measure.compare.judge.Verdict.NOISE;
import static poolmark.measure.compare.judge.Verdict.PASS;
import static poolmark.measure.compare.judge.Verdict.REGRESSION;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.Pairs;
import poolmark.measure.compare.limit.Thresholds;
import poolmark.measure.stats.Holm;

/**
 * Judges the rounds of a gate in two stages. The first looks at every metric of every cell, and must miss little; among
 * many metrics some look worse by chance. So the second measures these suspects again, and what the first had too few rounds
 * for, from fresh forks, and rests on those alone, corrected for their number (Holm): what looked bad by chance has no
 * reason to do so again.
 *
 * <p>The controls of a stage vouch for its verdicts. Where those of the first moved nothing is passed, but suspects are
 * still measured again: the second stage stands for itself.
 *
 * <p>A change has to be shown by the signed ranks of the rounds, and be larger than the limit, and larger than the floor.
 * The limit is practical, not statistical.
 */
public final class Judge {

    /** Chance of a bound to be wrong, in the first stage; also of any false improvement in the whole family. */
    static final double FIRST_ALPHA = 0.05;

    /** Chance of any false regression among the suspects. */
    static final double SECOND_ALPHA = 0.01;

    /** Chance to give up a first stage whose controls are in order. Ten rounds cannot show less of some controls. */
    private static final double FIRST_CONTROL_ALPHA = 0.02;

    /** The same of a second stage, where each case is a regression that is not told. */
    private static final double SECOND_CONTROL_ALPHA = 0.01;

    private final Thresholds thresholds;

    /** A judge who goes by these thresholds. */
    public Judge(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * Judges the rounds over all cells.
     *
     * @param collected what they measured
     * @return judgements, and what has to be measured again
     */
    public FirstStage firstStage(Collected collected) {
        List<String> doubts = ControlCheck.doubts(collected.controls(), thresholds, FIRST_CONTROL_ALPHA);
        List<Judgement> judgements = new ArrayList<>();
        List<Judgement> suspects = new ArrayList<>();
        List<Judgement> open = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Pairs pairs : collected.pairs()) {
            if (usable(pairs)) {
                changes.add(Change.of(pairs, thresholds.of(pairs.cell(), pairs.metric()), FIRST_ALPHA));
            } else {
                judgements.add(unmeasured(pairs));
            }
        }
        double[] better =
                Holm.adjusted(changes.stream().mapToDouble(Change::pBetter).toArray());
        double[] worse =
                Holm.adjusted(changes.stream().mapToDouble(Change::pWorse).toArray());
        for (int index = 0; index < better.length; index++) {
            Judgement judgement = first(changes.get(index), better[index], worse[index], doubts);
            judgements.add(judgement);
            if (suspicious(changes.get(index))) {
                suspects.add(judgement);
            } else if (judgement.verdict() == CANNOT_TELL && doubts.isEmpty()) {
                open.add(judgement);
            }
        }
        // A gate without the time for all of them measures the first.
        suspects.sort(Comparator.comparingDouble(Judgement::p));
        suspects.addAll(open);
        return new FirstStage(collected, judgements, suspects, doubts);
    }

    private static boolean usable(Pairs pairs) {
        return pairs.rounds() > 0
                && DoubleStream.concat(Arrays.stream(pairs.baseline()), Arrays.stream(pairs.candidate()))
                        .allMatch(Double::isFinite);
    }

    private Judgement unmeasured(Pairs pairs) {
        double delta = thresholds.of(pairs.cell(), pairs.metric()).relative();
        double none = Double.NaN;
        String reason = "there is no number of each build in every round";
        return new Judgement(
                pairs.cell(),
                pairs.metric(),
                CANNOT_TELL,
                none,
                none,
                none,
                0,
                Double.POSITIVE_INFINITY,
                1,
                1,
                delta,
                1,
                pairs.rounds(),
                0,
                reason);
    }

    private static boolean suspicious(Change change) {
        return change.shift().low() > 0
                && change.shift().value() > change.limit().log()
                && !change.belowFloor();
    }

    private static Judgement first(Change change, double better, double worse, List<String> doubts) {
        int needed = change.roundsThatWouldTell(FIRST_ALPHA);
        if (!doubts.isEmpty()) {
            return change.judged(CANNOT_TELL, change.pWorse(), worse, 1, needed, "the controls moved");
        }
        if (suspicious(change)) {
            return change.judged(
                    CANNOT_TELL, change.pWorse(), worse, 1, needed, "looks worse, and was not measured again");
        }
        boolean large = change.shift().value() < -change.limit().log() && !change.belowFloor();
        if (large && better <= FIRST_ALPHA) {
            return change.judged(IMPROVED, change.pBetter(), better, 1, needed, "better by more than the limit");
        }
        if (change.blind()) {
            return change.judged(CANNOT_TELL, change.pWorse(), worse, 1, needed, blind(change, needed));
        }
        return change.judged(PASS, change.pWorse(), worse, 1, needed, passed(change));
    }

    private static String blind(Change change, int needed) {
        return String.format(
                Locale.ROOT,
                "%.0f %% worse cannot be ruled out after %d rounds; %d might tell",
                200 * change.limit().relative(),
                change.pairs().rounds(),
                needed);
    }

    private static String passed(Change change) {
        return change.shift().high() > change.limit().blindLog()
                ? "the difference is below the floor"
                : String.format(
                        Locale.ROOT,
                        "%.0f %% worse is ruled out",
                        200 * change.limit().relative());
    }

    /**
     * Ends a comparison of which nothing has to be measured again.
     *
     * @param first the rounds over all cells
     * @return what came out; suspects, if there are any, stay open
     */
    public Outcome outcome(FirstStage first) {
        return Outcome.of(first.judgements(), first.collected().missing(), first.doubts(), thresholds);
    }

    /**
     * Judges the fresh rounds.
     *
     * @param first the rounds over all cells
     * @param fresh what new forks of {@link FirstStage#suspectCells} measured; other metrics of these cells are not looked
     *     at, and what is not there stays as the first stage left it
     * @return what came out
     */
    public Outcome secondStage(FirstStage first, Collected fresh) {
        List<String> doubts = ControlCheck.doubts(fresh.controls(), thresholds, SECOND_CONTROL_ALPHA);
        List<Change> changes = first.suspects().stream()
                .map(open -> again(open, fresh))
                .flatMap(Optional::stream)
                .map(pairs -> Change.of(pairs, thresholds.of(pairs.cell(), pairs.metric()), SECOND_ALPHA))
                .toList();
        double[] adjusted =
                Holm.adjusted(changes.stream().mapToDouble(Change::pWorse).toArray());
        List<Judgement> judgements = new ArrayList<>(first.judgements());
        for (int index = 0; index < adjusted.length; index++) {
            Change change = changes.get(index);
            boolean suspect = lookedWorse(first.collected(), change.pairs());
            Judgement last = second(change, adjusted[index], suspect, doubts);
            judgements.replaceAll(old -> isOf(old, change.pairs()) ? last : old);
        }
        List<Missing> missing = new ArrayList<>(first.collected().missing());
        fresh.missing().stream().filter(lost -> !missing.contains(lost)).forEach(missing::add);
        List<String> all =
                Stream.concat(first.doubts().stream(), doubts.stream()).toList();
        return Outcome.of(judgements, missing, all, thresholds);
    }

    private static Optional<Pairs> again(Judgement open, Collected fresh) {
        return fresh.pairs().stream()
                .filter(pairs ->
                        pairs.cell().equals(open.cell()) && pairs.metric().equals(open.metric()) && usable(pairs))
                .findFirst();
    }

    private boolean lookedWorse(Collected collected, Pairs fresh) {
        return collected.pairs().stream()
                .filter(pairs ->
                        pairs.cell().equals(fresh.cell()) && pairs.metric().equals(fresh.metric()))
                .filter(Judge::usable)
                .anyMatch(pairs ->
                        suspicious(Change.of(pairs, thresholds.of(pairs.cell(), pairs.metric()), FIRST_ALPHA)));
    }

    private static boolean isOf(Judgement judgement, Pairs pairs) {
        return judgement.cell().equals(pairs.cell()) && judgement.metric().equals(pairs.metric());
    }

    private static Judgement second(Change change, double pHolm, boolean suspect, List<String> doubts) {
        int needed = change.roundsThatWouldTell(SECOND_ALPHA);
        if (!doubts.isEmpty()) {
            return change.judged(CANNOT_TELL, change.pWorse(), pHolm, 2, needed, "the controls moved in fresh rounds");
        }
        boolean large = change.shift().value() > change.limit().log() && !change.belowFloor();
        if (large && pHolm <= SECOND_ALPHA) {
            return change.judged(REGRESSION, change.pWorse(), pHolm, 2, needed, "worse by more than the limit");
        }
        if (change.blind()) {
            return change.judged(CANNOT_TELL, change.pWorse(), pHolm, 2, needed, blind(change, needed));
        }
        return suspect
                ? change.judged(NOISE, change.pWorse(), pHolm, 2, needed, "fresh rounds did not show it again")
                : change.judged(PASS, change.pWorse(), pHolm, 2, needed, passed(change));
    }
}
