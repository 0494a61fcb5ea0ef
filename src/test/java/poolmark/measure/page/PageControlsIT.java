// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page in a real browser, used as people use it: with a mouse and with the keyboard alone. */
class PageControlsIT extends PageCase {
    @Test
    void seriesMustGoAndComeBackByKeyboard() {
        browser.open(page, DESK, "light");
        WebElement key = scrollTo(WALL).findElement(By.cssSelector("[data-series='poolMap']"));
        key.sendKeys(Keys.SPACE);
        assertThat(key.getDomAttribute("aria-pressed")).isEqualTo("false");
        assertThat(shown(WALL)).doesNotContain("poolMap").contains("poolApply", "serial");
        key.sendKeys(Keys.SPACE);
        assertThat(key.getDomAttribute("aria-pressed")).isEqualTo("true");
        assertThat(shown(WALL)).contains("poolMap");
    }

    @SuppressWarnings("unchecked")
    private static List<Object> shown(String id) {
        return (List<Object>) browser.run(
                "return " + CHART
                        + ".getOption().series.filter(one => one.id.startsWith('series-')).map(one => one.name)",
                id);
    }

    @Test
    void scaleMustTurnLogarithmicAndBack() {
        browser.open(page, DESK, "light");
        WebElement tool = scrollTo(BREAK_EVEN).findElement(By.cssSelector("[data-tool='log-y']"));
        assertThat(axisType(BREAK_EVEN)).isEqualTo("log");
        tool.sendKeys(Keys.ENTER);
        assertThat(axisType(BREAK_EVEN)).isEqualTo("value");
        tool.click();
        assertThat(axisType(BREAK_EVEN)).isEqualTo("log");
    }

    @Test
    void axisOfDoublingsMustKeepThemWhereItsEndsSpanMore() {
        browser.open(page, DESK, "light");
        Object doublings = browser.run("""
                const figure = { kind: 'LINES', categories: [], x: { scale: 'LINEAR' }, y: { scale: 'LOG' },
                    series: [{ name: 'from 0.43 to 5.8', points: [[1, 0.5, 0.43, 0.6], [2, 5, 4, 5.8]] }] };
                const state = { log: { x: false, y: true }, hidden: new Set(), view: {}, intervals: true };
                const [from, to] = Option.whole(figure, 'y', state);
                return Math.round(Math.log(to / from) / Math.log(Option.scale(figure, 'y', state).logBase));
                """);
        assertThat(doublings).as("lines with numbers between 1/4 and 8").isEqualTo(5L);
    }

    private static String axisType(String id) {
        return browser.text(CHART + ".getOption().yAxis[0].type", id);
    }

    @Test
    void zoomMustShowAPartAndAllAgain() {
        browser.open(page, DESK, "light");
        WebElement figure = scrollTo(BREAK_EVEN);
        double whole = width(BREAK_EVEN);
        figure.findElement(By.cssSelector("[data-tool='in']")).click();
        double part = width(BREAK_EVEN);
        WebElement chart = figure.findElement(By.cssSelector(".chart"));
        new Actions(browser.driver())
                .moveToElement(chart, -100, -60)
                .clickAndHold()
                .moveByOffset(160, 90)
                .release()
                .perform();
        assertThat(width(BREAK_EVEN)).isLessThan(part).isPositive();
        assertThat(part).isLessThan(whole);
        chart.sendKeys("0");
        assertThat(width(BREAK_EVEN)).isEqualTo(whole);
    }

    /** Length of the x axis, in decades. */
    private static double width(String id) {
        return ((Number) browser.run(
                        "const axis = " + CHART
                                + ".getOption().xAxis[0]; return Math.log10(axis.max / axis.min) + 0.0001;",
                        id))
                .doubleValue();
    }

    @Test
    void wallAndCpuMustTakeTurnsByKeyboard() {
        browser.open(page, DESK, "light");
        assertThat(browser.find("[data-figure='" + WALL + "']").isDisplayed()).isTrue();
        assertThat(browser.find("[data-figure='" + CPU + "']").isDisplayed()).isFalse();
        browser.find("#workers input[value='Wall time']").sendKeys(Keys.ARROW_RIGHT);
        assertThat(browser.find("[data-figure='" + WALL + "']").isDisplayed()).isFalse();
        assertThat(browser.find("[data-figure='" + CPU + "']").isDisplayed()).isTrue();
        browser.find("#workers input[value^='tutorial']").click();
        assertThat(browser.find("[data-figure='" + CPU + "']").isDisplayed()).isFalse();
        assertThat(browser.all("#workers figure").stream().filter(WebElement::isDisplayed))
                .hasSize(1);
    }

    @Test
    void arrowKeysMustSayThePoints() {
        browser.open(page, DESK, "light");
        WebElement chart = scrollTo(BREAK_EVEN).findElement(By.cssSelector(".chart"));
        chart.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
        assertThat(browser.find("#spoken").getText()).isEqualTo("poolMap, 0.03 ms: 7.778 ms (7.389 to 8.284 ms), n 40");
        assertThat(browser.find("[data-figure='" + BREAK_EVEN + "'] .tip").getText())
                .contains("duration of one task: 0.03 ms", "poolMap", "7.778 ms (7.389 to 8.284 ms)", "n 40");
    }

    @Test
    void themeMustFollowTheSystemAndTheButton() {
        browser.open(page, DESK, "dark");
        String dark = background();
        browser.find("#theme").sendKeys(Keys.ENTER);
        String light = background();
        assertThat(light).isNotEqualTo(dark);
        browser.open(page, DESK, "light");
        assertThat(background()).isEqualTo(light);
        scrollTo(WALL);
        String ink = ink();
        browser.find("#theme").click();
        assertThat(background()).isEqualTo(dark);
        assertThat(ink()).as("ink of the chart").isNotEqualTo(ink);
    }

    private static String background() {
        return browser.text("getComputedStyle(document.body).backgroundColor");
    }

    private static String ink() {
        return browser.text(CHART + ".getOption().title[0].textStyle.color", WALL);
    }
}
