package org.liveevents.acceptance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.ITERABLE;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.acceptance.PublishedExamples.Example;
import org.liveevents.quickstart.simulation.Delivery;

/** Every payload Canvas has published, over both channels, through both services. */
@EnabledIf(
    value = "org.liveevents.acceptance.PublishedExamples#areAtHand",
    disabledReason =
        "the published examples are neither beside the project nor where -Dshared says")
class PublishedExamplesIT {

  private static final Duration GRACE = Duration.ofSeconds(2);

  /** How often each file is sent. */
  private static final int CHANNELS = 2;

  /** Its asset_id has a digit too few, and so another shard than the page; the asset decides. */
  private static final String ANNOUNCEMENTS = "course:210~7000000000123";

  @TempDir private static Path directory;

  private static Set<String> defective;
  private static List<Example> examples;
  private static Map<Object, Example> byIdentity;
  private static List<Found> typed;
  private static List<Found> rejected;
  private static JsonNode ledger;

  /** Files may tell the same event; the first by path stands for it. */
  @BeforeAll
  static void sendEveryExampleOverBothChannels() throws InterruptedException {
    defective = PublishedExamples.defective();
    examples = PublishedExamples.all();
    byIdentity =
        examples.stream()
            .collect(
                toMap(Example::identity, identity(), (first, again) -> first, LinkedHashMap::new));
    try (PipelineAtWork pipeline = PipelineAtWork.start(directory, GRACE, Map.of())) {
      pipeline.topics().keepOldEvents();
      List<Delivery> deliveries = new ArrayList<>();
      for (Example example : examples) {
        deliveries.add(
            PipelineAtWork.queued(example.text(), example.attributeName(), example.time()));
        deliveries.add(PipelineAtWork.signed(example.compact()));
      }
      pipeline.send(deliveries);
      ledger = pipeline.query().settledLedger(deliveries.size());
      await("every example found")
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> assertThat(read(pipeline.topics())).isGreaterThanOrEqualTo(byIdentity.size()));
    }
  }

  private static int read(CommittedTopics topics) {
    typed = topics.typed();
    rejected = topics.of("canvas.rejected");
    return typed.size() + rejected.size();
  }

  @Test
  void noFileIsLeftOut() {
    assertThat(examples).hasSizeGreaterThanOrEqualTo(171);
    assertThat(examples.stream().collect(groupingBy(PublishedExamplesIT::folder, counting())))
        .containsEntry("canvas", 82L)
        .containsEntry("canvas-variants", 27L)
        .containsEntry("caliper", 32L)
        .containsEntry("caliper-variants", 27L)
        .containsEntry("corrected", 3L);
    assertThat(examples.size() - byIdentity.size())
        .as("files that tell an event another file tells: asset_accessed in both formats")
        .isEqualTo(2);
  }

  @Test
  void everyDefectKnownToBePublishedHasItsFate() {
    assertThat(PublishedDefects.names()).isEqualTo(defective);
  }

  @Test
  void eachEventStandsOnceOnTheTopicOfItsNameAndFormat() {
    // Given
    Map<String, Long> expected = new TreeMap<>();
    byIdentity.values().forEach(first -> expected.put(label(first, fate(first)), copies(first)));

    // When
    Map<String, Long> found =
        Stream.concat(typed.stream(), rejected.stream())
            .collect(
                groupingBy(
                    record -> label(example(record), Fate.of(record)), TreeMap::new, counting()));

    // Then
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void theBytesAreThoseThatCame() {
    Map<Object, Set<String>> queued = texts(Example::text);
    Map<Object, Set<String>> signed = texts(Example::compact);
    assertThat(typed)
        .allSatisfy(
            found ->
                assertThat("sqs".equals(found.headers().get("source")) ? queued : signed)
                    .extractingByKey(example(found).identity(), as(ITERABLE))
                    .as("%s from %s", example(found).file(), found.headers().get("source"))
                    .contains(found.value()));
  }

  @Test
  void keyAndSubjectAreTheScope() {
    assertThat(typed)
        .allSatisfy(
            found -> {
              String scope = ExpectedScope.of(example(found).tree(), found.headers().get("ce_id"));
              assertThat(found.key()).as(example(found).file()).isEqualTo(scope);
              assertThat(found.headers()).containsEntry("ce_subject", scope);
            });
  }

  @Test
  void theScopesOfTheHardestExamplesAreKnownByHand() {
    // Given
    Map<String, String> scopes =
        typed.stream().collect(toMap(found -> example(found).file(), Found::key));

    // Then
    assertThat(scopes)
        .as("only the metadata name the course")
        .containsEntry("canvas/grade_change", "course:2107~565")
        .as("local ids take the shard of the root account")
        .containsEntry("canvas/course_progress", "course:2107~1234567")
        .containsEntry("canvas/discussion_topic_created", "course:2107~1234560")
        .containsEntry("canvas/account_created", "account:2107~3")
        .as("a local id is the global one of the same object, whatever shard the root account has")
        .containsEntry("canvas/course_grade_change", "course:2107~2")
        .as("a global id keeps its own shard")
        .containsEntry("canvas/course_updated", "course:1~2340000000056")
        .as("the record's course before the page's")
        .containsEntry("canvas-variants/asset_accessed/course-announcements", ANNOUNCEMENTS)
        .containsEntry("caliper-variants/asset_accessed/course-announcements", ANNOUNCEMENTS)
        .as("the blueprint is a course")
        .containsEntry("canvas/master_migration_started", "course:2107~8972")
        .as("no course to be found: whom it is about, else the account")
        .containsEntry("canvas/submission_created", "user:2107~14012")
        .containsEntry("caliper/submission_created", "user:2107~14012")
        .containsEntry("caliper/group_membership_created", "user:2107~47")
        .containsEntry("canvas/wiki_page_created", "account:2107~1")
        .as("a section's group, and a syllabus that is its course")
        .containsEntry("caliper/enrollment_created", "course:2107~565")
        .containsEntry("caliper/syllabus_updated", "course:2107~565");
    assertThat(scopes.get("caliper-variants/asset_accessed/user-calendar_feed"))
        .as("no person, no course, no account")
        .matches("none:[0-9a-f]{32}");
  }

  /** Which of them are late is up to the order of arrival: their times lie years apart. */
  @Test
  void theTimeIsTheEventsOwnInEverySpelling() {
    assertThat(typed)
        .allSatisfy(
            found -> {
              Instant time = time(example(found).time());
              assertThat(found.timestamp()).as(example(found).file()).isEqualTo(time);
              assertThat(Instant.parse(found.headers().get("ce_time"))).isEqualTo(time);
              assertThat(found.headers()).doesNotContainKey("ce_future");
            });
  }

  @Test
  void eventIdsAreDistinct() {
    assertThat(typed)
        .extracting(found -> found.headers().get("ce_id"))
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  @Test
  void theLedgerAccountsForEveryDelivery() {
    // Given
    long received = (long) examples.size() * CHANNELS;
    long forwarded =
        byIdentity.values().stream().filter(first -> fate(first).isForwarded()).count();
    long refused =
        examples.stream().filter(example -> !fate(example).isForwarded()).count() * CHANNELS;

    // Then
    JsonNode total = ledger.get("total");
    assertThat(total.get("received").asLong()).as("received").isEqualTo(received);
    assertThat(total.get("forwarded").asLong()).as("forwarded").isEqualTo(forwarded);
    assertThat(total.get("rejected").asLong()).as("rejected").isEqualTo(refused);
    assertThat(total.get("duplicate").asLong())
        .as("duplicate")
        .isEqualTo(received - forwarded - refused);
    assertThat(total.get("future").asLong()).as("future").isZero();
    assertThat(total.get("late").asLong()).as("late").isLessThan(forwarded);
    assertThat(ledger.get("balanced").asBoolean()).as("balanced").isTrue();
  }

  private static String folder(Example example) {
    return example.file().substring(0, example.file().indexOf('/'));
  }

  private static Fate fate(Example example) {
    return PublishedDefects.fate(example)
        .orElseGet(() -> Fate.forwarded(example.isCanvas(), example.publishedName()));
  }

  /** What is forwarded stands there once; what is rejected, as often as it came. */
  private static long copies(Example example) {
    return fate(example).isForwarded() ? 1 : CHANNELS;
  }

  private static String label(Example example, Fate fate) {
    return example.file() + " in " + fate.topic() + " " + fate.code();
  }

  private static Example example(Found found) {
    Example example = byIdentity.get(PublishedExamples.identity(Json.parse(found.value())));
    assertThat(example).as("nobody sent what stands in %s", found.topic()).isNotNull();
    return example;
  }

  private static Map<Object, Set<String>> texts(Function<Example, String> form) {
    return examples.stream().collect(groupingBy(Example::identity, mapping(form, toSet())));
  }

  private static Instant time(String written) {
    return written.contains("T")
        ? Instant.parse(written)
        : OffsetDateTime.parse(written, DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx"))
            .toInstant();
  }
}
