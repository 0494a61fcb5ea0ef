// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, which remembers all that a page complains of and all that it asks for. */
final class Browser implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    /** Runs before anything of a page does. */
    private static final String WITNESS = """
            window.complaints = [];
            addEventListener('securitypolicyviolation', event => complaints.push('policy: ' + event.violatedDirective));
            addEventListener('error', event => complaints.push('error: ' + event.message));
            addEventListener('unhandledrejection', event => complaints.push('rejection: ' + event.reason));
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** {@return a browser; where there is none, the test that asks is skipped and says what to install} */
    static Browser start() {
        Optional<File> program = onPath(PROGRAMS);
        Optional<File> driver = onPath(List.of("chromedriver"));
        assumeTrue(
                program.isPresent() && driver.isPresent(),
                "Chromium and its driver are not on the PATH; on Debian: apt-get install chromium chromium-driver");
        // Found here, lest Selenium look for one to download.
        System.setProperty(
                ChromeDriverService.CHROME_DRIVER_EXE_PROPERTY, driver.get().getPath());
        Browser browser = new Browser(new ChromeDriver(options(program.get())));
        browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WITNESS));
        return browser;
    }

    private static ChromeOptions options(File program) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program);
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        return options;
    }

    private static Optional<File> onPath(List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toFile);
    }

    /** Opens a page as a screen of that width shows it. */
    void open(Path page, int width, String scheme) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                // Else whoever clicks something has to wait until the page has scrolled to it.
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        driver.get(page.toUri().toString());
        run("try { localStorage.clear(); } catch (forbidden) { }");
    }

    void scripting(boolean allowed) {
        command("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    ChromeDriver driver() {
        return driver;
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    long count(String script, Object... arguments) {
        return ((Number) run("return " + script, arguments)).longValue();
    }

    String text(String script, Object... arguments) {
        return (String) run("return String(" + script + ")", arguments);
    }

    /** Nobody complained, and nothing but the page itself was asked for. */
    void mustBeQuiet(Path page) {
        assertThat((List<?>) run("return complaints")).isEmpty();
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        assertThat(count("performance.getEntriesByType('resource').length")).isZero();
        assertThat(requests())
                .allMatch(request -> request.contains(page.getFileName().toString()));
    }

    private List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
