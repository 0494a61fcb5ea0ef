// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.Controls;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.Pairs;
import poolmark.measure.compare.limit.Thresholds;
import poolmark.measure.compare.limit.ThresholdsFile;

class JudgeTest {

    private static final Judge JUDGE = new Judge(ThresholdsFile.defaults());

    private static final CellName CELL =
            new CellName("poolmark.bench.StrategyBenchmark.poolMap", new TreeMap<>(Map.of("workers", "2")));

    private static final CellName OTHER = new CellName("poolmark.bench.StrategyBenchmark.serial", new TreeMap<>());

    private static final double MILLI = 1e6;

    /** Differences of rounds, in percent, that are round 0 and small. */
    private static final double[] QUIET = {0.3, -0.2, 0.1, -0.4, 0.2, -0.1, 0.4, -0.3, 0.15, -0.25};

    private static double[] rounds(double... percent) {
        return Arrays.stream(percent).map(one -> 20 * MILLI * (1 + one / 100)).toArray();
    }

    private static double[] quiet(double shift) {
        return rounds(Arrays.stream(QUIET).map(one -> one + shift).toArray());
    }

    private static Pairs pairs(CellName cell, Metric metric, double[] candidate) {
        double[] baseline = new double[candidate.length];
        Arrays.fill(baseline, 20 * MILLI);
        return new Pairs(cell, metric, baseline, candidate);
    }

    private static Collected collected(Pairs... pairs) {
        return new Collected(1, List.of(pairs), List.of(), Controls.none());
    }

    private static Collected missing(Missing.Kind kind) {
        return new Collected(
                1,
                List.of(pairs(OTHER, Metric.WALL, quiet(0))),
                List.of(new Missing(CELL, kind, "it is gone")),
                Controls.none());
    }

