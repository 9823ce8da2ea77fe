package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.event.RejectionCode;

/**
 * What can't be understood is acknowledged, kept with its bytes and the reason, and out of the way:
 * each rejection code through each channel.
 */
@Tag("thorough")
class RejectionIT {

  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @TempDir private static Path directory;
  private static EveryChannel pipeline;
  private static TopicTail raw;
  private static TopicTail rejected;
  private static TopicTail typed;

  @BeforeAll
  static void start() {
    pipeline = new EveryChannel(directory);
    raw = pipeline.tail("canvas.raw");
    rejected = pipeline.tail("canvas.rejected");
    typed =
        pipeline.tail(
            "canvas.events.asset_accessed",
            "canvas.events.course_updated",
            "canvas.events.grade_change",
            "canvas.events.unrecognized");
  }

  @AfterAll
  static void stop() {
    raw.close();
    rejected.close();
    typed.close();
    pipeline.close();
  }

  @BeforeEach
  void forgetWhatCameBefore() {
    raw.rest();
    rejected.rest();
    typed.rest();
  }

  static Stream<Arguments> everyCodeThroughEveryChannel() {
    return BrokenEvent.all().stream()
        .flatMap(
            broken -> broken.channels().stream().map(channel -> Arguments.of(broken, channel)));
  }

  @ParameterizedTest(name = "{0}, through {1}")
  @MethodSource("everyCodeThroughEveryChannel")
  void keepsTheBytesAndSaysWhy(BrokenEvent broken, Channel channel) {
    // When
    Map<String, String> came = pipeline.send(channel, broken.payload().bytes(), broken.claims());

    // Then
    ConsumerRecord<byte[], byte[]> record = rejected.next();
    assertThat(record.value()).isEqualTo(broken.payload().bytes());
    boolean byTheTopology = broken.code() == RejectionCode.SCHEMA_VIOLATION;
    assertThat(record.key())
        .isEqualTo(
            channel == Channel.RAW_TOPIC
                ? bytes("theirs")
                : byTheTopology ? bytes(BrokenEvent.SCOPE) : null);
    Map<String, String> headers = TopicTail.headers(record);
    assertThat(headers)
        .containsEntry("stage", channel.stage(broken.code()))
        .containsEntry("code", broken.code().code())
        .containsEntry("replay-count", came.getOrDefault("replay-count", "0"))
        .containsAllEntriesOf(came);
    assertThat(headers.containsKey("format"))
        .isEqualTo(byTheTopology && channel != Channel.RAW_TOPIC);
    assertThat(headers.get("detail")).isNotBlank().doesNotContain(BrokenEvent.PERSONAL);
    if (channel != Channel.RAW_TOPIC) {
      assertThat(headers.get("source-id")).matches(came.getOrDefault("source-id", UUID));
      assertThat(Instant.parse(headers.get("received-at")).toEpochMilli())
          .isEqualTo(record.timestamp())
          .isBetween(Instant.now().minusSeconds(60).toEpochMilli(), Instant.now().toEpochMilli());
    }
    pipeline.awaitEmptyQueue();
  }

