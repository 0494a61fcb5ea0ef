// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ComparisonMarkdownTest {

    @Test
    void commentMustLookLikeTheGoldenFile() throws IOException {
        assertThat(ComparisonMarkdown.of(Examples.everything())).isEqualTo(Examples.golden("everything.md"));
    }

    @Test
    void firstLineMustBeTheMarkByWhichTheCommentIsFoundAgain() {
        assertThat(ComparisonMarkdown.of(Examples.nothing()).lines().findFirst())
                .hasValue("<!-- poolmark-gate -->");
    }

    @Test
    void atMostThirtyLinesMustBeOpenHoweverMuchHappened() {
        String text = ComparisonMarkdown.of(Examples.disaster(50));
        String open = text.substring(0, text.indexOf("<details>"));
        assertThat(open.lines().count()).isLessThanOrEqualTo(30);
        assertThat(text).contains("47 more below").contains("cell49").endsWith("</details>\n");
    }

    @Test
    void namesFromFilesMustNeitherBeginATagNorEndACellNorCallAnybody() {
        String text = ComparisonMarkdown.of(Examples.everything());
        assertThat(text)
                .doesNotContain("<script>")
                .contains("&lt;script&gt;")
                .contains("a\\|b")
                .contains("\\@all");
    }
}