    @Test
    void nothingChangedMustPass() {
        FirstStage first = JUDGE.firstStage(collected(pairs(CELL, Metric.WALL, quiet(0))));
        assertThat(first.suspects()).isEmpty();
        Outcome outcome = JUDGE.outcome(first);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.with(Verdict.PASS)).singleElement().satisfies(passed -> {
            assertThat(passed.ratio()).isBetween(0.995, 1.005);
            assertThat(passed.low()).isLessThan(passed.ratio());
            assertThat(passed.high()).isGreaterThan(passed.ratio());
            assertThat(passed.reason()).isEqualTo("10 % worse is ruled out");
        });
    }

    @Test
    void regressionMustBeSuspectedFirstAndConfirmedByFreshRoundsAlone() {
        Collected bad = collected(pairs(CELL, Metric.WALL, quiet(10)), pairs(OTHER, Metric.WALL, quiet(0)));
        FirstStage first = JUDGE.firstStage(bad);
        assertThat(first.suspectCells()).containsExactly(CELL);
        assertThat(JUDGE.outcome(first).exitCode()).isEqualTo(Outcome.CANNOT_TELL);
        Outcome outcome = JUDGE.secondStage(first, collected(pairs(CELL, Metric.WALL, quiet(9))));
        assertThat(outcome.exitCode()).isEqualTo(Outcome.REGRESSION);
        assertThat(outcome.with(Verdict.REGRESSION)).singleElement().satisfies(found -> {
            assertThat(found.cell()).isEqualTo(CELL);
            assertThat(found.stage()).isEqualTo(2);
            assertThat(found.ratio()).isBetween(1.085, 1.095);
            assertThat(found.p()).isEqualTo(1 / 1024.0);
        });
        assertThat(outcome.judgements()).hasSize(2);
    }

    @Test
    void suspectsThatAreSurestMustComeFirstAndOpenOnesLast() {
        CellName third = new CellName("poolmark.bench.Other.third", new TreeMap<>());
        double[] lessSure = quiet(10);
        lessSure[0] = 19 * MILLI;
        FirstStage first = JUDGE.firstStage(collected(
                pairs(third, Metric.WALL, rounds(40, -30, 55, -25, 35, -40, 50, -20, 10, -15)),
                pairs(OTHER, Metric.WALL, lessSure),
                pairs(CELL, Metric.WALL, quiet(10))));
        assertThat(first.suspectCells()).containsExactly(CELL, OTHER, third);
    }

    @Test
    void suspectThatFreshRoundsDoNotShowMustBeNoise() {
        FirstStage first = JUDGE.firstStage(collected(pairs(CELL, Metric.WALL, quiet(10))));
        Outcome outcome = JUDGE.secondStage(first, collected(pairs(CELL, Metric.WALL, quiet(0))));
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.with(Verdict.NOISE)).hasSize(1);
    }

    @Test
    void suspectThatFailedInFreshRoundsMustFail() {
        FirstStage first = JUDGE.firstStage(collected(pairs(CELL, Metric.WALL, quiet(10))));
        Missing failed = new Missing(CELL, Missing.Kind.FAILED, "it hung");
        Outcome outcome = JUDGE.secondStage(first, new Collected(2, List.of(), List.of(failed), Controls.none()));
        assertThat(outcome.exitCode()).isEqualTo(Outcome.REGRESSION);
        assertThat(outcome.missing()).containsExactly(failed);
    }

    @Test
    void changeBelowTheLimitMustPassHoweverCertain() {
        FirstStage first = JUDGE.firstStage(collected(pairs(CELL, Metric.WALL, quiet(4))));
        assertThat(first.suspects()).isEmpty();
        assertThat(JUDGE.outcome(first).exitCode()).isZero();
    }

    @Test
    void changeBelowTheFloorMustPassHoweverLarge() {
        double[] baseline = new double[10];
        double[] candidate = new double[10];
        Arrays.fill(baseline, 10_000);
        Arrays.setAll(candidate, round -> 20_000 + round);
        FirstStage first = JUDGE.firstStage(collected(new Pairs(CELL, Metric.WALL, baseline, candidate)));
        assertThat(first.suspects()).isEmpty();
        assertThat(first.judgements().get(0).reason()).isEqualTo("the difference is below the floor");
    }

    @Test
    void lessOfWhatIsBetterMustBeWorse() {
        Metric throughput = Metric.foreign("score", "ops/s");
        FirstStage first = JUDGE.firstStage(collected(pairs(CELL, throughput, quiet(-20))));
        assertThat(first.suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.ratio()).isBetween(0.79, 0.81);
            assertThat(suspect.low()).isLessThanOrEqualTo(suspect.ratio());
            assertThat(suspect.high()).isGreaterThanOrEqualTo(suspect.ratio());
        });
    }

    @Test
    void improvementMustBeSeenAndFailNothing() {
        FirstStage first = JUDGE.firstStage(collected(pairs(CELL, Metric.CPU_TOTAL, quiet(-10))));
        Outcome outcome = JUDGE.outcome(first);
        assertThat(outcome.with(Verdict.IMPROVED)).hasSize(1);
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void noiseThatHidesTwiceTheLimitMustBeMeasuredAgainAndElseBeUndecided() {
        double[] noisy = rounds(40, -30, 55, -25, 35, -40, 50, -20, 10, -15);
        FirstStage first = JUDGE.firstStage(collected(pairs(CELL, Metric.WALL, noisy)));
        assertThat(first.suspectCells()).containsExactly(CELL);
        Outcome open = JUDGE.outcome(first);
        assertThat(open.exitCode()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(open.judgements().get(0).roundsThatWouldTell()).isBetween(20, 1_000);
        Outcome closed = JUDGE.secondStage(first, collected(pairs(CELL, Metric.WALL, quiet(0))));
        assertThat(closed.exitCode()).isZero();
        assertThat(closed.with(Verdict.PASS)).hasSize(1);
    }

    @Test
    void fourRoundsMustShowNothing() {
        FirstStage first = JUDGE.firstStage(collected(pairs(CELL, Metric.WALL, rounds(50, 51, 52, 53))));
        assertThat(first.judgements()).singleElement().satisfies(open -> {
            assertThat(open.verdict()).isEqualTo(Verdict.CANNOT_TELL);
            assertThat(open.high()).isInfinite();
            assertThat(open.roundsThatWouldTell()).isGreaterThanOrEqualTo(5);
        });
    }

    @Test
    void somethingOutOfNothingMustBeSuspected() {
        double[] nothing = new double[10];
        double[] something = new double[10];
        Arrays.setAll(something, round -> MILLI * (5 + round));
        assertThat(JUDGE.firstStage(collected(new Pairs(CELL, Metric.CPU_WORKERS, nothing, something)))
                        .suspects())
                .hasSize(1);
        assertThat(JUDGE.firstStage(collected(new Pairs(CELL, Metric.CPU_WORKERS, nothing, nothing)))
                        .suspects())
                .isEmpty();
    }

    @Test
    void numberThatIsNoneMustBeUndecided() {
        double[] broken = quiet(0);
        broken[3] = Double.NaN;
        FirstStage first =
                JUDGE.firstStage(collected(pairs(CELL, Metric.WALL, broken), pairs(OTHER, Metric.WALL, new double[0])));
        assertThat(first.judgements()).extracting(Judgement::verdict).containsOnly(Verdict.CANNOT_TELL);
        assertThat(JUDGE.outcome(first).exitCode()).isEqualTo(Outcome.CANNOT_TELL);
    }

    @ParameterizedTest
    @CsvSource({"LOST, 1", "FAILED, 1", "ADDED, 0", "BASELINE_FAILED, 4"})
    void missingCellMustDecideTheExitCode(Missing.Kind kind, int exitCode) {
        Outcome outcome = JUDGE.outcome(JUDGE.firstStage(missing(kind)));
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.missing()).hasSize(1);
    }

    @Test
    void cellThatWasDeclaredRemovedMayBeLost() {
        Thresholds plain = ThresholdsFile.defaults();
        Judge judge = new Judge(
                new Thresholds(plain.rules(), List.of(Pattern.compile("poolMap")), 10, 20, plain.controlLimit(), 0.02));
        assertThat(judge.outcome(judge.firstStage(missing(Missing.Kind.LOST))).exitCode())
                .isZero();
        assertThat(judge.outcome(judge.firstStage(missing(Missing.Kind.FAILED))).exitCode())
                .isEqualTo(Outcome.REGRESSION);
    }

    @Test
    void controlsThatMovedMustLetNothingPassAndStillConfirmSuspects() {
        Controls moved = new Controls(List.of(pairs(OTHER, Metric.WALL, quiet(5))), List.of(), 0, 0);
        Collected collected = new Collected(
                1,
                List.of(pairs(CELL, Metric.WALL, quiet(20)), pairs(OTHER, Metric.CPU_TOTAL, quiet(0))),
                List.of(),
                moved);
        FirstStage first = JUDGE.firstStage(collected);
        assertThat(first.doubts()).singleElement().asString().contains("StrategyBenchmark.serial wall moved by +5.0 %");
        assertThat(first.suspectCells()).containsExactly(CELL);
        assertThat(JUDGE.outcome(first).with(Verdict.PASS)).isEmpty();
        assertThat(JUDGE.outcome(first).exitCode()).isEqualTo(Outcome.CANNOT_TELL);
        Outcome confirmed = JUDGE.secondStage(first, collected(pairs(CELL, Metric.WALL, quiet(20))));
        assertThat(confirmed.exitCode()).isEqualTo(Outcome.REGRESSION);
        Outcome unproven = JUDGE.secondStage(
                first, new Collected(2, List.of(pairs(CELL, Metric.WALL, quiet(20))), List.of(), moved));
        assertThat(unproven.exitCode()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(unproven.with(Verdict.REGRESSION)).isEmpty();
    }

    @Test
    void timeThatOthersTookMustProveNothing() {
        Controls stolen = new Controls(List.of(), List.of(), 0.05, Double.NaN);
        FirstStage first =
                JUDGE.firstStage(new Collected(1, List.of(pairs(CELL, Metric.WALL, quiet(0))), List.of(), stolen));
        assertThat(first.doubts()).containsExactly("others took 5.0 % of the processors' time, above 2.0 %");
        assertThat(JUDGE.outcome(first).exitCode()).isEqualTo(Outcome.CANNOT_TELL);
    }
}
