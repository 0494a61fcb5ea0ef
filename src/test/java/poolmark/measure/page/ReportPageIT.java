// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Report;
import poolmark.measure.figure.Series;

/** The page in a real browser: it shows all there is and nothing else, to everybody. */
class ReportPageIT extends PageCase {
    private static final String HOSTILE = "</script><script>window.hit = 1</script><img src=x onerror='window.hit = 2'>"
            + "<svg onload=\"window.hit = 3\"></svg>{{title}} \u2028 '\"&amp;";

    @Test
    void pageMustOpenWithoutAComplaintAndAskForNothing() {
        browser.open(page, DESK, "light");
        browser.run(UNFOLD);
        browser.mustBeQuiet(page);
    }

    @Test
    void everyChartMustHoldEveryPointOfItsFigure() {
        browser.open(page, DESK, "light");
        browser.run(UNFOLD);
        for (Figure figure : MadeUpReport.plain().figures()) {
            for (int number = 0; number < figure.series().size(); number++) {
                Series series = figure.series().get(number);
                assertThat(browser.count(
                                CHART
                                        + ".getModel().getSeries().find(one => one.id === arguments[1]).getData().count()",
                                figure.id(),
                                "series-" + number))
                        .as(figure.id() + ", " + series.name())
                        .isEqualTo(series.points().size());
            }
            assertThat(colours(figure.id()))
                    .as(figure.id())
                    .isGreaterThan(figure.series().size());
        }
    }

    /** How many different colours its picture has. */
    private static long colours(String id) {
        return browser.count(
                "(canvas => new Set(new Uint32Array(canvas.getContext('2d')"
                        + ".getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size)"
                        + "(document.querySelector('[data-figure=\"' + arguments[0] + '\"] canvas'))",
                id);
    }

    @Test
    void intervalsMustBeDrawnFromLowToHigh() {
        browser.open(page, DESK, "light");
        scrollTo(WALL);
        String height = CHART + ".convertToPixel({gridIndex: 0}, [1, arguments[1]])[1]";
        Series series = MadeUpReport.plain().figures().get(0).series().get(2);
        double low = browser.count(height, WALL, series.points().get(1).low());
        double high = browser.count(height, WALL, series.points().get(1).high());
        String whisker = "(" + CHART + ".getZr().storage.getDisplayList(true)"
                + ".filter(shape => shape.type === 'line' && shape.shape.x1 === shape.shape.x2)"
                + ".some(shape => Math.abs(shape.shape.y1 - arguments[1]) < 2 && Math.abs(shape.shape.y2 - arguments[2]) < 2))";
        assertThat(browser.run("return " + whisker, WALL, low, high)).isEqualTo(true);
    }

    /** The interval on top is the whole bar's: seen from the foot of the topmost part, it begins below 0. */
    @Test
    void barsMustStandOnZero() {
        browser.open(page, DESK, "light");
        browser.run(UNFOLD);
        assertThat(browser.count(CHART + ".getOption().yAxis[0].min", CPU)).isZero();
    }

    @Test
    void phoneMustNotScrollSideways() {
        browser.open(page, PHONE, "light");
        browser.run(UNFOLD);
        assertThat(browser.count("document.documentElement.scrollWidth")).isLessThanOrEqualTo(PHONE);
        assertThat(browser.count(
                        "[...document.querySelectorAll('main *, footer *')].filter(one => !one.closest('.scroll, .chart'))"
                                + ".filter(one => one.getBoundingClientRect().right > innerWidth + 1).length"))
                .isZero();
    }

    /** The printer's event turned the page light. Rows are all alike, and axe takes long over each. */
    private static final String FOR_AXE = """
            dispatchEvent(new Event('afterprint'));
            document.querySelectorAll('figure').forEach(figure => { figure.hidden = false; });
            document.querySelectorAll('tbody tr:nth-child(n + 8)').forEach(row => row.remove());
            """;

    @ParameterizedTest
    @CsvSource({"light, 1400", "dark, 390"})
    void axeMustFindNothingSerious(String scheme, int width) throws IOException {
        browser.open(page, width, scheme);
        browser.run(UNFOLD + FOR_AXE);
        browser.run(axe());
        Object found = browser.driver()
                .executeAsyncScript("const done = arguments[arguments.length - 1];"
                        + "axe.run().then(result => done(result.violations"
                        + ".filter(one => one.impact === 'serious' || one.impact === 'critical')"
                        + ".map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' ')).concat("
                        + "result.passes.length > 20 ? [] : ['axe looked at nothing'])));");
        assertThat((List<?>) found).isEmpty();
    }

    private static String axe() throws IOException {
        try (InputStream in = ReportPageIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void hostileNamesMustStayText() throws IOException {
        Report hostile = MadeUpReport.with(HOSTILE);
        Path trap = directory.resolve("hostile.html");
        Page.write(hostile, trap);
        browser.open(trap, DESK, "light");
        browser.run(UNFOLD);
        browser.run("document.querySelectorAll('.chart').forEach(chart => { chart.dispatchEvent("
                + "new KeyboardEvent('keydown', { key: 'ArrowRight' })); });");
        assertThat(browser.text("window.hit")).isEqualTo("undefined");
        assertThat(browser.all("main img, main script, main [onload]")).isEmpty();
        assertThat(browser.text("document.title")).isEqualTo(hostile.title());
        assertThat(browser.text("document.querySelector('.legend button').textContent"))
                .isEqualTo(hostile.figures().get(0).series().get(0).name());
        assertThat(browser.text("document.querySelector('.tip .name').textContent"))
                .endsWith(HOSTILE);
        browser.mustBeQuiet(trap);
    }

    @Test
    void withoutScriptsSentencesAndTablesMustBeThere() {
        browser.scripting(false);
        try {
            browser.open(page, PHONE, "light");
            assertThat(browser.all(".chart")).isEmpty();
            assertThat(browser.find("main").getText())
                    .contains(
                            "Take poolMap with 2 workers", "poolMap with 2 workers is fastest", "The machine drifted");
            WebElement figure = browser.find("[data-figure='" + CPU + "']");
            figure.findElement(By.cssSelector("summary")).click();
            assertThat(figure.findElements(By.cssSelector("tbody tr")))
                    .hasSize(34)
                    .allMatch(WebElement::isDisplayed);
        } finally {
            browser.scripting(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#measured", "#figure-" + CPU})
    void linksMustLeadToWhatTheyName(String link) {
        browser.open(page, DESK, "light");
        browser.run("location.hash = arguments[0]", link);
        assertThat(browser.find(link).isDisplayed()).isTrue();
        assertThat(browser.all("figure").stream().filter(WebElement::isDisplayed))
                .isNotEmpty();
    }
}
