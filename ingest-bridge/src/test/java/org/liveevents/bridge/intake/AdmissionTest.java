package org.liveevents.bridge.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.bridge.intake.Deliveries.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;

class AdmissionTest {

  private final Admission admission =
      new Admission(new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1042)));

  @Test
  void makesOneRecordOfOneEventWithItsScopeAndItsBytesUntouched() {
    // Given
    String body = " \n" + event(1) + "\n";

    // When
    List<Admitted> admitted = admit(body);

    // Then
    assertThat(texts(admitted)).containsExactly(body);
    assertThat(events(admitted).get(0).event().scope().key()).isEqualTo("course:1042~731");
    assertThat(events(admitted).get(0).headers())
        .isEqualTo(
            Map.of(
                "source", "sqs",
                "source-id", "message-1",
                "received-at", "2026-09-01T08:00:01.500Z",
                "format", "canvas"));
  }

  @Test
  void keepsTheAttributeAndTheKeyIdAsHeaders() {
    // Given
    Delivery delivery =
        new Delivery(
            Source.WEBHOOK,
            "request-1",
            Deliveries.ARRIVAL,
            Payload.of(event(1)),
            Optional.of("grade_change"),
            Optional.of("2026-09"));

    // Then
    assertThat(admission.admit(delivery).get(0).headers())
        .containsEntry("event-name", "grade_change")
        .containsEntry("signature-kid", "2026-09")
        .containsEntry("source", "webhook");
  }

  @Test
  void makesOneRecordOfEachEntryOfABatch() {
    // Given
    String body = "[" + event(1) + " ,\n " + event(2) + "," + event(3) + " ] ";

    // Then
    assertThat(texts(admit(body))).containsExactly(event(1), event(2), event(3));
    assertThat(events(admit(body))).hasSize(3);
  }

  @Test
  void rejectsEntriesThatAreNoEventsOneByOneWithTheirOwnBytes() {
    // Given
    String nested = "[" + event(9) + "]";
    String body =
        "["
            + event(1)
            + ", 12.0 , \"a, \\\"b\\\"\", {\"metadata\": {}, \"body\": {}},"
            + nested
            + "]";

    // When
    List<Admitted> admitted = admit(body);

    // Then
    assertThat(texts(admitted))
        .containsExactly(
            event(1), "12.0", "\"a, \\\"b\\\"\"", "{\"metadata\": {}, \"body\": {}}", nested);
    assertThat(codes(admitted))
        .containsExactly("", "not_an_event", "not_an_event", "no_event_name", "not_an_event");
  }

  @Test
  void unwrapsAStringThatHoldsJsonOnceOnly() throws IOException {
    assertThat(texts(admit(quoted(event(1))))).containsExactly(event(1));
    assertThat(texts(admit(" " + quoted("[" + event(1) + "," + event(2) + "]") + " ")))
        .containsExactly(event(1), event(2));
    assertThat(codes(admit(quoted(quoted(event(1)))))).containsExactly("not_an_event");
    assertThat(texts(admit(quoted(quoted(event(1)))))).containsExactly(quoted(quoted(event(1))));
    assertThat(codes(admit("\"text\""))).containsExactly("not_json");
  }

  @Test
  void splitsACaliperEnvelopeIntoOneEnvelopeForEachEntry() {
    // Given
    String first = caliperEntry(1);
    String second = caliperEntry(2);
    String entity = "{\"id\": \"urn:x\", \"type\": \"Person\"}";
    String body =
        "{\"sensor\": \"http://s/\", \"data\": ["
            + first
            + " , "
            + entity
            + ","
            + second
            + "],"
            + " \"sendTime\": \"2026-09-01T08:00:00.000Z\"}";

    // When
    List<Admitted> admitted = admit(body);

    // Then
    assertThat(texts(admitted))
        .containsExactly(
            body.replace(" , " + entity + "," + second, ""),
            body.replace(first + " , ", "").replace("," + second, ""),
            body.replace(first + " , " + entity + ",", ""));
    assertThat(codes(admitted)).containsExactly("", "caliper_not_an_event", "");
    assertThat(admitted.get(0).headers()).containsEntry("format", "caliper");
  }

  @Test
  void doesNotMultiplyALargeEnvelopeAroundManySmallEntries() {
    // Given
    String body =
        "{\"sensor\": \"" + "s".repeat(200_000) + "\", \"data\": [" + "{},".repeat(999) + "{}]}";

    // Then
    assertThat(texts(admit(body))).containsExactly(body);
    assertThat(codes(admit(body))).containsExactly("caliper_not_an_event");
  }

  @Test
  void doesNotMakeARecordOfEachByteOfAHugeBatch() {
    // Given
    String body = "[" + "1,".repeat(Admission.MAX_ENTRIES) + "1]";

    // Then
    assertThat(texts(admit(body))).containsExactly(body);
  }

  @Test
  void takesABatchThatIsLargerThanAnEventMayBe() {
    // Given
    String large = event(1).replace("\"x\"", "\"y\": \"" + "z".repeat(600_000) + "\", \"x\"");

    // Then
    assertThat(events(admit("[" + large + "," + large + "]"))).hasSize(2);
    assertThat(codes(admit(large.replace("zzzz", "zzzzzzzz")))).containsExactly("too_large");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(RejectionCode.EMPTY, bytes("")),
        Arguments.of(RejectionCode.EMPTY, bytes(" \n")),
        Arguments.of(RejectionCode.TOO_LARGE, new byte[EnvelopeReader.MAX_EVENT_BYTES + 1]),
        Arguments.of(RejectionCode.NOT_UTF8, event(1).getBytes(ISO_8859_1)),
        Arguments.of(RejectionCode.NOT_JSON, bytes("eyJhbGciOiJSUzI1NiJ9.e30.c2ln")),
        Arguments.of(RejectionCode.NOT_JSON, bytes("\uFEFF" + event(1))),
        Arguments.of(RejectionCode.NOT_JSON, bytes("[" + event(1) + ", {")),
        Arguments.of(RejectionCode.NOT_JSON, bytes("[" + event(1) + "] x")),
        Arguments.of(RejectionCode.NOT_JSON, bytes("\"\\ud800\"")),
        Arguments.of(RejectionCode.TOO_DEEP, bytes("[".repeat(5000))),
        Arguments.of(RejectionCode.NOT_AN_EVENT, bytes("[]")),
        Arguments.of(RejectionCode.NOT_AN_EVENT, bytes("null")),
        Arguments.of(RejectionCode.NOT_AN_EVENT, bytes("{}")),
        Arguments.of(RejectionCode.NO_EVENT_NAME, bytes("{\"metadata\": {}, \"body\": {}}")),
        Arguments.of(
            RejectionCode.NO_EVENT_TIME,
            bytes("{\"metadata\": {\"event_name\": \"x\"}, \"body\": {}}")),
        Arguments.of(
            RejectionCode.BAD_EVENT_TIME,
            bytes("{\"metadata\": {\"event_name\": \"x\", \"event_time\": \"x\"}, \"body\": {}}")),
        Arguments.of(RejectionCode.CALIPER_NOT_AN_EVENT, bytes("{\"data\": []}")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void rejectsABodyThatIsNoEventWithItsOriginalBytes(RejectionCode code, byte[] body) {
    // When
    List<Admitted> admitted =
        admission.admit(
            new Delivery(
                Source.SQS,
                "message-1",
                Deliveries.ARRIVAL,
                Payload.of(body),
                Optional.of("grade_change"),
                Optional.empty()));

    // Then
    assertThat(admitted).hasSize(1);
    assertThat(admitted.get(0).value()).isEqualTo(Payload.of(body));
    assertThat(admitted.get(0).headers())
        .containsEntry("stage", "sqs")
        .containsEntry("code", code.code())
        .containsEntry("replay-count", "0")
        .containsEntry("source", "sqs")
        .containsEntry("source-id", "message-1")
        .containsEntry("event-name", "grade_change")
        .containsKey("detail")
        .doesNotContainKey("format");
  }

  @Test
  void rejectsAnEventWhoseScopeIsTooLongForAKey() {
    // Given
    String body = event(1).replace("10420000000000731", "x".repeat(Records.MAX_KEY_BYTES));

    // Then
    assertThat(codes(admit(body))).containsExactly("record_too_large");
  }

  private List<Admitted> admit(String body) {
    return admission.admit(Deliveries.ofSqs(body));
  }

  private static List<String> texts(List<Admitted> admitted) {
    return admitted.stream().map(one -> new String(one.value().bytes(), UTF_8)).toList();
  }

  /** The code of each rejection, and nothing for each event. */
  private static List<String> codes(List<Admitted> admitted) {
    return admitted.stream()
        .map(one -> one.<String>fold(event -> "", rejection -> rejection.code().code()))
        .toList();
  }

  private static List<Admitted.Event> events(List<Admitted> admitted) {
    return admitted.stream()
        .flatMap(one -> one.<Stream<Admitted.Event>>fold(Stream::of, rejection -> Stream.of()))
        .toList();
  }

  private static String caliperEntry(int number) {
    return "{\"@context\": \"http://purl.imsglobal.org/ctx/caliper/v1p1\", \"id\": \"urn:uuid:"
        + number
        + "\", \"type\": \"GradeEvent\", \"action\": \"Graded\", \"eventTime\":"
        + " \"2026-09-01T08:00:00.000Z\", \"object\": {\"id\": \"urn:instructure:canvas:x:1\"}}";
  }

  private static String quoted(String text) throws IOException {
    StringWriter json = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
      generator.writeString(text);
    }
    return json.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
