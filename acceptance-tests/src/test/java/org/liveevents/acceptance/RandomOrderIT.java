package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.acceptance.CourseHappenings.Fact;
import org.liveevents.acceptance.CourseHappenings.Happening;
import org.liveevents.quickstart.simulation.Delivery;

/**
 * G2, G3, G5 and G6 through both services: ten thousand events in random order within the grace,
 * one in five of them twice, over both channels.
 */
@Tag("thorough")
class RandomOrderIT {

  private static final int EVENTS = 10_000;
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** How far back an event may have happened when it is sent. */
  private static final Duration DISORDER = Duration.ofSeconds(8);

  /** So few are sent at once that they come within the grace on a slow machine, too. */
  private static final int WAVE = 250;

  private static final int PAGE = 37;

  @RegisterExtension private static final Seed SEED = Seed.of("random order");

  @TempDir private static Path directory;

  private static final Map<Object, Happening> happened = new HashMap<>();
  private static final Map<String, Long> sentByName = new TreeMap<>();
  private static List<Found> raw;
  private static List<Found> typed;
  private static List<Found> rejected;
  private static List<CloudEvent> cloudEvents;
  private static JsonNode ledger;
  private static List<JsonNode> courses;
  private static final List<JsonNode> activity = new ArrayList<>();
  private static final Map<String, Map<String, Object>> answers = new HashMap<>();
  private static final Map<String, Map<String, Object>> states = new HashMap<>();

