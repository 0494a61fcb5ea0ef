// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.judge.Verdict;
import poolmark.measure.compare.limit.ThresholdsFile;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.Comparison.Party;

class RunJudgeTest {

    private static final double MILLI = 1e6;

    private static final CellName MAP = cell("StrategyBenchmark.poolMap", Map.of("tasks", "5", "workers", "2"));

    private static final CellName SERIAL = cell("StrategyBenchmark.serial", Map.of("tasks", "5", "workers", "1"));

    private static final CellName OPEN = cell("LifecycleBenchmark.openToFirstResult", Map.of());

    private static CellName cell(String name, Map<String, String> params) {
        return new CellName("poolmark.bench." + name, new TreeMap<>(params));
    }

    /** Eight forks, each some tenths of a percent from the others. */
    private static double[] forks(double millis) {
        return forks(8, millis);
    }

    private static double[] forks(int count, double millis) {
        double[] forks = new double[count];
        Arrays.setAll(forks, fork -> MILLI * millis * (1 + (fork * 7 % 8 - 3.5) / 1_000));
        return forks;
    }

    /** A run under construction. */
    private static final class Draft {
        private final SortedMap<CellName, Map<Metric, double[]>> cells = new TreeMap<>();
        private final SortedMap<CellName, String> failed = new TreeMap<>();
        private final SortedMap<String, Double> rulers = new TreeMap<>();
        private String machine = "a machine";
        private String jdk = "17.0.15";
        private List<String> asked = List.of("--profile", "quick");
        private int cpus = 2;

        Draft wall(CellName cell, double... forks) {
            return number(cell, Metric.WALL, forks);
        }

        Draft number(CellName cell, Metric metric, double... forks) {
            cells.computeIfAbsent(cell, unused -> new LinkedHashMap<>()).put(metric, forks);
            return this;
        }

        Draft ruler(String name, double millis) {
            rulers.put(name, millis * MILLI);
            return this;
        }

        Draft on(String name, int processors) {
            machine = name;
            cpus = processors;
            return this;
        }

        Side side() {
            return new Side(
                    new Party("run", machine, jdk, ""), machine, cpus, "", asked, "", cells, failed, rulers, List.of());
        }
    }

    private static Draft run() {
        return new Draft();
    }

    private static Comparison compare(Draft old, Draft fresh) {
        return RunJudge.compare(old.side(), fresh.side(), ThresholdsFile.defaults(), OptionalDouble.empty());
    }

    private static Verdict only(Comparison comparison) {
        return comparison.outcome().judgements().get(0).verdict();
    }

    @Test
    void sameNumbersMustPass() {
        Comparison comparison = compare(run().wall(MAP, forks(20)), run().wall(MAP, forks(20)));
        assertThat(comparison.outcome().exitCode()).isZero();
        assertThat(only(comparison)).isEqualTo(Verdict.PASS);
        assertThat(comparison.warnings()).isEmpty();
    }

