package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.Browser.Screen;
import org.liveevents.event.Payload;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;
import org.liveevents.quickstart.pipeline.Services;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import org.liveevents.quickstart.simulation.Delivery;
import org.liveevents.quickstart.simulation.Expectation;
import org.liveevents.quickstart.simulation.Plan;
import org.liveevents.quickstart.simulation.Sender;
import org.liveevents.quickstart.simulation.SimulationSettings;
import org.liveevents.quickstart.simulation.Wave;

/** The console, looked at in a real browser, beside the demo's pipeline. */
class ConsoleIT {

  private static final String TOKEN = "a-token-typed-once";
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Path SCREENSHOTS = Path.of(System.getProperty("screenshots"));
  private static final long LARGEST = 300 * 1024;

  // Courses of their own, so that no test spoils another's figures.
  private static final long LIVE = 4901;
  private static final long HOSTILE = 4902;
  private static final long RESTARTED = 4903;
  private static final long ASSIGNMENT = 79_001;
  private static final long STUDENT = 59_001;
  private static final String KEY = canonical(ASSIGNMENT) + "/" + canonical(STUDENT);
  private static final String CELL = "button[data-key='" + KEY + "']";

  private static final String MARKUP =
      "<img src=x onerror=\"window.struck=1\"><script>window.struck=1</script>";

  @TempDir private static Path data;

  private static LocalPipeline pipeline;
  private static Sender sender;
  private static Browser browser;
  private static Expectation expected;
  private static String course;

  @BeforeAll
  static void start() throws Exception {
    Browser.require();
    PipelineOptions options =
        new PipelineOptions(
            data,
            0,
            0,
            0,
            GRACE,
            CanvasSimulation.SHARD,
            Map.of("QUERY_AUTH", "token", "QUERY_TOKENS", TOKEN));
    pipeline = new LocalPipeline(options, Services.bridge(), Services.topology(), part -> {});
    sender = new Sender(pipeline.sqs(), pipeline.queue(), pipeline.webhook(), pipeline.keys());
    Plan plan = CanvasSimulation.plan(new SimulationSettings(1, 1500, Instant.now(), GRACE));
    for (Wave wave : plan.waves()) {
      send(wave.deliveries());
    }
    expected = plan.expectation();
    course = plan.course();
    browser = new Browser();
    signIn();
  }

