// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static poolmark.measure.stability.StabilityWarning.Kind.FEW_FORKS;
import static poolmark.measure.stability.StabilityWarning.Kind.FIRST_OPERATION;
import static poolmark.measure.stability.StabilityWarning.Kind.SHORT_OPERATION;
import static poolmark.measure.stability.StabilityWarning.Kind.SINGLE_FORK;
import static poolmark.measure.stability.StabilityWarning.Kind.SPREAD;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellStabilityTest {

    private static final double[] STEADY = {1_000, 1_010, 990, 1_000};

    @Test
    void steadyForksMustBeTrusted() {
        assertThat(warnings(STEADY, STEADY, STEADY)).isEmpty();
    }

    @Test
    void firstOperationThatStandsOutInMostForksMustBeToldWithItsFactor() {
        double[] cold = {1_500, 1_010, 990, 1_000};
        assertThat(warnings(cold, cold, STEADY)).containsExactly(warning(FIRST_OPERATION, 1.5, 1.2));
        assertThat(warnings(cold, STEADY, STEADY)).isEmpty();
    }

    @Test
    void firstOperationThatIsTheFastestMustBeToldAsWell() {
        double[] odd = {500, 1_000, 1_000, 1_000};
        assertThat(warnings(odd, odd, odd)).containsExactly(warning(FIRST_OPERATION, 2, 1.2));
    }

    @Test
    void spreadAboveATenthMustBeTold() {
        double[] loose = {1_150, 1_000, 1_300, 1_000, 1_300};
        assertThat(warnings(loose, loose, loose)).containsExactly(warning(SPREAD, 150 / 1_150.0, 0.1));
    }

    @Test
    void operationShorterThanTwentyStepsOfTheClockMustBeTold() {
        double[] brief = {190, 190, 190};
        assertThat(CellStability.warnings("c", List.of(brief, brief), 10))
                .containsExactly(warning(SHORT_OPERATION, 19, 20));
        assertThat(CellStability.warnings("c", List.of(brief, brief), 9)).isEmpty();
        assertThat(CellStability.warnings("c", List.of(brief, brief), 0)).isEmpty();
    }

    @Test
    void singleForkMustBeTold() {
        assertThat(warnings(STEADY)).containsExactly(warning(SINGLE_FORK, 1, 2));
    }

    @Test
    void forksThatDifferMustBeToldWithTheNumberThatIsNeeded() {
        List<StabilityWarning> found = warnings(forks(95, 100, 105));
        assertThat(found).containsExactly(warning(FEW_FORKS, 7, 3));
        assertThat(found.get(0).text())
                .contains("7 forks")
                .contains("5 % with 95 %")
                .contains("raise -f");
    }

    @Test
    void cellWithoutResultsMustHaveNoWarnings() {
        assertThat(warnings()).isEmpty();
    }

    /** With s = 5 and m = 100 the half width t s / sqrt(n) is 5.25 for n = 6 (t = 2.571) and 4.62 for n = 7 (t = 2.447). */
    @Test
    void forksNeededMustFollowStudentsTable() {
        assertThat(ForksNeeded.forPrecision(new double[] {95, 100, 105}, 0.05, 0.95))
                .isEqualTo(7);
        assertThat(ForksNeeded.forPrecision(new double[] {100, 100}, 0.05, 0.95))
                .isEqualTo(2);
        assertThat(ForksNeeded.forPrecision(new double[] {1, 1_000}, 0.001, 0.95))
                .isEqualTo(ForksNeeded.MOST);
    }

    private static double[][] forks(double... medians) {
        return Arrays.stream(medians)
                .mapToObj(median -> new double[] {median, median, median})
                .toArray(double[][]::new);
    }

    private static StabilityWarning warning(StabilityWarning.Kind kind, double value, double threshold) {
        return new StabilityWarning(kind, "c", value, threshold);
    }

    private static List<StabilityWarning> warnings(double[]... forks) {
        return CellStability.warnings("c", List.of(forks), 1);
    }
}
