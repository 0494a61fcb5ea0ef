// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ForestSvgTest {

    private static List<Element> elements(Comparison comparison, String name) throws Exception {
        NodeList nodes = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(ForestSvg.of(comparison))))
                .getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            elements.add((Element) nodes.item(index));
        }
        return elements;
    }

    @Test
    void eachResultMustBeAPointTheWorstOnTop() throws Exception {
        List<Element> points = elements(Examples.everything(), "circle");
        assertThat(points).hasSize(5);
        assertThat(points.get(0).getAttribute("class")).isEqualTo("REGRESSION");
        double worse = Double.parseDouble(points.get(0).getAttribute("cx"));
        double better = Double.parseDouble(points.get(2).getAttribute("cx"));
        assertThat(worse).isGreaterThan(better);
    }

    @Test
    void everythingMustLieWithinThePicture() throws Exception {
        for (Element line : elements(Examples.everything(), "line")) {
            assertThat(Double.parseDouble(line.getAttribute("x1"))).isBetween(420.0, 780.0);
            assertThat(Double.parseDouble(line.getAttribute("x2"))).isBetween(420.0, 780.0);
        }
    }

    @Test
    void nothingToShowMustStillBeAPicture() throws Exception {
        assertThat(elements(Examples.nothing(), "circle")).hasSize(1);
        assertThat(ForestSvg.of(Examples.disaster(2))).contains("not statistical.</text>");
    }
}
