// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {

    @Test
    void tableMustLookLikeTheGoldenFile() throws IOException {
        assertThat(ComparisonText.of(Examples.everything())).isEqualTo(Examples.golden("everything.txt"));
    }

    @Test
    void lastLineMustBeTheVerdict() {
        assertThat(ComparisonText.of(Examples.nothing())).endsWith("\nPASS: 1 passed\n");
        assertThat(Examples.everything().headline())
                .isEqualTo("FAIL: 1 regression, 1 lost, 1 failed, 1 new, 1 undecided, 1 improved, 1 noise, 1 passed");
    }

    @Test
    void controlCharactersOfFilesMustNotReachTheTerminal() {
        assertThat(ComparisonText.of(Examples.everything()).replace("\n", "")).doesNotMatch(".*\\p{Cntrl}.*");
    }

    @Test
    void changeThatMayBeNoneMustBeATilde() {
        assertThat(ComparisonText.of(Examples.nothing())).contains("  ~  ").contains("pass");
    }

    @Test
    void everyOutputMustSayWhatItRestsOn() {
        Comparison comparison = Examples.everything();
        for (String text : new String[] {ComparisonText.of(comparison), ComparisonMarkdown.of(comparison)}) {
            assertThat(text)
                    .contains("10 rounds (seed 42)")
                    .contains("unit: a fork")
                    .contains("signed ranks")
                    .contains("practical, not statistical");
        }
    }
}