  @BeforeAll
  static void sendInRandomOrderOverBothChannels() throws InterruptedException {
    Map<String, String> settings = Map.of("TYPED_PARTITIONS", "2");
    try (PipelineAtWork pipeline = PipelineAtWork.start(directory, GRACE, settings)) {
      send(pipeline);
      long sent = sentByName.values().stream().mapToLong(count -> count).sum();
      ledger = pipeline.query().settledLedger(sent);
      await("every event found")
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                typed = pipeline.topics().typed();
                assertThat(typed).hasSizeGreaterThanOrEqualTo(EVENTS);
              });
      raw = pipeline.topics().of("canvas.raw");
      rejected = pipeline.topics().of("canvas.rejected");
      cloudEvents = pipeline.topics().cloudEvents();
      look(pipeline.query(), pipeline.topics());
    }
  }

  /** Copies go with their originals or after them, in the same words or in others. */
  private static void send(PipelineAtWork pipeline) throws InterruptedException {
    Random random = SEED.random();
    CourseHappenings happenings = new CourseHappenings(random);
    List<Delivery> kept = new ArrayList<>();
    while (happened.size() < EVENTS || !kept.isEmpty()) {
      List<Delivery> wave = new ArrayList<>(kept);
      kept.clear();
      Instant now = Instant.now();
      for (int i = 0; i < WAVE && happened.size() < EVENTS; i++) {
        Happening happening = happenings.next(now.minus(DISORDER), now);
        happened.put(happening.identity(), happening);
        wave.add(delivery(happening, happening.text(), random));
        if (random.nextInt(5) == 0) {
          boolean isRespelled = random.nextBoolean();
          String text = isRespelled ? Json.respelled(happening.text(), random) : happening.text();
          (random.nextBoolean() ? wave : kept).add(delivery(happening, text, random));
        }
      }
      Collections.shuffle(wave, random);
      pipeline.send(wave);
    }
  }

  private static Delivery delivery(Happening happening, String text, Random random) {
    sentByName.merge(happening.name(), 1L, Long::sum);
    return random.nextBoolean()
        ? PipelineAtWork.queued(text, happening.name(), happening.writtenTime())
        : PipelineAtWork.signed(text);
  }

  private static void look(QueryApi query, CommittedTopics topics) {
    awaitSidePath(query);
    courses = query.all("/v1/courses", PAGE);
    for (String course : CourseHappenings.courses()) {
      activity.addAll(query.all("/v1/courses/" + course + "/activity", PAGE));
    }
    Map<String, String> paths =
        Map.of(
            "latest-grade",
            "/grades",
            "course-progress",
            "/progress",
            "enrollment",
            "/enrollments");
    paths.forEach(
        (view, path) -> {
          List<JsonNode> items = new ArrayList<>();
          for (String course : CourseHappenings.courses()) {
            items.addAll(query.all("/v1/courses/" + course + path, PAGE));
          }
          answers.put(view, items.stream().collect(toMap(RandomOrderIT::key, Json::value)));
          Map<String, Object> state = new HashMap<>();
          topics
              .of("canvas.state." + view)
              .forEach(found -> state.put(found.key(), Json.value(found.value())));
          states.put(view, state);
        });
  }

  /** What takes the side path arrives a little later, and so does activity. */
  private static void awaitSidePath(QueryApi query) {
    Set<String> states =
        happened.values().stream()
            .flatMap(happening -> happening.fact().stream())
            .filter(fact -> fact.value().has("state"))
            .map(Fact::key)
            .collect(toSet());
    Set<String> known =
        happened.values().stream()
            .flatMap(happening -> happening.fact().stream())
            .filter(fact -> fact.value().has("user"))
            .map(Fact::key)
            .collect(toSet());
    states.retainAll(known);
    await("the side path has been taken")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              Set<String> told = new HashSet<>();
              long events = 0;
              for (String course : CourseHappenings.courses()) {
                for (JsonNode item : query.all("/v1/courses/" + course + "/enrollments", PAGE)) {
                  if (item.get("state").isTextual()) {
                    told.add(key(item));
                  }
                }
                for (JsonNode hour : query.all("/v1/courses/" + course + "/activity", PAGE)) {
                  events += hour.get("events").longValue();
                }
              }
              assertThat(told).containsExactlyInAnyOrderElementsOf(states);
              assertThat(events).isEqualTo(countedInCourses());
            });
  }

  private static long countedInCourses() {
    return happened.values().stream()
        .filter(happening -> happening.scope().startsWith("course:"))
        .count();
  }

  /** Without this the rest says nothing: the machine was too slow to send in time. */
  @Test
  void everyEventCameWithinTheGrace() {
    Map<Object, Instant> firstArrivals =
        raw.stream()
            .collect(
                toMap(
                    found -> Json.value(found.value()),
                    Found::timestamp,
                    BinaryOperator.minBy(comparing(Instant::toEpochMilli))));
    assertThat(sentByName)
        .containsOnlyKeys(
            "asset_accessed",
            "course_completed",
            "course_progress",
            "enrollment_state_updated",
            "enrollment_updated",
            "grade_change");
    assertThat(firstArrivals).hasSize(EVENTS);
    assertThat(firstArrivals.entrySet())
        .extracting(
            arrival -> Duration.between(happened.get(arrival.getKey()).time(), arrival.getValue()))
        .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, GRACE));
  }

  @Test
  void theTypedTopicsHoldEachEventOnce() {
    assertThat(typed.stream().collect(groupingBy(RandomOrderIT::happening, counting())))
        .hasSize(EVENTS)
        .allSatisfy((happening, times) -> assertThat(times).as(happening.text()).isEqualTo(1));
    assertThat(typed.stream().map(RandomOrderIT::id)).doesNotHaveDuplicates();
    assertThat(rejected).isEmpty();
  }

  @Test
  void eachEventStandsUnderItsNameAndScopeAndNoneIsLate() {
    assertThat(typed)
        .allSatisfy(
            found -> {
              Happening happening = happening(found);
              assertThat(found.topic()).isEqualTo("canvas.events." + happening.name());
              assertThat(found.key()).isEqualTo(happening.scope());
              assertThat(found.headers())
                  .containsEntry("ce_subject", happening.scope())
                  .containsEntry("ce_time", happening.writtenTime())
                  .doesNotContainKeys("ce_late", "ce_future");
            });
  }

  @Test
  void theCloudEventsSdkTakesTheValueOfEveryRecordAsPlainJson() {
    Map<String, Found> byId = typed.stream().collect(toMap(RandomOrderIT::id, identity()));
    assertThat(cloudEvents)
        .hasSize(EVENTS)
        .allSatisfy(
            event -> {
              Found found = byId.get(event.getId());
              assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
              assertThat(event.getType())
                  .isEqualTo("com.instructure.canvas." + happening(found).name());
              assertThat(event.getSubject()).isEqualTo(found.key());
              assertThat(event.getTime().toInstant()).isEqualTo(happening(found).time());
              assertThat(new String(event.getData().toBytes(), UTF_8)).isEqualTo(found.value());
            });
  }

  @Test
  void everyScopeIsInOrderInItsPartition() {
    record Lane(String topic, String scope) {}
    typed.stream()
        .collect(groupingBy(found -> new Lane(found.topic(), found.key())))
        .forEach(
            (lane, sequence) -> {
              assertThat(sequence)
                  .extracting(Found::partition)
                  .as("%s", lane)
                  .containsOnly(sequence.get(0).partition());
              assertThat(sequence)
                  .as("%s", lane)
                  .isSortedAccordingTo(
                      comparing((Found found) -> found.headers().get("ce_time"))
                          .thenComparing(RandomOrderIT::id));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest-grade", "course-progress", "enrollment"})
  void whatIsAnsweredIsThePlainFold(String view) {
    assertThat(differences(fold(view), answers.get(view))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest-grade", "course-progress", "enrollment"})
  void theStateTopicIsThePlainFold(String view) {
    assertThat(differences(fold(view), states.get(view))).isEmpty();
  }

  @Test
  void everyCourseIsKnown() {
    assertThat(courses)
        .extracting(course -> course.get("course").textValue())
        .containsExactlyInAnyOrderElementsOf(CourseHappenings.courses());
  }

  @Test
  void activityCountsEachEventOnce() {
    Map<String, Long> counted = new HashMap<>();
    activity.forEach(
        hour ->
            counted.put(
                hour.get("course").textValue() + " " + hour.get("hour").textValue(),
                hour.get("events").longValue()));
    assertThat(counted)
        .isEqualTo(
            happened.values().stream()
                .filter(happening -> happening.scope().startsWith("course:"))
                .collect(
                    groupingBy(
                        happening ->
                            happening.scope().substring("course:".length())
                                + " "
                                + happening.time().truncatedTo(ChronoUnit.HOURS),
                        counting())));
  }

  @Test
  void theLedgerAccountsForEveryDelivery() {
    Map<String, Long> forwardedByName =
        happened.values().stream().collect(groupingBy(Happening::name, counting()));
    Map<String, JsonNode> lines = new HashMap<>();
    ledger
        .get("names")
        .forEach(line -> lines.put(line.get("event_name").textValue(), line.get("counts")));
    assertThat(raw).hasSize(ledger.at("/total/received").asInt());
    assertThat(ledger.get("balanced").asBoolean()).isTrue();
    assertThat(lines).containsOnlyKeys(sentByName.keySet());
    sentByName.forEach(
        (name, sent) -> {
          long forwarded = forwardedByName.get(name);
          assertThat(Json.value(lines.get(name)))
              .as(name)
              .isEqualTo(
                  Json.value(
                      Json.object()
                          .put("received", sent)
                          .put("forwarded", forwarded)
                          .put("duplicate", sent - forwarded)
                          .put("rejected", 0)
                          .put("pending", 0)
                          .put("late", 0)
                          .put("future", 0)));
        });
  }

  /** Of each field the last writer by (event time, event id), over everything that happened. */
  private static Map<String, Object> fold(String view) {
    Map<String, List<Said>> said =
        typed.stream()
            .flatMap(
                found ->
                    happening(found).fact().stream()
                        .map(fact -> new Said(happening(found).time(), id(found), fact)))
            .filter(statement -> statement.fact.view().equals(view))
            .collect(groupingBy(statement -> statement.fact.key()));
    Map<String, Object> latest = new HashMap<>();
    said.forEach(
        (key, statements) -> {
          statements.sort(comparing(Said::time).thenComparing(Said::id));
          ObjectNode value = Json.object();
          if (view.equals("enrollment")) {
            List.of(
                    "state",
                    "state_started_at",
                    "state_is_current",
                    "state_valid_until",
                    "restricted_access",
                    "access_is_current")
                .forEach(value::putNull);
          }
          statements.forEach(statement -> value.setAll(statement.fact.value()));
          Said last = statements.get(statements.size() - 1);
          value.put("event_time", last.time.toString()).put("event_id", last.id);
          if (view.equals("latest-grade")) {
            history(statements, value);
          }
          // An enrolment that was never told of has states nobody can place.
          if (!view.equals("enrollment") || value.has("user")) {
            latest.put(key, Json.value(value));
          }
        });
    return latest;
  }

  private record Said(Instant time, String id, Fact fact) {}

  /** An event with the score of the one before is no new grade; the last twenty are remembered. */
  private static void history(List<Said> statements, ObjectNode value) {
    List<Said> kept = statements.subList(Math.max(0, statements.size() - 20), statements.size());
    ArrayNode history = value.putArray("history");
    JsonNode before = null;
    for (Said said : kept) {
      JsonNode score = said.fact.value().get("score");
      if (before == null || !before.equals(score)) {
        ObjectNode grade = history.insertObject(0);
        List.of("grade", "score", "points_possible", "grader")
            .forEach(field -> grade.set(field, said.fact.value().get(field)));
        grade.put("event_time", said.time.toString());
      }
      before = score;
    }
    value.set("graded_at", history.get(0).get("event_time"));
  }

  /** Where they differ, in words; the first few of them. */
  private static List<String> differences(Map<String, Object> expected, Map<String, Object> found) {
    return Stream.concat(expected.keySet().stream(), found.keySet().stream())
        .distinct()
        .filter(key -> !Objects.equals(expected.get(key), found.get(key)))
        .map(key -> "%s: not %s but %s".formatted(key, expected.get(key), found.get(key)))
        .sorted()
        .limit(5)
        .toList();
  }

  private static Happening happening(Found found) {
    Happening happening = happened.get(Json.value(found.value()));
    assertThat(happening).as("nobody sent what stands in %s", found.topic()).isNotNull();
    return happening;
  }

  private static String id(Found found) {
    return found.headers().get("ce_id");
  }

  /** The store's key of an entry. */
  private static String key(JsonNode item) {
    String middle = item.has("assignment") ? item.get("assignment").textValue() + "/" : "";
    String last = item.has("student") ? "student" : "enrollment";
    return item.get("course").textValue() + "/" + middle + item.get(last).textValue();
  }
}
