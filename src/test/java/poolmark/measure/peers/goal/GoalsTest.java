// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.goal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import poolmark.measure.peers.figure.Figure;
import poolmark.measure.peers.figure.Question;
import poolmark.measure.peers.figure.Row;
import poolmark.measure.peers.figure.Rows;
import poolmark.measure.peers.goal.Verdict.Outcome;

class GoalsTest {

    private final List<Row> rows = new ArrayList<>();

    private GoalsTest has(Question question, String system, double value) {
        rows.add(row(question, system, value, null));
        return this;
    }

    private static Row row(Question question, String system, double value, Double cpu) {
        List<double[]> samples = List.of(new double[] {value});
        Figure cpuFigure = cpu == null ? null : Figure.of(List.of(new double[] {cpu}));
        return new Row(question.id(), system, Figure.of(samples), cpuFigure, null, samples);
    }

    private Outcome outcome(String goal, int... jdks) {
        return verdict(goal, jdks).outcome();
    }

    private Verdict verdict(String goal, int... jdks) {
        List<Integer> versions = java.util.Arrays.stream(jdks).boxed().toList();
        return Goals.judge(new Rows(rows), versions.isEmpty() ? List.of(17) : versions).stream()
                .filter(verdict -> verdict.goal().startsWith(goal))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goalMustBeMetAtItsLimitAndNotAboveIt() {
        has(Question.APPLY, "python-spawn", 400).has(Question.APPLY, "poolmark-17", 10);
        assertThat(outcome("apply: 1/40")).isEqualTo(Outcome.MET);
        rows.clear();
        has(Question.APPLY, "python-spawn", 400).has(Question.APPLY, "poolmark-17", 10.1);
        assertThat(outcome("apply: 1/40")).isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void bestOfTheOthersMustCount() {
        has(Question.APPLY, "ignite-17", 900)
                .has(Question.APPLY, "tika-17", 150)
                .has(Question.APPLY, "poolmark-17", 11);
        assertThat(verdict("apply: 1/15").other()).isEqualTo("tika-17");
        assertThat(outcome("apply: 1/15")).isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void threadsAndFloorsMustBeNoPeers() {
        has(Question.APPLY, "threads-17", 1).has(Question.APPLY, "floor-pipe-17", 1);
        has(Question.APPLY, "loky", 150).has(Question.APPLY, "poolmark-17", 10);
        assertThat(outcome("apply: 1/15")).isEqualTo(Outcome.MET);
    }

    @Test
    void goalWithoutItsOtherSystemMustBeUnknown() {
        has(Question.APPLY, "poolmark-17", 10);
        assertThat(outcome("apply: 1/40")).isEqualTo(Outcome.UNKNOWN);
        assertThat(verdict("apply: 1/40").limit()).isNull();
    }

    @Test
    void goalThatWasNotMeasuredOnOurSideMustBeUnknown() {
        has(Question.APPLY, "python-spawn", 400);
        assertThat(outcome("apply: 1/40")).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void floorMustBeThatOfTheSameJdk() {
        has(Question.START_JOIN, "floor-jvm-17", 1).has(Question.START_JOIN, "floor-jvm-25", 100);
        has(Question.START_JOIN, "poolmark-25", 120);
        assertThat(outcome("start + join, SPAWN: 1.25", 25)).isEqualTo(Outcome.MET);
    }

    @Test
    void newerJdkMustHaveItsOwnGoal() {
        assertThat(Goals.judge(new Rows(rows), List.of(17, 25)))
                .filteredOn(verdict -> verdict.goal().startsWith("open, SPAWN"))
                .extracting(Verdict::goal, Verdict::system)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("open, SPAWN: CPython's spawn", "poolmark-17"),
                        org.assertj.core.groups.Tuple.tuple("open, SPAWN: 0.6 x CPython's spawn", "poolmark-25"));
    }

    @Test
    void standbyMustBeComparedWithWhatForkAndJoinTake() {
        has(Question.START_RESULT, "poolmark-standby-17", 1).has(Question.START_JOIN, "python-fork", 2);
        assertThat(outcome("start to result, STANDBY")).isEqualTo(Outcome.MET);
    }

    @Test
    void fixedLimitMustNeedNobodyElse() {
        has(Question.IDLE_MEMORY, "poolmark-17", 46 * 1024 * 1024);
        assertThat(outcome("idle: 45 MiB")).isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void cpuTimeMustBeComparedWithCpuTime() {
        rows.add(row(Question.ASYNC, "python-spawn", 1, 100.0));
        rows.add(row(Question.ASYNC, "poolmark-17", 50, 9.0));
        assertThat(outcome("applyAsync, CPU")).isEqualTo(Outcome.MET);
        assertThat(outcome("applyAsync: 1/15")).isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void ratioMustBeAgainstTheReferenceOfTheSameQuestion() {
        has(Question.MAP, "poolmark-17", 20)
                .has(Question.MAP, "python-spawn", 100)
                .has(Question.OPEN, "loky", 7);
        Rows compared = new Rows(rows).against("poolmark-17");
        assertThat(compared.of(Question.MAP, "python-spawn").orElseThrow().ratio())
                .isEqualTo(5);
        assertThat(compared.of(Question.OPEN, "loky").orElseThrow().ratio()).isNull();
    }
}