  @AfterAll
  static void end() {
    for (AutoCloseable part : new AutoCloseable[] {browser, sender, pipeline}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What a person does who opens the console for the first time. */
  private static void signIn() {
    browser.open(pipeline.query().resolve("/"));
    browser.awaitElement("#token").sendKeys("not-this-one");
    browser.awaitElement("dialog button.primary").click();
    browser.awaitText("dialog .trouble", "not accepted");
    browser.awaitElement("#token").clear();
    browser.awaitElement("#token").sendKeys(TOKEN);
    browser.awaitElement("dialog button.primary").click();
    browser.awaitText("#link", "Live");
    await("signed in").until(() -> browser.count("dialog") == 0);
  }

  @BeforeEach
  void forget() {
    browser.complaints();
    browser.scheme("light");
    browser.screen(Screen.DESKTOP);
  }

  @Test
  void theSessionIsOutOfReachOfScripts() {
    open("pipeline");

    assertThat(browser.script("return document.cookie")).isEqualTo("");
    assertThat(browser.script("return JSON.stringify({...localStorage, ...sessionStorage})"))
        .isEqualTo("{}");
  }

  @Test
  void showsTheFiguresTheSimulationKnowsToBeTrue() {
    // When: the ledger
    open("pipeline");

    // Then: nothing is off, with whatever the other tests have sent beside it
    await("ledger balances")
        .atMost(Duration.ofMinutes(1))
        .until(() -> "good".equals(state(".ledger")));
    assertThat(number(".term-received dd")).isGreaterThanOrEqualTo(expected.received());
    assertThat(number(".term-forwarded dd")).isGreaterThanOrEqualTo(expected.distinct());
    assertThat(number(".term-duplicate dd")).isGreaterThanOrEqualTo(expected.duplicates());

    // When: the course
    open("courses/" + course);

    // Then: every grade of it
    browser.awaitElement("button.cell");
    Map<String, String> grades = new HashMap<>();
    expected
        .grades()
        .forEach(
            (work, latest) -> {
              if (work.student().course().equals(course)) {
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
    open("rejected");

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
  void turnsRedTheMomentTheLedgerDoesNotBalanceAndShowsHowFarARestoreIs() {
    // Given
    open("pipeline");
    await("ledger balances").until(() -> "good".equals(state(".ledger")));

    // When: the pipeline can't be made to lie, so that what it says is changed on the way
    browser.script(
        """
        const real = window.fetch;
        window.fetch = async (path, options) => {
          const response = await real(path, options);
          if (!path.startsWith('/v1/pipeline')) {
            return response;
          }
          const report = await response.json();
          const own = report.instances[0].report;
          own.books[0].total.forwarded -= 1;
          own.restoring = [{store: 'views', partition: 3, from: 100, to: 300, done: 50}];
          return new Response(JSON.stringify(report));
        };""");

    // Then
    browser.awaitText(".verdict", "does not balance: 1 record off");
    assertThat(state(".ledger")).isEqualTo("bad");
    browser.awaitText(".restore", "restored 25 %");
  }

  @Test
  void showsANewGradeWithoutReloadingOnceItIsCommitted() throws Exception {
    // Given
    send(List.of(grade(LIVE, 5, Instant.now())));
    open("courses/" + canonical(LIVE));
    browser.awaitText(CELL, "5");
    browser.awaitText(".tag-live", "live");
    await("live").until(() -> "on".equals(state(".tag-live")));
    browser.script("window.notReloaded = true");
    try (TopicTail committed =
        new TopicTail(pipeline.kafka().bootstrapServers(), "canvas.state.latest-grade")) {

      // When
      send(List.of(grade(LIVE, 8.5, Instant.now())));
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
    send(List.of(gradeOf(LIVE, STUDENT + 1, 2, first)));
    send(List.of(gradeOf(LIVE, STUDENT + 1, 9, Instant.now())));
    open("courses/" + canonical(LIVE));
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
    send(
        List.of(
            courseNamed(HOSTILE, MARKUP),
            assignmentCalled(HOSTILE, "\u202Efdp.exe" + MARKUP),
            grade(HOSTILE, 3, Instant.now()),
            new Delivery.Webhook(
                Payload.of("{\"metadata\":\u0007" + MARKUP), Delivery.Form.BARE_TOKEN)));

    // When, then: in the list
    open("courses");
    await("the name, as text").until(() -> browser.text("main").contains(MARKUP));
    // on its page, and in the dialog
    open("courses/" + canonical(HOSTILE));
    browser.awaitText("h1", MARKUP);
    browser.awaitText(".column-title", MARKUP);
    browser.awaitElement(CELL).click();
    browser.awaitText("#grade-title", MARKUP);
    // and where broken bytes are shown
    open("rejected");
    browser.awaitElement(".bytes");
    browser.awaitElement("button[data-group='not_json webhook webhook']").click();
    await("its bytes").until(() -> browser.text(".bytes").contains("onerror"));
    assertThat(browser.text(".bytes")).contains("\\u{7}");

    assertThat(browser.script("return window.struck ?? null")).isNull();
    assertThat(browser.count("main img, main script, dialog img")).isZero();
    assertThat(browser.complaints()).noneMatch(it -> it.contains("Content Security Policy"));
  }

  @Test
  void nothingCanBeWrittenIntoThePageAsMarkup() {
    open("pipeline");

    assertThatThrownBy(() -> browser.script("document.body.insertAdjacentHTML('beforeend', '<p>')"))
        .hasMessageContaining("TrustedHTML");
    assertThatThrownBy(() -> browser.script("document.createElement('script').text = '1'"))
        .hasMessageContaining("TrustedScript");
  }

  @Test
  void goesOnByItselfAfterItsInstanceWasRestarted() throws Exception {
    // Given
    send(List.of(grade(RESTARTED, 4, Instant.now())));
    open("courses/" + canonical(RESTARTED));
    browser.awaitText(CELL, "4");
    browser.script("window.notReloaded = true");

    // When
    pipeline.restartTopology();

    // Then: the same page hears of what is new
    send(List.of(grade(RESTARTED, 7.5, Instant.now())));
    browser.awaitText(CELL, "7.5", Duration.ofMinutes(1));
    browser.awaitText("#link", "Live");
    browser.script("location.hash = '#/pipeline'");
    await("ledger balances")
        .atMost(Duration.ofMinutes(1))
        .until(() -> "good".equals(state(".ledger")));
    assertThat(browser.script("return window.notReloaded")).isEqualTo(true);
  }

  @Test
  void loadsLittleAndNothingFromElsewhere() {
    // When
    browser.open(pipeline.query().resolve("/?fresh=1"));
    browser.awaitText(".ledger", "balances");

    // Then
    @SuppressWarnings("unchecked")
    List<String> addresses =
        (List<String>)
            browser.script("return performance.getEntriesByType('resource').map(it => it.name)");
    assertThat(addresses).hasSizeGreaterThan(5);
    assertThat(addresses).allMatch(address -> address.startsWith(pipeline.query().toString()));
    Object size =
        browser.script(
            "return performance.getEntries().filter(it => 'decodedBodySize' in it"
                + " && !it.name.includes('/v1/')).reduce((sum, it) => sum + it.decodedBodySize, 0)");
    assertThat(((Number) size).longValue()).isBetween(10_000L, LARGEST);
  }

  @Test
  void isOpenToEverybodyOnEveryScreenLightAndDark() throws Exception {
    send(List.of(grade(LIVE, 6, Instant.now().minusSeconds(600))));
    for (String scheme : List.of("light", "dark")) {
      for (Screen screen : Screen.values()) {
        browser.scheme(scheme);
        browser.screen(screen);
        String suffix = "-" + scheme + "-" + screen.name().toLowerCase(Locale.ROOT) + ".png";

        open("pipeline");
        await("drawn")
            .until(() -> "good".equals(state(".ledger")) && browser.count(".legend li") > 3);
        browser.awaitElement(".source");
        look("pipeline" + suffix, screen);

        open("courses");
        browser.awaitElement(".list tbody a");
        look("courses" + suffix, screen);

        open("courses/" + course);
        browser.awaitElement("button.cell");
        browser.awaitText(".activity .bars + p", " in ");
        await("live").until(() -> "on".equals(state(".tag-live")));
        look("course" + suffix, screen);
        browser.script("document.querySelector('button.cell').click()");
        browser.awaitElement(".history-entry");
        look("grade" + suffix, screen);

        open("rejected");
        browser.awaitElement(".bytes");
        look("rejected" + suffix, screen);
      }
    }
  }

  private static void look(String name, Screen screen) {
    browser.photograph(SCREENSHOTS.resolve(name), screen);
    assertThat(browser.barriers()).as(name).isEmpty();
    assertThat(
            (Boolean) browser.script("return document.documentElement.scrollWidth <= innerWidth"))
        .as("%s fits its screen", name)
        .isTrue();
  }

  private static void open(String view) {
    browser.open(URI.create(pipeline.query() + "/#/" + view));
    browser.awaitText("#link", "Live");
  }

  private static String state(String css) {
    return String.valueOf(
        browser.script("return document.querySelector(arguments[0])?.dataset.state", css));
  }

  private static long number(String css) {
    return Long.parseLong(browser.text(css).replace(",", ""));
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

  /** As the page writes it: without a fraction that is none. */
  private static String points(double score) {
    return score == Math.rint(score) ? Long.toString((long) score) : Double.toString(score);
  }

  private static void awaitCommitted(TopicTail committed, String score) {
    ConsumerRecord<byte[], byte[]> record = committed.next();
    while (!Json.parse(new String(record.value(), UTF_8)).path("score").asText().equals(score)) {
      record = committed.next();
    }
  }

  private static void send(List<Delivery> deliveries) throws InterruptedException {
    assertThat(sender.send(new Wave("", deliveries), sent -> {}).refused()).isZero();
    await("taken").until(() -> pipeline.sqs().undeleted(pipeline.queue()) == 0);
  }

  private static Delivery queued(String text) {
    return new Delivery.Sqs(Payload.of(text), Map.of());
  }

  private static Delivery grade(long id, double score, Instant time) {
    return gradeOf(id, STUDENT, score, time);
  }

  private static Delivery gradeOf(long id, long student, double score, Instant time) {
    String body =
        """
        {"submission_id":"%s","assignment_id":"%s","student_id":"%s","user_id":"%s",\
        "grader_id":"%s","grade":"%s","score":%s,"points_possible":10,"grading_complete":true,\
        "muted":false}"""
            .formatted(
                global(id * 100 + student),
                global(ASSIGNMENT),
                global(student),
                global(student),
                global(39_001),
                points(score),
                points(score));
    return event("grade_change", id, time, body);
  }

  private static Delivery courseNamed(long id, String name) {
    String body =
        Json.write(
            Json.object()
                .put("course_id", global(id))
                .put("account_id", global(79))
                .put("name", name)
                .put("workflow_state", "available"));
    return event("course_created", id, Instant.now(), body);
  }

  private static Delivery assignmentCalled(long id, String title) {
    String body =
        Json.write(
            Json.object()
                .put("assignment_id", global(ASSIGNMENT))
                .put("context_id", global(id))
                .put("context_type", "Course")
                .put("title", title)
                .put("points_possible", 10)
                .put("workflow_state", "published"));
    return event("assignment_created", id, Instant.now(), body);
  }

  private static Delivery event(String name, long id, Instant time, String body) {
    return queued(
        """
        {"metadata":{"event_name":"%s","event_time":"%s","context_type":"Course",\
        "context_id":"%s","root_account_id":"%s","user_id":"%s","hostname":"canvas.example.edu",\
        "producer":"canvas"},"body":%s}"""
            .formatted(name, Events.millis(time), global(id), global(1), global(39_001), body));
  }

  private static String global(long local) {
    return Long.toString(CanvasSimulation.SHARD * 10_000_000_000_000L + local);
  }

  private static String canonical(long local) {
    return CanvasSimulation.SHARD + "~" + local;
  }
}
