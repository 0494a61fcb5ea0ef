// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import poolmark.measure.compare.view.Examples;

class AnnotationsTest {

    @Test
    void regressionsAndLostBenchmarksMustBeErrorsAndOpenOnesWarnings() {
        List<String> lines = Annotations.of(Examples.everything());
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("::error title=Benchmark missing::lost: LifecycleBenchmark.close");
        assertThat(lines.get(1))
                .isEqualTo("::error title=Benchmark missing::failed: Evil.name p=a|b (<script> %25 :: *x* @all)");
        assertThat(lines.get(2))
                .startsWith("::error title=Performance regression::StrategyBenchmark.poolMap workers=2 wall: ")
                .contains("+14.0 %25");
        assertThat(lines.get(3)).startsWith("::warning title=Cannot tell::RoundTripBenchmark.apply");
    }

    @Test
    void noLineMustHoldMoreThanOneCommand() {
        assertThat(Annotations.of(Examples.disaster(3)))
                .allSatisfy(line -> assertThat(line.lines()).hasSize(1));
    }

    @Test
    void moreThanGitHubShowsMustNotBePrinted() {
        assertThat(Annotations.of(Examples.disaster(50)).stream().filter(line -> line.startsWith("::error")))
                .hasSize(10);
        assertThat(Annotations.of(Examples.nothing())).isEmpty();
    }
}
