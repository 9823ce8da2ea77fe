package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.liveevents.acceptance.ConsoleEvents.ASSIGNMENT;
import static org.liveevents.acceptance.ConsoleEvents.STUDENT;
import static org.liveevents.acceptance.ConsoleEvents.assignmentCalled;
import static org.liveevents.acceptance.ConsoleEvents.canonical;
import static org.liveevents.acceptance.ConsoleEvents.courseNamed;
import static org.liveevents.acceptance.ConsoleEvents.global;
import static org.liveevents.acceptance.ConsoleEvents.grade;
import static org.liveevents.acceptance.ConsoleEvents.gradeOf;
import static org.liveevents.acceptance.ConsoleEvents.gradeOn;
import static org.liveevents.acceptance.ConsoleEvents.points;
import static org.liveevents.acceptance.ConsoleEvents.unheardOf;
import static org.liveevents.acceptance.ConsoleEvents.withField;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.Browser.Screen;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.quickstart.simulation.Delivery;
import org.liveevents.quickstart.simulation.Expectation;
import org.liveevents.quickstart.simulation.Expectation.TypedTopic;
import org.liveevents.quickstart.simulation.Fact.Progressed;
import org.openqa.selenium.Keys;

/** The console, looked at in a real browser, beside the demo's pipeline. */
@Tag("thorough")
@TestMethodOrder(OrderAnnotation.class) // a restart comes last: the last hour goes with it
class ConsoleIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Path SCREENSHOTS = Path.of(System.getProperty("screenshots"));
  private static final long LARGEST = 300 * 1024;

  // Courses of their own, so that no test spoils another's figures.
  private static final long LIVE = 4901;
  private static final long HOSTILE = 4902;
  private static final long RESTARTED = 4903;
  private static final long SOUGHT = 4904;
  private static final long ODD = 4905;
  private static final long REACHED = 4906;
  private static final String KEY = canonical(ASSIGNMENT) + "/" + canonical(STUDENT);
  private static final String CELL = "button[data-key='" + KEY + "']";

  private static final int REFUSED = 3;
  private static final String NAMES = "Events per second";
  private static final String DELAYS = "From arrival to";
  private static final String RESTORED = ".+, partition \\d+restored \\d+ %";
  private static final int RESTARTS = Integer.MAX_VALUE - 1;
  private static final String MARKUP =
      "<img src=x onerror=\"window.struck=1\"><script>window.struck=1</script>";

  @TempDir private static Path data;

  private static Console console;
  private static Browser browser;
  private static Expectation expected;

  @BeforeAll
  static void start() throws Exception {
    Browser.require();
    console = new Console(data);
    console.begin();
    browser = console.browser();
    expected = console.expected();
    console.send(List.of(unheardOf("quokka_sighted", ODD), withField("smell", ODD)));
    for (int i = 0; i < REFUSED; i++) {
      console.postUnsigned();
    }
  }

  @AfterAll
  static void end() {
    if (console != null) {
      console.close();
    }
  }

  @BeforeEach
  void forget() {
    browser.complaints();
    browser.scheme("light");
    browser.screen(Screen.DESKTOP);
  }

  @Test
  void theSessionIsOutOfReachOfScripts() {
    console.open("pipeline");

    assertThat(browser.script("return document.cookie")).isEqualTo("");
    assertThat(browser.script("return JSON.stringify({...localStorage, ...sessionStorage})"))
        .isEqualTo("{}");
  }

  @Test
  void showsTheFiguresTheSimulationKnowsToBeTrue() {
    // When: the ledger
    console.open("pipeline");

    // Then: nothing is off, with whatever the other tests have sent beside it
    await("ledger balances")
        .atMost(Duration.ofMinutes(1))
        .until(() -> "good".equals(browser.state(".ledger")));
    assertThat(number(".term-received dd")).isGreaterThanOrEqualTo(expected.received());
    assertThat(number(".term-forwarded dd")).isGreaterThanOrEqualTo(expected.distinct());
    assertThat(number(".term-duplicate dd")).isGreaterThanOrEqualTo(expected.duplicates());

    // When: the course
    console.open("courses/" + console.course());

    // Then: every grade of it
    browser.awaitElement("button.cell");
    Map<String, String> grades = new HashMap<>();
    expected
        .grades()
        .forEach(
            (work, latest) -> {
              if (work.student().course().equals(console.course())) {
                grades.put(
                    work.assignment() + "/" + work.student().user(), points(latest.fact().score()));
              }
            });
    assertThat(grades).isNotEmpty();
    await("all grades").until(() -> browser.count("button.cell") == grades.size());
    grades.forEach(
        (key, score) ->
            assertThat(browser.text("button[data-key='" + key + "']")).as(key).startsWith(score));

    // When: what was rejected
    console.open("rejected");

    // Then: by code, as often as it was sent
    browser.awaitElement(".choice tbody tr");
    expected
        .rejected()
        .forEach(
            (code, payloads) ->
                await("rejected as " + code.code())
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> rejected(code.code()) >= payloads.size()));
  }

  @Test
  void showsHowTheStudentsOfACourseAreDoing() {
    // Given
    Map<String, String> progress = new HashMap<>();
    expected
        .progress()
        .forEach(
            (student, latest) -> {
              if (student.course().equals(console.course())) {
                progress.put(student.user(), progress(latest.fact()));
              }
            });
    long grades =
        expected.grades().keySet().stream()
            .filter(work -> work.student().course().equals(console.course()))
            .count();

    // When
    console.open("courses/" + console.course());
    browser.awaitText(".activity .bars + p", " in ");

    // Then: how far each is
    Map<String, String> shown = new HashMap<>();
    List<String> students = browser.texts(".grid tbody th");
    List<String> bars = browser.texts(".grid tbody .progress-cell");
    for (int i = 0; i < students.size(); i++) {
      shown.put(students.get(i), bars.get(i));
    }
    assertThat(progress).isNotEmpty();
    assertThat(shown).containsAllEntriesOf(progress);
    // and all of them together
    assertThat(browser.text(".stack .bars + p")).startsWith(grades + " grades, median ");
    assertThat(browser.text(".stack .bars figcaption")).contains("in tenths: ");
    assertThat(browser.text(".counts")).contains(students.size() + " active");
    String hours = browser.text(".activity .bars + p");
    assertThat(figure(hours.substring(0, hours.indexOf(' ')))).isGreaterThan(grades);
  }

  @Test
  void drawsTheLastHourAndSaysItInFiguresToo() throws Exception {
    // Given
    Map<String, Integer> known = new HashMap<>();
    expected.typed().forEach((topic, ids) -> known.put(named(topic), ids.size()));
    List<String> busiest =
        known.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .limit(3)
            .toList();

    // When
    console.send(List.of(grade(LIVE, 1, Instant.now().minusSeconds(900))));
    console.open("pipeline");
    await("all of the demo")
        .atMost(PATIENCE)
        .until(() -> total(Plot.of(browser, NAMES)) >= expected.distinct() && delaysAreKnown());

    // Then: each name with how often it came
    Plot names = Plot.of(browser, NAMES);
    assertThat(names.rows()).containsKeys(busiest.toArray(String[]::new));
    names
        .rows()
        .forEach(
            (name, row) ->
                assertThat(figure(row.note()))
                    .as(name)
                    .isGreaterThanOrEqualTo(known.getOrDefault(name, 1)));
    // and drawn, not only listed
    busiest.forEach(name -> assertThat(names.rows().get(name).pixels()).as(name).isGreaterThan(50));
    Plot delays = Plot.of(browser, DELAYS);
    assertThat(delays.rows())
        .containsOnlyKeys("views, half", "views, 99 %", "typed topics, half", "typed topics, 99 %");
    assertThat(delays.drawn()).isGreaterThanOrEqualTo(2);
    assertThat(browser.text(".chart .legend[aria-label*='Delays']")).contains("typed topics, half");
  }

  @Test
  void showsTheFirstMomentsOfAnInstanceAsTheyAre() {
    // Given: an instance that has been at work for a second or two
    console.open("courses");
    changeWhatThePipelineSays(
        """
        const buckets = (low, high) => [{up_to: low, count: 60}, {up_to: high, count: 2}];
        report.instances[0].report.hour = [{
          at: new Date(Math.floor(Date.parse(report.now) / 10000) * 10000).toISOString(),
          received: {sqs: 62},
          forwarded: {'canvas/grade_change': 40, 'canvas/course_progress': 22},
          processing: buckets(32, 107.6),
          forwarding: buckets(2048, 3444.3),
        }];""");

    // When
    browser.script("location.hash = '#/pipeline'");

    // Then: every delay is a dot, and both names have an area
    await("four dots").atMost(PATIENCE).until(() -> Plot.of(browser, DELAYS).drawn() == 4);
    assertThat(Plot.of(browser, DELAYS).rows().values())
        .allSatisfy(row -> assertThat(row.pixels()).isBetween(10L, 300L));
    assertThat(Plot.of(browser, NAMES).drawn()).isEqualTo(2);
    assertThat(Plot.of(browser, DELAYS).rows().get("views, half").note()).isEqualTo("32 ms");
    browser.photograph(SCREENSHOTS.resolve("pipeline-first-moments.png"), Screen.DESKTOP);
  }

  @Test
  void tellsWhatNobodyForesaw() {
    console.open("pipeline");
    String drift = "section[aria-labelledby='card-drift']";
    browser.awaitElement(drift + " tbody tr");

    // When
    if (browser.count(drift + " button") > 0) {
      browser.awaitElement(drift + " button").click();
    }

    // Then
    List<String> lines = browser.texts(drift + " tbody tr");
    assertThat(lines).anySatisfy(it -> assertThat(it).contains("quokka_sighted", "unknown event"));
    assertThat(lines)
        .anySatisfy(
            it -> assertThat(it).contains("assignment_updated", "unknown field", "/body/smell"));
  }

  @Test
  void tellsWhatTheBridgesSayOfTheirSources() {
    console.open("pipeline");

    browser.awaitText(".budget", "0 of 9,500 timeouts, %d of 28,000 errors".formatted(REFUSED));
    assertThat(browser.text(".budget .meter-text")).startsWith("0.0 % used");
    await("an event through each")
        .atMost(PATIENCE)
        .until(
            () ->
                browser.texts(".source-name").stream()
                        .filter(it -> it.matches(".*last event (just now|\\d+ (s|min) ago)"))
                        .count()
                    == 2);
    assertThat(browser.texts(".source-name strong")).containsExactly("SQS", "Webhooks");
    assertThat(browser.texts(".bridges li")).allSatisfy(it -> assertThat(it).contains("told "));
  }

  @Test
  void saysHowMuchEachArrowCarries() throws Exception {
    // Given
    console.open("pipeline");
    await("ledger balances").until(() -> "good".equals(browser.state(".ledger")));

    // When
    console.send(List.of(grade(LIVE, 2, Instant.now().minusSeconds(800))));

    // Then: to eyes and to ears
    String some = ".*: (<0\\.1|0\\.[1-9]|[1-9][\\d.,]*)/s";
    for (String arrow : List.of("canvas.raw to Decode", "Reorder to Split")) {
      await(arrow)
          .atMost(PATIENCE)
          .until(
              () ->
                  browser.texts(".drawing li").stream()
                      .anyMatch(it -> it.startsWith(arrow) && it.matches(some)));
    }
    await("all arrows")
        .atMost(PATIENCE)
        .until(
            () ->
                browser.texts(".drawing li").stream()
                    .noneMatch(it -> it.endsWith("not known yet")));
    assertThat(browser.texts(".plan-wide .rate")).hasSize(16).doesNotContain("");
    assertThat(browser.texts(".plan-narrow .rate")).hasSize(16).doesNotContain("");
  }

  @Test
  void findsACourseByAskingForIt() throws Exception {
    // Given
    console.send(List.of(courseNamed(SOUGHT, "Geschichte der Völkerkunde")));
    console.open("courses");
    browser.awaitElement(".list tbody a");

    // When
    browser.awaitElement("#search").sendKeys("VÖLKER");

    // Then
    browser.awaitText("[role=status].muted", "1 course found");
    assertThat(browser.texts(".list tbody a")).containsExactly("Geschichte der Völkerkunde");
    assertThat(
            browser.script(
                "return performance.getEntriesByType('resource')"
                    + ".some((it) => it.name.includes('/v1/courses?limit=200&search='))"))
        .isEqualTo(true);
    // and what was looked for is there again on the way back
    browser.awaitElement("#search").sendKeys(Keys.ENTER);
    browser.awaitText("h1", "Geschichte der Völkerkunde");
    browser.script("history.back()");
    browser.awaitText("[role=status].muted", "1 course found");
    // by an id as Canvas writes it in an event, and nothing if there is nothing
    browser.awaitElement("#search").clear();
    browser.awaitElement("#search").sendKeys(global(SOUGHT));
    await("by its id").until(() -> browser.texts(".list code").equals(List.of(canonical(SOUGHT))));
    browser.awaitElement("#search").sendKeys("0");
    browser.awaitText(".empty", "No course has that");
  }

  @Test
  void showsCommandsThatWork(@TempDir Path files) throws Exception {
    // Given
    console.open("rejected");
    browser.awaitElement("button[data-key='not_json webhook webhook']").click();
    await("chosen").until(() -> browser.text("#group").equals("not json"));
    int records = Integer.parseInt(browser.text(".choice tr.chosen .number"));
    List<String> commands = browser.texts(".command code");
    String show = browser.text("section[aria-labelledby='example'] p code");
    Map<String, String> settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", console.brokers(),
            "RAW_PARTITIONS", "4",
            "TYPED_PARTITIONS", "1");

    // When: the first is typed as it stands there
    OperatorCommand.Ended dry = OperatorCommand.run(settings, words(commands.get(0)));

    // Then: it means these records, and the second is the same in earnest
    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.out())
        .contains(records + " record" + (records == 1 ? "" : "s") + " would be sent:")
        .contains("Say --send to do it");
    assertThat(commands).hasSize(2);
    assertThat(commands.get(1)).isEqualTo(commands.get(0) + " --send");

    // When: the example's bytes are asked for
    Path file = files.resolve("bytes");
    OperatorCommand.Ended shown =
        OperatorCommand.run(settings, words(show.replace("FILE", file.toString())));

    // Then
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(browser.text("section[aria-labelledby='example'] > p"))
        .contains(Files.size(file) + " byte");
  }

  @Test
  void isUsedWithTheKeyboardAlone() throws Exception {
    // Given
    Keyboard keyboard = new Keyboard(browser);
    Instant then = Instant.now().minusSeconds(60);
    console.send(
        List.of(
            courseNamed(REACHED, "Typewriting"),
            gradeOn(REACHED, ASSIGNMENT, STUDENT, 3, then),
            gradeOn(REACHED, ASSIGNMENT, STUDENT, 4, then.plusSeconds(20)),
            gradeOn(REACHED, ASSIGNMENT + 1, STUDENT, 5, then)));

    // When: past the bar on top, then to the courses
    console.open("pipeline");
    keyboard.tabTo(".skip");
    keyboard.press(Keys.ENTER);
    assertThat(keyboard.isAt("main")).as(keyboard.here()).isTrue();
    console.open("pipeline");
    keyboard.tabTo("nav a[href='#/courses']");
    keyboard.press(Keys.ENTER);
    browser.awaitText("h1", "Courses");
    assertThat(keyboard.isAt("main")).as(keyboard.here()).isTrue();

    // a course, by name
    keyboard.tabTo("#search");
    keyboard.press("typewr");
    browser.awaitText("[role=status].muted", "1 course found");
    keyboard.tabTo(".list tbody a");
    keyboard.press(Keys.ENTER);
    browser.awaitText("h1", "Typewriting");
    await("its grades").until(() -> browser.count("button.cell") == 2);
    await("live").until(() -> "on".equals(browser.state(".tag-live")));

    // a grade, and the one beside it
    keyboard.tabTo("button.cell");
    String first = keyboard.key();
    keyboard.press(Keys.ARROW_RIGHT);
    assertThat(keyboard.key()).isNotEqualTo(first);
    keyboard.press(Keys.ARROW_LEFT);
    assertThat(keyboard.key()).isEqualTo(first);

    // its history, and one of it
    keyboard.press(Keys.ENTER);
    await("history").until(() -> browser.count(".history-entry") == 2);
    assertThat(keyboard.isAt("dialog *")).as(keyboard.here()).isTrue();
    keyboard.tabTo(".history-entry");
    keyboard.press(Keys.ENTER);
    browser.awaitText(".as-of-answer", "4 / 10 on ");

    // back to where it was opened from, though the table was drawn anew meanwhile
    console.send(List.of(gradeOn(REACHED, ASSIGNMENT, STUDENT + 1, 6, Instant.now())));
    await("one more").until(() -> browser.count("button.cell") == 3);
    keyboard.press(Keys.ESCAPE);
    await("closed").until(() -> browser.count("dialog") == 0);
    await("at the grade").until(() -> keyboard.key().equals(first));

    // and what was rejected
    console.open("pipeline");
    keyboard.tabTo("nav a[href='#/rejected']");
    keyboard.press(Keys.ENTER);
    browser.awaitElement(".choice tbody button");
    keyboard.tabTo(".choice tbody tr:nth-child(2) button");
    String group = keyboard.key();
    keyboard.press(Keys.ENTER);
    await("chosen").until(() -> keyboard.isAt("tr.chosen button[aria-pressed=true]"));
    assertThat(keyboard.key()).isEqualTo(group);
    keyboard.tabTo(".bytes");
    keyboard.tabTo("button.copy");
  }

  @Test
  void turnsRedTheMomentTheLedgerDoesNotBalance() {
    // Given
    console.open("pipeline");
    await("ledger balances").until(() -> "good".equals(browser.state(".ledger")));

    // When: the pipeline can't be made to lie, so that what it says is changed on the way
    changeWhatThePipelineSays("report.instances[0].report.books[0].total.forwarded -= 1;");

    // Then
    browser.awaitText(".verdict", "does not balance: 1 record off");
    assertThat(browser.state(".ledger")).isEqualTo("bad");
  }

  @Test
  void showsANewGradeWithoutReloadingOnceItIsCommitted() throws Exception {
    // Given
    console.send(List.of(grade(LIVE, 5, Instant.now())));
    console.open("courses/" + canonical(LIVE));
    browser.awaitText(CELL, "5");
    browser.awaitText(".tag-live", "live");
    await("live").until(() -> "on".equals(browser.state(".tag-live")));
    browser.script("window.notReloaded = true");
    try (TopicTail committed = new TopicTail(console.brokers(), "canvas.state.latest-grade")) {

      // When
      console.send(List.of(grade(LIVE, 8.5, Instant.now())));
      awaitCommitted(committed, "8.5");

      // Then
      browser.awaitText(CELL, "8.5", AT_ONCE);
      assertThat(browser.script("return window.notReloaded")).isEqualTo(true);
      browser.awaitText(".news", "8.5 of 10");
    }
  }

  @Test
  void opensAGradeWithItsHistoryAndAsItWas() throws Exception {
    // Given
    Instant first = Instant.now().minusSeconds(30);
    console.send(List.of(gradeOf(LIVE, STUDENT + 1, 2, first)));
    console.send(List.of(gradeOf(LIVE, STUDENT + 1, 9, Instant.now())));
    console.open("courses/" + canonical(LIVE));
    String cell = "button[data-key='" + canonical(ASSIGNMENT) + "/" + canonical(STUDENT + 1) + "']";
    browser.awaitText(cell, "9");

    // When
    browser.awaitElement(cell).click();

    // Then
    browser.awaitText(".grade-worth", "9 / 10");
    await("history").until(() -> browser.count(".history-entry") == 2);
    browser.script("document.querySelectorAll('.history-entry')[1].click()");
    browser.awaitText(".as-of-answer", "2 / 10 on ");
  }

  @Test
  void hostileTitlesDoNothing() throws Exception {
    // Given
    console.send(
        List.of(
            courseNamed(HOSTILE, MARKUP),
            assignmentCalled(HOSTILE, "\u202Efdp.exe" + MARKUP),
            grade(HOSTILE, 3, Instant.now()),
            new Delivery.Webhook(
                Payload.of("{\"metadata\":\u0007" + MARKUP), Delivery.Form.BARE_TOKEN)));

    // When, then: in the list
    console.open("courses");
    await("the name, as text").until(() -> browser.text("main").contains(MARKUP));
    // on its page, and in the dialog
    console.open("courses/" + canonical(HOSTILE));
    browser.awaitText("h1", MARKUP);
    browser.awaitText(".column-title", MARKUP);
    browser.awaitElement(CELL).click();
    browser.awaitText("#grade-title", MARKUP);
    // and where broken bytes are shown
    console.open("rejected");
    browser.awaitElement(".bytes");
    browser.awaitElement("button[data-key='not_json webhook webhook']").click();
    await("its bytes").until(() -> browser.text(".bytes").contains("onerror"));
    assertThat(browser.text(".bytes")).contains("\\u{7}");

    assertThat(browser.script("return window.struck ?? null")).isNull();
    assertThat(browser.count("main img, main script, dialog img")).isZero();
    assertThat(browser.complaints()).noneMatch(it -> it.contains("Content Security Policy"));
  }

  @Test
  void nothingCanBeWrittenIntoThePageAsMarkup() {
    console.open("pipeline");

    assertThatThrownBy(() -> browser.script("document.body.insertAdjacentHTML('beforeend', '<p>')"))
        .hasMessageContaining("TrustedHTML");
    assertThatThrownBy(() -> browser.script("document.createElement('script').text = '1'"))
        .hasMessageContaining("TrustedScript");
  }

  @Test
  @Order(RESTARTS)
  void goesOnByItselfAfterItsInstanceWasRestarted() throws Exception {
    // Given
    console.send(List.of(grade(RESTARTED, 4, Instant.now())));
    console.open("courses/" + canonical(RESTARTED));
    browser.awaitText(CELL, "4");
    browser.script("window.notReloaded = true");

    // When
    console.restart();

    // Then: the same page hears of what is new
    console.send(List.of(grade(RESTARTED, 7.5, Instant.now())));
    browser.awaitText(CELL, "7.5", Duration.ofMinutes(1));
    browser.awaitText("#link", "Live");
    browser.script("location.hash = '#/pipeline'");
    await("ledger balances")
        .atMost(Duration.ofMinutes(1))
        .until(() -> "good".equals(browser.state(".ledger")));
    assertThat(browser.script("return window.notReloaded")).isEqualTo(true);
  }

  @Test
  @Order(RESTARTS + 1)
  void showsHowFarAnInstanceIsThatComesBackFromAnEmptyDisk() throws Exception {
    // Given
    console.open("pipeline");
    await("ledger balances").until(() -> "good".equals(browser.state(".ledger")));
    long received = number(".term-received dd");

    // When: its disk is lost, and the way to the broker is narrow
    CompletableFuture<Void> restart = console.restartFromNothing();

    // Then: bars, that grow
    Set<String> shown = new TreeSet<>();
    await("on its way")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              if (restart.isCompletedExceptionally()) {
                restart.join();
              }
              shown.addAll(browser.texts(".restore"));
              return shown.stream().filter(it -> it.matches(".* [1-9]\\d? %")).count() > 1;
            });
    assertThat(shown).allSatisfy(it -> assertThat(it).matches(RESTORED));
    browser.photograph(SCREENSHOTS.resolve("pipeline-restoring.png"), Screen.DESKTOP);
    // until all is there again
    restart.get(2, TimeUnit.MINUTES);
    await("ledger balances")
        .atMost(Duration.ofMinutes(1))
        .until(() -> "good".equals(browser.state(".ledger")));
    await("none left").until(() -> browser.count(".restore") == 0);
    assertThat(number(".term-received dd")).isEqualTo(received);
    // and its first event is seen at once
    console.send(List.of(grade(RESTARTED, 9, Instant.now())));
    await("its delay").atMost(PATIENCE).until(() -> Plot.of(browser, DELAYS).drawn() > 0);
  }

  @Test
  void loadsLittleAndNothingFromElsewhere() {
    // When
    browser.open(console.address().resolve("/?fresh=1"));
    browser.awaitText(".ledger", "balances");

    // Then
    @SuppressWarnings("unchecked")
    List<String> addresses =
        (List<String>)
            browser.script("return performance.getEntriesByType('resource').map(it => it.name)");
    assertThat(addresses).hasSizeGreaterThan(5);
    assertThat(addresses).allMatch(address -> address.startsWith(console.address().toString()));
    Object size =
        browser.script(
            "return performance.getEntries().filter(it => 'decodedBodySize' in it"
                + " && !it.name.includes('/v1/')).reduce((sum, it) => sum + it.decodedBodySize, 0)");
    assertThat(((Number) size).longValue()).isBetween(10_000L, LARGEST);
  }

  @Test
  void isOpenToEverybodyOnEveryScreenLightAndDark() throws Exception {
    console.send(List.of(grade(LIVE, 6, Instant.now().minusSeconds(600))));
    for (String scheme : List.of("light", "dark")) {
      for (Screen screen : Screen.values()) {
        browser.scheme(scheme);
        browser.screen(screen);
        String suffix = "-" + scheme + "-" + screen.name().toLowerCase(Locale.ROOT) + ".png";

        console.open("pipeline");
        await("drawn")
            .until(
                () -> "good".equals(browser.state(".ledger")) && browser.count(".legend li") > 3);
        browser.awaitElement(".source");
        look("pipeline" + suffix, screen);

        console.open("courses");
        browser.awaitElement(".list tbody a");
        look("courses" + suffix, screen);

        console.open("courses/" + console.course());
        browser.awaitElement("button.cell");
        browser.awaitText(".activity .bars + p", " in ");
        await("live").until(() -> "on".equals(browser.state(".tag-live")));
        look("course" + suffix, screen);
        browser.script("document.querySelector('button.cell').click()");
        browser.awaitElement(".history-entry");
        look("grade" + suffix, screen);

        console.open("rejected");
        browser.awaitElement(".bytes");
        look("rejected" + suffix, screen);
      }
    }
  }

  private static String progress(Progressed it) {
    return it.completedAt() != null || it.completed() == it.requirements()
        ? "done"
        : it.completed() + "/" + it.requirements();
  }

  private static String named(TypedTopic topic) {
    return topic.format() == PayloadFormat.CALIPER ? topic.label() + " (Caliper)" : topic.label();
  }

  private static boolean delaysAreKnown() {
    Collection<Plot.Row> rows = Plot.of(browser, DELAYS).rows().values();
    return !rows.isEmpty() && rows.stream().allMatch(it -> it.note().matches("[\\d.]+ (ms|s|min)"));
  }

  private static long total(Plot plot) {
    return plot.rows().values().stream().mapToLong(row -> figure(row.note())).sum();
  }

  private static long figure(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  /** The arguments of a command line, as the shell makes them. */
  private static String[] words(String command) {
    assertThat(command).startsWith("./live-events ").matches("[A-Za-z0-9 ./_:=-]+");
    return command.substring("./live-events ".length()).split(" ", -1);
  }

  private static void look(String name, Screen screen) {
    browser.photograph(SCREENSHOTS.resolve(name), screen);
    assertThat(browser.barriers()).as(name).isEmpty();
    assertThat(
            (Boolean) browser.script("return document.documentElement.scrollWidth <= innerWidth"))
        .as("%s fits its screen", name)
        .isTrue();
  }

  /** Has the page go on with other than it was answered, until it is loaded anew. */
  private static void changeWhatThePipelineSays(String change) {
    browser.script(
        """
        const real = window.fetch;
        window.fetch = async (path, options) => {
          const response = await real(path, options);
          if (!path.startsWith('/v1/pipeline')) {
            return response;
          }
          const report = await response.json();
        %s
          return new Response(JSON.stringify(report));
        };"""
            .formatted(change));
  }

  private static long number(String css) {
    return figure(browser.text(css));
  }

  private static int rejected(String code) {
    Object sum =
        browser.script(
            "return [...document.querySelectorAll('.choice tbody tr')].filter(it =>"
                + " it.querySelector('button').textContent === arguments[0]).reduce((sum, it) =>"
                + " sum + Number(it.querySelector('.number').textContent), 0)",
            code);
    return ((Number) sum).intValue();
  }

  private static void awaitCommitted(TopicTail committed, String score) {
    ConsumerRecord<byte[], byte[]> record = committed.next();
    while (!Json.parse(new String(record.value(), UTF_8)).path("score").asText().equals(score)) {
      record = committed.next();
    }
  }
}
