package org.liveevents.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.envelope.EventTimes;
import org.liveevents.event.PayloadFormat;
import org.liveevents.events.canvas.GradeChange;
import org.liveevents.schema.EventSchema;
import org.liveevents.schema.Payload;
import org.liveevents.schema.SchemaCatalogue;

/** Every event can be read as its record and written again, whatever the framing. */
class LiveEventSerdesTest {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final String GRADE =
      "{\"metadata\":{\"event_name\":\"grade_change\",\"event_time\":\"2026-09-01 00:15:30 -0800\"},"
          + "\"body\":{\"assignment_id\":21070000000000565,\"user_id\":\"2107~4\",\"score\":1.50,"
          + "\"muted\":null,\"of_next_year\":{\"x\":[1]}}}";

  static List<Payload> samples() {
    return Payload.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyFieldOfEverySampleSurvivesTheRoundTrip(Payload sample) throws Exception {
    // When
    JsonNode back = MAPPER.readTree(roundTrip(serde(sample.schema()), sample.json()));

    // Then
    assertThat(normal(back)).isEqualTo(normal(sample.json()));
  }

  @Test
  void thereIsASerdeForEveryEventAndNoOther() {
    assertThat(
            Arrays.stream(LiveEventSerdes.class.getDeclaredMethods())
                .filter(method -> Serde.class.equals(method.getReturnType())))
        .hasSameSizeAs(SchemaCatalogue.bundled().all());
  }

  @Test
  void readsIdsAsTextTimesAsInstantsAndNumbersExactly() {
    // When
    GradeChange grade = read(GRADE.getBytes(UTF_8));

    // Then
    assertThat(grade.metadata().eventTime()).isEqualTo(Instant.parse("2026-09-01T08:15:30Z"));
    assertThat(grade.body().assignmentId()).isEqualTo("21070000000000565");
    assertThat(grade.body().score()).isEqualTo(new BigDecimal("1.50"));
    assertThat(grade.body().muted()).isNull();
    assertThat(grade.body().grade()).isNull();
  }

  @Test
  void readsTheWireFormatOfARegistryAsWellAsPlainJson() {
    // Given
    byte[] json = GRADE.getBytes(UTF_8);
    byte[] framed = ByteBuffer.allocate(json.length + 5).put((byte) 0).putInt(77).put(json).array();

    // Then
    assertThat(read(framed)).isEqualTo(read(json));
  }

  @Test
  void aTombstoneStaysOne() {
    Serde<GradeChange> serde = LiveEventSerdes.gradeChange();
    assertThat(serde.deserializer().deserialize("t", null)).isNull();
    assertThat(serde.serializer().serialize("t", null)).isNull();
  }

  @Test
  void anOddTimeHidesNothingElse() {
    GradeChange grade = read(GRADE.replace("2026-09-01 00:15:30 -0800", "soon").getBytes(UTF_8));
    assertThat(grade.metadata().eventTime()).isNull();
    assertThat(grade.body().userId()).isEqualTo("2107~4");
  }

  @Test
  void anEntityThatCameAsItsIdHasThatId() {
    // Given
    String envelope =
        "{\"data\":[{\"actor\":\"urn:instructure:canvas:user:5\",\"object\":\"https://c.example/\"}]}";

    // When
    var event =
        LiveEventSerdes.caliperLoggedIn()
            .deserializer()
            .deserialize("t", envelope.getBytes(UTF_8))
            .data()
            .get(0);

    // Then
    assertThat(event.actor().id()).isEqualTo("urn:instructure:canvas:user:5");
    assertThat(event.object().id()).isEqualTo("https://c.example/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SECRET", "\0\0\0", "{\"body\":\"SECRET\"}", "[\"SECRET\"]"})
  void whatIsNoSuchEventIsToldWithoutAWordOfIt(String text) {
    assertThatThrownBy(() -> read(text.getBytes(UTF_8)))
        .isInstanceOf(SerializationException.class)
        .hasMessageNotContaining("SECRET")
        .hasNoCause();
  }

  private static GradeChange read(byte[] bytes) {
    return LiveEventSerdes.gradeChange().deserializer().deserialize("t", bytes);
  }

  private static <T> byte[] roundTrip(Serde<T> serde, JsonNode json) throws Exception {
    return serde
        .serializer()
        .serialize("t", serde.deserializer().deserialize("t", MAPPER.writeValueAsBytes(json)));
  }

  /** The factory's method for that event, found by the name it should have. */
  private static Serde<?> serde(EventSchema schema) throws Exception {
    String prefix = schema.format() == PayloadFormat.CALIPER ? "caliper" : "";
    String squeezed = (prefix + schema.event().text()).replaceAll("[^A-Za-z0-9]", "");
    for (Method method : LiveEventSerdes.class.getDeclaredMethods()) {
      if (method.getName().equalsIgnoreCase(squeezed)) {
        return (Serde<?>) Objects.requireNonNull(method.invoke(null));
      }
    }
    throw new AssertionError("no serde of " + schema.toString().toLowerCase(Locale.ROOT));
  }

  /** Without what is null, and with one spelling of times, numbers and ids. */
  private static JsonNode normal(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode normal = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              entry -> {
                if (!entry.getValue().isNull()) {
                  normal.set(entry.getKey(), normal(entry.getValue()));
                }
              });
      return normal;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode normal = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> normal.add(normal(element)));
      return normal;
    }
    if (node.isNumber()) {
      return TextNode.valueOf(node.decimalValue().stripTrailingZeros().toPlainString());
    }
    return node.isTextual()
        ? TextNode.valueOf(
            EventTimes.parse(node.textValue()).map(Instant::toString).orElse(node.textValue()))
        : node;
  }
}
