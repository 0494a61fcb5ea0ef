// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.Examples;

class JUnitXmlTest {

    private static Element suite(Comparison comparison) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JUnitXml.of(comparison))));
        return document.getDocumentElement();
    }

    @Test
    void eachMetricOfEachCellMustBeACase() throws Exception {
        Element suite = suite(Examples.everything());
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("name")).isEqualTo("poolmark.gate");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(8);
        assertThat(suite.getAttribute("tests")).isEqualTo("8");
        assertThat(suite.getAttribute("failures")).isEqualTo("3");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(3);
        assertThat(suite.getAttribute("skipped")).isEqualTo("2");
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(2);
    }

    @Test
    void failureMustSayWhatBecameWorse() throws Exception {
        Element failure = (Element)
                suite(Examples.everything()).getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message"))
                .startsWith("StrategyBenchmark.poolMap workers=2 wall: 20.0 ms -> 22.8 ms, +14.0 %")
                .endsWith("n 10: worse by more than the limit");
    }

    @Test
    void charactersThatXmlCannotHoldMustNotBreakIt() throws Exception {
        assertThat(suite(Examples.everything()).getElementsByTagName("failure").item(2))
                .isNotNull();
        assertThat(JUnitXml.of(Examples.everything())).doesNotContain("\u0001").doesNotContain("<script>");
    }

    @Test
    void passMustHaveNoFailure() throws Exception {
        assertThat(suite(Examples.nothing()).getElementsByTagName("failure").getLength())
                .isZero();
    }
}