  @ParameterizedTest
  @EnumSource
  void forwardsWhatIsGoodAfterEverythingThatIsNot(Channel channel) {
    // Given
    List<BrokenEvent> sent =
        BrokenEvent.all().stream().filter(broken -> broken.channels().contains(channel)).toList();
    String good = good();

    // When
    sent.forEach(broken -> pipeline.send(channel, broken.payload().bytes(), broken.claims()));
    pipeline.send(channel, bytes(good), true);

    // Then
    awaitForwarded(good);
    assertThat(rejected.next(sent.size())).hasSize(sent.size());
    pipeline.awaitEmptyQueue();
    assertThat(rejected.rest()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RAW_TOPIC")
  void splitsABatchAndRejectsOnlyWhatIsBroken(Channel channel) {
    // Given
    String first = good();
    String broken = "{\"metadata\" : {}, \"body\":{}}";
    String last = good();

    // When
    pipeline.send(channel, bytes("[" + first + ", " + broken + "\n," + last + "]"), false);

    // Then
    assertThat(texts(raw.next(2))).containsExactlyInAnyOrder(first, last);
    ConsumerRecord<byte[], byte[]> record = rejected.next();
    assertThat(text(record)).isEqualTo(broken);
    assertThat(TopicTail.headers(record)).containsEntry("code", "no_event_name");
    awaitForwarded(first, last);
    pipeline.awaitEmptyQueue();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RAW_TOPIC")
  void splitsACaliperEnvelopeIntoEnvelopesOfOneEntry(Channel channel) {
    // Given
    String first = navigation();
    String entity = "{\"id\":\"urn:instructure:canvas:user:1\",\"type\":\"Person\"}";
    String last = navigation();
    String envelope = "{\"sensor\":\"s\",\"data\":[%s],\"sendTime\":\"2026-09-01T08:00:00.000Z\"}";

    // When
    pipeline.send(channel, bytes(envelope.formatted(first + "," + entity + " , " + last)), true);

    // Then
    assertThat(texts(raw.next(2)))
        .containsExactlyInAnyOrder(envelope.formatted(first), envelope.formatted(last));
    ConsumerRecord<byte[], byte[]> record = rejected.next();
    assertThat(text(record)).isEqualTo(envelope.formatted(entity));
    assertThat(TopicTail.headers(record)).containsEntry("code", "caliper_not_an_event");
    pipeline.awaitEmptyQueue();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RAW_TOPIC")
  void unwrapsAJsonStringOnceAndNoMore(Channel channel) {
    // Given
    String once = good();
    String thrice = quoted(quoted(good()));

    // When
    pipeline.send(channel, bytes(quoted(once)), false);
    pipeline.send(channel, bytes(thrice), false);

    // Then
    assertThat(text(raw.next())).isEqualTo(once);
    ConsumerRecord<byte[], byte[]> record = rejected.next();
    assertThat(text(record)).isEqualTo(thrice);
    assertThat(TopicTail.headers(record)).containsEntry("code", "not_an_event");
    pipeline.awaitEmptyQueue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.liveevents.acceptance.OddEvent#all")
  void forwardsWhatIsOddAndAnEventNevertheless(OddEvent odd) {
    // When
    pipeline.send(Channel.OPEN_WEBHOOK, bytes(odd.text()), true);

    // Then
    awaitForwarded(odd.text());
    pipeline.query().get("/v1/courses/" + OddEvent.COURSE);
    pipeline.query().get("/v1/courses/" + OddEvent.COURSE + "/grades");
  }

  @Test
  void takesATokenInQuotes() {
    // Given
    String good = good();

    // When
    pipeline.post('"' + pipeline.sign(good) + '"');

    // Then
    assertThat(text(raw.next())).isEqualTo(good);
    awaitForwarded(good);
  }

  @Test
  void rejectsATombstoneAsEmpty() {
    // When
    Map<String, String> came = pipeline.write("theirs", null);

    // Then
    ConsumerRecord<byte[], byte[]> record = rejected.next();
    assertThat(record.value()).isEmpty();
    assertThat(TopicTail.headers(record)).containsEntry("code", "empty").containsAllEntriesOf(came);
  }

  private void awaitForwarded(String... events) {
    List<String> awaited = new ArrayList<>(Arrays.asList(events));
    while (!awaited.isEmpty()) {
      awaited.remove(text(typed.next()));
    }
  }

  private static String good() {
    return Events.read(7, SERIAL.incrementAndGet(), Instant.now());
  }

  private static String navigation() {
    return """
        {"id":"urn:uuid:%d","type":"NavigationEvent","action":"NavigatedTo","eventTime":"%s",\
        "object":"urn:instructure:canvas:course:10420000000000077"}"""
        .formatted(SERIAL.incrementAndGet(), Instant.now());
  }

  private static String quoted(String json) {
    return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(RejectionIT::text).toList();
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
