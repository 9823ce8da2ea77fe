package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser, without a window, that a person sits in front of. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TALLEST = 3_000;

  /** What is looked at. */
  enum Screen {
    DESKTOP(1360, 900, false),
    PHONE(390, 844, true);

    private final int width;
    private final int height;
    private final boolean mobile;

    Screen(int width, int height, boolean mobile) {
      this.width = width;
      this.height = height;
      this.mobile = mobile;
    }
  }

  private final ChromeDriver driver;

  Browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
            .build();
    driver = new ChromeDriver(service, options);
    screen(Screen.DESKTOP);
  }

  /** Skips the test, with a word, where there is none; CI has it. */
  static void require() {
    OtherProgram.require("chromium");
    OtherProgram.require("chromedriver");
  }

  void open(URI page) {
    driver.get("about:blank"); // another address after the # alone loads nothing
    driver.get(page.toString());
  }

  /** Light or dark. */
  void scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void screen(Screen screen) {
    size(screen.width, screen.height, screen.mobile);
  }

  private void size(int width, int height, boolean mobile) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
  }

  /** The text of the first such element, as it can be read; empty if there is none. */
  String text(String css) {
    return String.valueOf(
        driver.executeScript(
            "const it = document.querySelector(arguments[0]); return it ? it.textContent : '';",
            css));
  }

  /** The texts of all such elements, in the order of the page. */
  List<String> texts(String css) {
    Object found =
        script(
            "return JSON.stringify([...document.querySelectorAll(arguments[0])]"
                + ".map((it) => it.textContent))",
            css);
    return Json.parse(String.valueOf(found)).valueStream().map(JsonNode::asText).toList();
  }

  /** What the first such element says of itself. */
  String state(String css) {
    return String.valueOf(
        script("return document.querySelector(arguments[0])?.dataset.state", css));
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  WebElement awaitElement(String css) {
    await(css).atMost(PATIENCE).until(() -> count(css) > 0);
    return driver.findElement(By.cssSelector(css));
  }

  /** Waits until the text of the first such element holds that. */
  void awaitText(String css, String text) {
    awaitText(css, text, PATIENCE);
  }

  void awaitText(String css, String text, Duration patience) {
    await(css + " with " + text)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> text(css), shown -> shown.contains(text));
  }

  /** Presses keys, wherever the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Everything the page has complained about since it was asked last. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(Object::toString)
        .toList();
  }

  /** What axe-core finds serious or worse, one line each. */
  List<String> barriers() {
    driver.executeScript(resource("/axe.min.js"));
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
              (results) => done(JSON.stringify(results.violations)),
              (error) => done(JSON.stringify([{impact: 'critical', id: String(error), nodes: []}])));
            """);
    JsonNode violations = Json.parse(String.valueOf(found));
    return violations
        .valueStream()
        .filter(it -> List.of("serious", "critical").contains(it.path("impact").asText()))
        .map(it -> it.path("id").asText() + ": " + it.path("nodes").findValuesAsText("html"))
        .toList();
  }

  /** The whole page, as tall as it is. */
  void photograph(Path file, Screen screen) {
    long height =
        ((Number) driver.executeScript("return document.documentElement.scrollHeight")).longValue();
    size(screen.width, (int) Math.min(TALLEST, Math.max(screen.height, height)), screen.mobile);
    await("drawn at that height")
        .atMost(PATIENCE)
        .until(() -> ((Number) script("return innerHeight")).longValue() >= screen.height);
    script("return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    screen(screen);
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
