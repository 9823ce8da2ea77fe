package org.liveevents.audit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {

  private final EventReader reader = new EventReader(new Shards(1, Map.of(9L, 2L)));

  private Read read(String json) {
    return reader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String canvas(String metadata, String body) {
    return "{'metadata':{'event_name':'grade_change','event_time':'2026-09-01T08:15:30.123Z'"
        + metadata
        + "},'body':"
        + body
        + "}";
  }

  private String scope(String metadata, String body) {
    return read(canvas(metadata, body)).event().scope();
  }

  @Test
  void takesTwoSpellingsOfOneValueForOneEvent() {
    // Given
    Event one = read(canvas(",'a':5", "{'b':'\\u00e9','c':[1.50]}")).event();
    Event other =
        read("{'body': {'c':[15e-1], 'b':'é'}, 'sendTime':1, 'metadata':{'a':5.0,"
                + "'event_time':'2026-09-01T08:15:30.123Z','event_name':'grade_change'}}")
            .event();
    Event third = read(canvas(",'a':5", "{'b':'\\u00e9','c':[1.50,null]}")).event();

    // Then
    assertThat(one.fingerprint()).isEqualTo(other.fingerprint()).isNotEqualTo(third.fingerprint());
    assertThat(one.id()).isEqualTo(other.id()).isNotEqualTo(third.id());
  }

  /** The same three as the pipeline's own test of its hash holds still. */
  @Test
  void knowsTheIdsThatNeverChange() {
    assertThat(
            read("{'metadata':{'event_name':'heartbeat',"
                    + "'event_time':'2026-09-01T08:15:30.123Z'},'body':{}}")
                .event()
                .id())
        .isEqualTo("6bd73410cb7cfb0c1ec17cf79ac9cba3");
    assertThat(
            read(canvas(
                    ",'context_type':'Course','context_id':'21070000000000565','user_id':null",
                    "{'score':17.5,'points_possible':20,'grade':'B+ \u00FC \uD83D\uDC19',"
                        + "'muted':false,'list':[1,[],{},-0.25,1e30,12345678901234567890]}"))
                .event()
                .id())
        .isEqualTo("a2bafe0dfd190477860cd2db6bc70a72");
    assertThat(
            read("{'sensor':'https://canvas.example.edu/','data':[{'type':'GradeEvent',"
                    + "'action':'Graded','eventTime':'2026-09-01T08:15:30.123Z',"
                    + "'id':'urn:uuid:1',"
                    + "'object':{'id':'urn:instructure:canvas:submission:1'}}]}")
                .event()
                .id())
        .isEqualTo("04c277c3cb3613b937aedbcd40f3d731");
  }

  @Test
  void findsTheScopeInTheOrderOfTheContract() {
    String page = ",'context_type':'Course','context_id':'21070000000000565'";
    assertThat(scope(page, "{}")).isEqualTo("course:2107~565");
    assertThat(scope(page, "{'course_id':'565'}")).isEqualTo("course:2107~565");
    assertThat(scope(page, "{'course_id':46}")).isEqualTo("course:2107~46");
    assertThat(scope("", "{'asset_type':'course','asset_id':7.0}")).isEqualTo("course:1~7");
    assertThat(scope(",'user_id':'90000000000011'", "{}")).isEqualTo("user:2~11");
    assertThat(scope(",'user_id':'90000000000011'", "{'student_id':'5~6'}")).isEqualTo("user:5~6");
    assertThat(scope(",'root_account_id':'30000000000001'", "{'account_id':'4'}"))
        .isEqualTo("account:3~4");
    assertThat(scope("", "{}")).startsWith("none:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|empty",
        "' '|empty",
        "{|not_json",
        "{}{}|not_json",
        "{\"a\":1,\"a\":1}|not_json",
        "{\"metadata\":{},\"body\":{\"a\":\"\\ud800\"}}|not_json",
        "[]|not_an_event",
        "{\"metadata\":{}}|not_an_event",
        "{\"metadata\":{},\"body\":{}}|no_event_name",
        "{\"metadata\":{\"event_name\":\"x\"},\"body\":{}}|no_event_time",
        "{\"metadata\":{\"event_name\":\"x\",\"event_time\":\"soon\"},\"body\":{}}|bad_event_time",
        "{\"data\":[]}|caliper_not_an_event",
        "{\"data\":[{\"type\":\"Person\"}]}|caliper_not_an_event",
      })
  void refusesWhatIsNoEvent(String json, String code) {
    assertThat(reader.read(json.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo(code);
  }

  @Test
  void refusesBytesThatAreNoTextAndNestingWithoutEnd() {
    assertThat(reader.read(new byte[] {'{', (byte) 0xC0, '}'}).code()).isEqualTo("not_utf8");
    assertThat(
            reader.read(("[".repeat(65) + "]".repeat(65)).getBytes(StandardCharsets.UTF_8)).code())
        .isEqualTo("too_deep");
    assertThat(reader.read(null).code()).isEqualTo("empty");
    assertThat(reader.read(new byte[1024 * 1024 + 1]).code()).isEqualTo("too_large");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-01T08:15:30.123Z,2026-09-01T08:15:30.123Z",
    "2026-09-01T08:15:30Z,2026-09-01T08:15:30Z",
    "2019-11-05 07:38:00 -0800,2019-11-05T15:38:00Z",
    "2019-11-05T07:38:00-06,2019-11-05T13:38:00Z",
    "2019-11-05 07:38 UTC,2019-11-05T07:38:00Z",
    "2019-11-05T07:38:00.98765,2019-11-05T07:38:00.987Z",
  })
  void readsTheSpellingsOfATime(String written, String instant) {
    assertThat(Instants.parse(written)).hasToString(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "019-11-01T00:00:00.000Z",
    "2026-02-30T00:00:00Z",
    "2026-01-01",
    "2026-01-01T24:00:00Z"
  })
  void takesNoOtherTextForATime(String written) {
    assertThat(Instants.parse(written)).isNull();
  }
}