    @Test
    void tenPercentMoreOnTheSameMachineMustFail() {
        Comparison comparison = compare(run().wall(MAP, forks(20)), run().wall(MAP, forks(22)));
        assertThat(comparison.outcome().exitCode()).isEqualTo(Outcome.REGRESSION);
        assertThat(comparison.outcome().with(Verdict.REGRESSION))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.ratio()).isBetween(1.09, 1.11);
                    // All of eight above all of eight: 2 of 12,870 splits
                    assertThat(found.p()).isEqualTo(2 / 12_870.0);
                });
        assertThat(only(compare(run().wall(MAP, forks(22)), run().wall(MAP, forks(20)))))
                .isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void thresholdThatWasGivenMustBeatTheFile() {
        Comparison comparison = RunJudge.compare(
                run().wall(MAP, forks(20)).side(),
                run().wall(MAP, forks(22)).side(),
                ThresholdsFile.defaults(),
                OptionalDouble.of(0.2));
        assertThat(comparison.outcome().exitCode()).isZero();
    }

    @Test
    void fewForksMustTellNothingAndSayHowManyWould() {
        Comparison comparison = compare(run().wall(MAP, forks(3, 20)), run().wall(MAP, forks(3, 40)));
        assertThat(comparison.outcome().exitCode()).isEqualTo(Outcome.CANNOT_TELL);
        Judgement open = comparison.outcome().judgements().get(0);
        assertThat(open.reason()).isEqualTo("so few forks can show nothing; 4 of each might");
        assertThat(open.roundsThatWouldTell()).isEqualTo(4);
        assertThat(comparison.method()).contains("n 3; unit: a fork");
    }

    @Test
    void whatMayBeChanceAmongManyMustNotFail() {
        Draft old = run().wall(MAP, forks(4, 20));
        Draft fresh = run().wall(MAP, forks(4, 22));
        for (int number = 0; number < 10; number++) {
            CellName other = cell("Other.cell" + number, Map.of());
            old.wall(other, forks(4, 20));
            fresh.wall(other, forks(4, 20));
        }
        Comparison comparison = compare(old, fresh);
        assertThat(comparison.outcome().exitCode()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(comparison.outcome().with(Verdict.CANNOT_TELL))
                .singleElement()
                .satisfies(open -> assertThat(open.reason()).startsWith("looks worse, and may be chance among 11"));
    }

    @Test
    void onAnotherMachineOnlySelfNormalisedMetricsMustCount() {
        Draft old = run().wall(OPEN, forks(40)).ruler("spawnEmptyJvm", 20);
        Draft slowMachine =
                run().wall(OPEN, forks(80)).ruler("spawnEmptyJvm", 40).on("another", 2);
        Comparison comparison = compare(old, slowMachine);
        assertThat(comparison.outcome().exitCode()).isZero();
        assertThat(comparison.outcome().judgements())
                .extracting(Judgement::metric)
                .containsExactly(Metric.RULERS);
        assertThat(comparison.advisory()).extracting(Judgement::metric).containsExactly(Metric.WALL);
        assertThat(comparison.warnings()).containsExactly("machines differ: a machine and another");
        Draft slowBuild = run().wall(OPEN, forks(80)).ruler("spawnEmptyJvm", 20).on("another", 2);
        assertThat(compare(old, slowBuild).outcome().exitCode()).isEqualTo(Outcome.REGRESSION);
    }

    @Test
    void speedUpMustBeHeldAgainstThatOfAnotherMachine() {
        Draft old = run().wall(SERIAL, forks(100)).wall(MAP, forks(50));
        Draft fresh = run().wall(SERIAL, forks(50)).wall(MAP, forks(40)).on("another", 2);
        Comparison comparison = compare(old, fresh);
        assertThat(comparison.outcome().exitCode()).isEqualTo(Outcome.REGRESSION);
        assertThat(comparison.outcome().with(Verdict.REGRESSION))
                .extracting(Judgement::metric)
                .containsExactlyInAnyOrder(Metric.SPEED_UP, Metric.EFFICIENCY);
        assertThat(comparison.outcome().with(Verdict.REGRESSION).get(0).ratio()).isBetween(0.62, 0.63);
        fresh.on("another", 8);
        assertThat(compare(old, fresh).outcome().judgements())
                .extracting(Judgement::metric)
                .containsExactly(Metric.EFFICIENCY);
    }

    @Test
    void rulersThatMovedMustMakeItAnotherMachine() {
        Comparison comparison = compare(
                run().wall(MAP, forks(20)).ruler("cpu", 10),
                run().wall(MAP, forks(25)).ruler("cpu", 12.5));
        assertThat(comparison.outcome().exitCode()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(comparison.advisory()).hasSize(1);
        assertThat(comparison.warnings()).singleElement().asString().startsWith("ruler cpu moved by +25 %");
    }

    @Test
    void lostCellMustFailWhereTheSameWasAskedFor() {
        Draft old = run().wall(MAP, forks(20)).wall(SERIAL, forks(50));
        Draft fresh = run().wall(SERIAL, forks(50));
        Comparison comparison = compare(old, fresh);
        assertThat(comparison.outcome().exitCode()).isEqualTo(Outcome.REGRESSION);
        assertThat(comparison.outcome().missing()).containsExactly(new Missing(MAP, Missing.Kind.LOST, ""));
        fresh.asked = List.of("serial");
        Comparison other = compare(old, fresh);
        assertThat(other.outcome().exitCode()).isZero();
        assertThat(other.warnings()).containsExactly("what was asked for differs: 1 cells are in the old run alone");
    }

    @Test
    void otherParametersMustBeNamed() {
        CellName four = cell("StrategyBenchmark.poolMap", Map.of("tasks", "5", "workers", "4"));
        Comparison comparison = compare(run().wall(MAP, forks(20)), run().wall(four, forks(20)));
        assertThat(comparison.outcome().missing())
                .contains(new Missing(MAP, Missing.Kind.LOST, "the new run has it with other parameters"))
                .contains(new Missing(four, Missing.Kind.ADDED, ""));
    }

    @Test
    void cellThatFailedInTheNewRunMustFail() {
        Draft fresh = run().wall(SERIAL, forks(50));
        fresh.failed.put(MAP, "it hung");
        Comparison comparison = compare(run().wall(MAP, forks(20)).wall(SERIAL, forks(50)), fresh);
        assertThat(comparison.outcome().exitCode()).isEqualTo(Outcome.REGRESSION);
        assertThat(comparison.outcome().missing()).containsExactly(new Missing(MAP, Missing.Kind.FAILED, "it hung"));
    }

    @Test
    void otherJdkMustBeWarnedOf() {
        Draft fresh = run().wall(MAP, forks(20));
        fresh.jdk = "25.0.3";
        assertThat(compare(run().wall(MAP, forks(20)), fresh).warnings())
                .containsExactly("JDKs differ: 17.0.15 and 25.0.3");
    }

    @Test
    void throughputMustBeBetterWhenHigher() {
        Metric score = Metric.foreign("score", "ops/s");
        Comparison comparison = compare(run().number(MAP, score, forks(20)), run().number(MAP, score, forks(15)));
        assertThat(only(comparison)).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void nothingInCommonMustTellNothing() {
        Draft fresh = run().wall(SERIAL, forks(20));
        fresh.asked = List.of("serial");
        assertThat(compare(run().wall(MAP, forks(20)), fresh).outcome().exitCode())
                .isEqualTo(Outcome.CANNOT_TELL);
    }
}
