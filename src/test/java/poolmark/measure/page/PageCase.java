// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** A page of a made-up report in a browser of its own, as each of these tests has it. */
abstract class PageCase {
    static final int DESK = 1400;
    static final int PHONE = 390;

    /** Shows all figures and tables at once and draws each chart. */
    static final String UNFOLD = """
            document.querySelectorAll('figure').forEach(figure => { figure.hidden = false; });
            document.querySelectorAll('details').forEach(details => { details.open = true; });
            dispatchEvent(new Event('beforeprint'));
            """;

    /** The library's chart of a figure. */
    static final String CHART =
            "echarts.getInstanceByDom(document.querySelector('[data-figure=\"' + arguments[0] + '\"] .chart'))";

    static final String WALL = "wall-vs-workers-cpu-8-tasks-of-20-ms";
    static final String CPU = "cpu-vs-workers-cpu-8-tasks-of-20-ms";
    static final String BREAK_EVEN = "break-even-cpu-64-tasks-2-workers";

    static Browser browser;

    @TempDir
    static Path directory;

    static Path page;

    @BeforeAll
    static void start() throws IOException {
        page = directory.resolve("report.html");
        Page.write(MadeUpReport.plain(), page);
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Puts a figure in the middle of the screen, upon which its chart is drawn. */
    static WebElement scrollTo(String id) {
        WebElement figure = browser.find("[data-figure='" + id + "']");
        browser.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", figure);
        await().until(() -> Boolean.TRUE.equals(browser.run("return Boolean(" + CHART + ")", id)));
        return figure;
    }
}
