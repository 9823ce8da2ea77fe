package org.liveevents.envelope;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.liveevents.envelope.Payloads.caliper;
import static org.liveevents.envelope.Payloads.canvas;
import static org.liveevents.envelope.Payloads.envelope;
import static org.liveevents.envelope.Payloads.event;
import static org.liveevents.envelope.Payloads.json;
import static org.liveevents.envelope.Payloads.read;
import static org.liveevents.envelope.Payloads.rejection;
import static org.liveevents.envelope.Payloads.scope;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.event.EventName;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.RejectionCode;
import org.liveevents.event.Scope;

class EnvelopeReaderTest {

  private static final String COURSE_565 =
      "'context_type':'Course','context_id':'21070000000000565'";
  private static final String SECRET = "hunter2-of-ada";

  @Test
  void readsNameTimeScopeAndOriginOfACanvasEvent() {
    // When
    LiveEvent event =
        event(canvas("grade_change", COURSE_565 + ",'hostname':'oxana.example.edu'", "{}"));

    // Then
    assertThat(event.format()).isEqualTo(PayloadFormat.CANVAS);
    assertThat(event.name()).isEqualTo(new EventName("grade_change", true));
    assertThat(event.time()).isEqualTo(Instant.parse("2026-09-01T08:15:30.123Z"));
    assertThat(event.scope().key()).isEqualTo("course:2107~565");
    assertThat(event.origin()).isEqualTo("oxana.example.edu");
    assertThat(event.contradictory()).isFalse();
  }

  @Test
  void theOrderOfTheMembersDoesNotMatter() {
    assertThat(
            scope(
                json(
                    "{'body':{'context_id':'565','context_type':'Course'},'metadata':{"
                        + "'root_account_id':'21070000000000001',"
                        + "'event_time':'2026-09-01T08:15:30Z','event_name':'attachment_created'}}")))
        .isEqualTo("course:2107~565");
  }

  @Nested
  class Rejects {

    @Test
    void noBytesAsEmpty() {
      assertRejected(new byte[0], RejectionCode.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\t\r\n  ", "        "})
    void whiteSpaceAsEmpty(String blank) {
      assertRejected(blank, RejectionCode.EMPTY);
    }

    @Test
    void moreBytesThanTheLimitAsTooLarge() {
      // Given
      String json = canvas("x", "", "{'text':'" + SECRET + "'}");
      int room = EnvelopeReader.MAX_EVENT_BYTES - json.length();

      // Then
      assertThat(event(json + " ".repeat(room))).isEqualTo(event(json));
      assertRejected(json + " ".repeat(room + 1), RejectionCode.TOO_LARGE);
    }

    @Test
    void anEventOfExactlyTheLimitInOneTextIsTaken() {
      // Given
      String empty = canvas("x", "", "{'text':''}");
      int room = EnvelopeReader.MAX_EVENT_BYTES - empty.length();

      // Then
      assertThat(event(canvas("x", "", "{'text':'" + "x".repeat(room) + "'}")).name().text())
          .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "C080", "EDA080", "EDA0BDEDB099", "F4908080", "FF", "C3"})
    void illFormedBytesAsNotUtf8(String hex) {
      // Given
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(json("{'metadata':{'event_name':'" + SECRET).getBytes(UTF_8));
      bytes.writeBytes(HexFormat.of().parseHex(hex));
      bytes.writeBytes(json("'},'body':{}}").getBytes(UTF_8));

      // Then
      assertRejected(bytes.toByteArray(), RejectionCode.NOT_UTF8);
    }

    @Test
    void otherEncodings() {
      // Given
      String json = canvas("x", "", "{'name':'Bj\u00F6rn " + SECRET + "'}");

      // Then
      assertRejected(json.getBytes(ISO_8859_1), RejectionCode.NOT_UTF8);
      assertRejected(json.getBytes(UTF_16), RejectionCode.NOT_UTF8);
      String ascii = canvas("x", "", "{'name':'" + SECRET + "'}");
      assertRejected(ascii.getBytes(UTF_16LE), RejectionCode.NOT_JSON);
      assertRejected(ascii.getBytes(UTF_16BE), RejectionCode.NOT_JSON);
      assertRejected(ascii.getBytes(Charset.forName("UTF-32LE")), RejectionCode.NOT_JSON);
      assertRejected(ascii.getBytes(Charset.forName("UTF-32BE")), RejectionCode.NOT_JSON);
    }

    @Test
    void aByteOrderMarkAsNotJson() {
      assertRejected("\uFEFF" + canvas("x", "", "{}"), RejectionCode.NOT_JSON);
      assertRejected(" \uFEFF" + canvas("x", "", "{}"), RejectionCode.NOT_JSON);
    }

    @Test
    void aNulAsNotJson() {
      // Given
      String json = canvas("x", "", "{'a':'" + SECRET + "'}");

      // Then
      for (int at = 0; at <= json.length(); at++) {
        assertRejected(
            json.substring(0, at) + '\u0000' + json.substring(at), RejectionCode.NOT_JSON);
      }
    }

    @Test
    void aCutTextAsNotJson() {
      // Given
      String json = canvas("x", COURSE_565, "{'a':['" + SECRET + "',1.5,true,{'b':null}]}");

      // Then
      for (int end = 1; end < json.length(); end++) {
        assertRejected(json.substring(0, end), RejectionCode.NOT_JSON);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", "[]", "1", ",", "}", "null", "\u00A0", "/**/", "\"\""})
    void trailingTextAsNotJson(String trailing) {
      assertRejected(canvas("x", "", "{}") + trailing, RejectionCode.NOT_JSON);
      assertRejected(canvas("x", "", "{}") + "\n" + trailing, RejectionCode.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'a':1,'a':1}",
          "{'a':1,'\\u0061':2}",
          "{'\uD83D\uDC19':1,'\\ud83d\\udc19':2}",
          "{'v':[{'b':{'a':1,'a':2}}]}",
          "{'':1,'':2}"
        })
    void aKeyThatStandsTwiceAsNotJson(String body) {
      assertRejected(canvas("x", "", body), RejectionCode.NOT_JSON);
    }

    @Test
    void aKeyThatStandsTwiceAmongManyAsNotJson() {
      for (int keys : List.of(2, 7, 8, 9, 31, 32, 33, 34, 100, 1000)) {
        // Given
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < keys; i++) {
          body.append("'k").append(i).append("':").append(i).append(',');
        }
        String unique = body + "'z':1}";
        String first = body + "'k0':1}";
        String last = body + "'k" + (keys - 1) + "':1}";

        // Then
        assertThat(event(canvas("x", "", unique)).name().text()).isEqualTo("x");
        assertRejected(canvas("x", "", first), RejectionCode.NOT_JSON);
        assertRejected(canvas("x", "", last), RejectionCode.NOT_JSON);
      }
    }

    @Test
    void aSecondMetadataOrBodyAsNotJson() {
      assertRejected(
          json("{'metadata':{},'body':{},'metadata':{'event_name':'x'}}"), RejectionCode.NOT_JSON);
      assertRejected(canvas("x", "'event_name':'y'", "{}"), RejectionCode.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'v':'\\ud83d'}",
          "{'v':'\\udc19'}",
          "{'v':'\\udc19\\ud83d'}",
          "{'v':'\\ud83dx\\udc19'}",
          "{'v':['abcdefg\\uD83D']}",
          "{'\\ud83d':1}",
          "{'course_id':'\\ud83d'}"
        })
    void halfASurrogatePairAsNotJson(String body) {
      assertRejected(canvas("x", "", body), RejectionCode.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'v':01}",
          "{'v':+1}",
          "{'v':.5}",
          "{'v':5.}",
          "{'v':1e}",
          "{'v':0x1}",
          "{'v':NaN}",
          "{'v':Infinity}",
          "{'v':tru}",
          "{'v':True}",
          "{'v':undefined}",
          "{'v':'a\nb'}",
          "{'v':'\\x'}",
          "{'v':'\\u12'}",
          "{'v':[1,]}",
          "{'v':1,}",
          "{'v'}",
          "{v:1}",
          "{'v':1 'w':2}",
          "{'v':/**/1}",
          "{'v':1]}",
        })
    void whatOtherParsersLetPassAsNotJson(String body) {
      assertRejected(canvas("x", "", body), RejectionCode.NOT_JSON);
    }

    @Test
    void aNumberOfTwoThousandDigitsAsNotJson() {
      assertRejected(canvas("x", "", "{'v':" + "9".repeat(2000) + "}"), RejectionCode.NOT_JSON);
      assertRejected(canvas("x", "", "{'v':0." + "9".repeat(2000) + "}"), RejectionCode.NOT_JSON);
    }

    @Test
    void aKeyOfSixtyThousandCharactersAsNotJson() {
      assertRejected(canvas("x", "", "{'" + "k".repeat(60_000) + "':1}"), RejectionCode.NOT_JSON);
    }

    @Test
    void plainTextAndATokenWhereJsonIsExpected() {
      assertRejected("eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln", RejectionCode.NOT_JSON);
      assertRejected("<html>" + SECRET + "</html>", RejectionCode.NOT_JSON);
    }

    @Test
    void deepNestingAsTooDeep() {
      // Given
      int levels = 64 - 2; // the envelope and its body are two

      // Then
      assertThat(event(canvas("x", "", nested("[", "]", levels))).name().text()).isEqualTo("x");
      assertRejected(canvas("x", "", nested("[", "]", levels + 1)), RejectionCode.TOO_DEEP);
      assertRejected(canvas("x", "", nested("{'a':", "}", levels + 1)), RejectionCode.TOO_DEEP);
      assertRejected(canvas("x", "", nested("[", "]", 100_000)), RejectionCode.TOO_DEEP);
      assertRejected("[".repeat(1_000_000), RejectionCode.TOO_DEEP);
      assertRejected(json("{'a':").repeat(200_000), RejectionCode.TOO_DEEP);
    }

    private static String nested(String open, String close, int levels) {
      return "{'v':" + open.repeat(levels) + "1" + close.repeat(levels) + "}";
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "null",
          "true",
          "5",
          "'text'",
          "'{}'",
          "[]",
          "[{}]",
          "{}",
          "{'metadata':null,'body':{}}",
          "{'metadata':[],'body':{}}",
          "{'metadata':'x','body':{}}",
          "{'Metadata':{},'Body':{}}",
          "{'body':{}}",
          "{'attributes':{'event_name':'x','event_time':'2026-09-01T08:15:30Z'},'body':{}}",
          "{'data':null}",
          "{'data':{}}",
          "{'data':{'0':{'type':'Event','action':'Created','eventTime':'2026-09-01T08:15:30Z'}}}",
          "{'data':'x'}",
        })
    void otherJsonAsNotAnEvent(String text) {
      assertRejected(json(text), RejectionCode.NOT_AN_EVENT);
    }

    @Test
    void aBatchAsNotAnEvent() {
      // Given
      String event = canvas("x", "", "{}");

      // Then
      assertRejected("[" + event + "," + event + "]", RejectionCode.NOT_AN_EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "'x'", "5", "true"})
    void aBodyThatIsNoObjectAsNotAnEvent(String body) {
      // When
      Decoded.Rejected rejected = rejection(canvas("grade_change", "", body));

      // Then
      assertThat(rejected.code()).isEqualTo(RejectionCode.NOT_AN_EVENT);
      assertThat(rejected.name()).contains(new EventName("grade_change", true));
    }

    @Test
    void aMissingBodyAsNotAnEvent() {
      assertRejected(json("{'metadata':{'event_name':'x'}}"), RejectionCode.NOT_AN_EVENT);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'a':1",
          "'event_name':null",
          "'event_name':''",
          "'event_name':{'a':1}",
          "'event_name':['x']"
        })
    void aMissingName(String metadata) {
      assertRejected(
          json("{'metadata':{'event_time':'2026-09-01T08:15:30Z'," + metadata + "},'body':{}}"),
          RejectionCode.NO_EVENT_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a':1", "'event_time':null", "'event_time':''", "'event_time':[]"})
    void aMissingTime(String metadata) {
      // When
      Decoded.Rejected rejected =
          rejection(json("{'metadata':{'event_name':'logged_in'," + metadata + "},'body':{}}"));

      // Then
      assertThat(rejected.code()).isEqualTo(RejectionCode.NO_EVENT_TIME);
      assertThat(rejected.name()).contains(new EventName("logged_in", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'019-11-01T19:11:01Z'", "'hunter2-of-ada'", "1788250530", "' '"})
    void aTimeThatIsNone(String time) {
      // When
      Decoded.Rejected rejected =
          rejection(
              json("{'metadata':{'event_name':'logged_in','event_time':" + time + "},'body':{}}"));

      // Then
      assertThat(rejected.code()).isEqualTo(RejectionCode.BAD_EVENT_TIME);
      assertThat(rejected.name()).contains(new EventName("logged_in", true));
      assertThat(rejected.detail()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "5",
          "null",
          "'urn:uuid:hunter2-of-ada'",
          "[]",
          "{}",
          "{'id':'hunter2-of-ada','type':'Person'}",
          "{'action':'hunter2-of-ada'}",
          "{'type':'Event','action':null}",
          "{'type':'Event','action':{}}",
        })
    void aCaliperEntryThatIsNoEvent(String entry) {
      assertRejected(envelope(entry), RejectionCode.CALIPER_NOT_AN_EVENT);
    }

    @Test
    void severalCaliperEntriesAtOnce() {
      // Given
      String entry = "{'type':'Event','action':'Created','eventTime':'2026-09-01T08:15:30Z'}";

      // Then
      assertRejected(envelope(entry + "," + entry), RejectionCode.CALIPER_NOT_AN_EVENT);
      assertThat(rejection(envelope(entry + "," + entry)).detail()).contains("2 entries");
    }

    @Test
    void aCaliperEventWithoutATimeOrWithABrokenOne() {
      // Given
      String entry = "{'type':'SessionEvent','action':'LoggedIn'";

      // When
      Decoded.Rejected missing = rejection(envelope(entry + "}"));
      Decoded.Rejected broken = rejection(envelope(entry + ",'eventTime':'" + SECRET + "'}"));

      // Then
      assertThat(missing.code()).isEqualTo(RejectionCode.NO_EVENT_TIME);
      assertThat(missing.name()).contains(new EventName("logged_in", true));
      assertThat(broken.code()).isEqualTo(RejectionCode.BAD_EVENT_TIME);
      assertThat(broken.detail()).doesNotContain(SECRET);
    }

    private static void assertRejected(String json, RejectionCode code) {
      assertRejected(json.getBytes(UTF_8), code);
    }

    private static void assertRejected(byte[] bytes, RejectionCode code) {
      Decoded.Rejected rejected = rejection(bytes);
      assertThat(rejected.code()).isEqualTo(code);
      assertThat(rejected.detail()).isNotBlank().hasSizeLessThan(100).doesNotContain(SECRET);
    }
  }

  @Test
  void detailsNeverQuoteThePayload() {
    // Given
    String json =
        canvas(SECRET, "'hostname':'" + SECRET + "'", "{'" + SECRET + "':'" + SECRET + "'}");

    for (int at = 0; at < json.length(); at++) {
      for (String wrong :
          List.of("", "\"", "\\", "{", "}", "]", ",", SECRET, "\u0000", "\\ud800")) {
        // When
        Decoded decoded = read(json.substring(0, at) + wrong + json.substring(at + 1));

        // Then
        assertThat(decoded.<String>fold(event -> "", Decoded.Rejected::detail))
            .doesNotContain("hunter2");
      }
    }
  }

  @Test
  void neverThrowsWhateverHappensToTheBytes() {
    List<byte[]> events =
        List.of(
            canvas(
                    "grade_change",
                    COURSE_565 + ",'root_account_id':'21070000000000001','user_id':5",
                    "{'score':17.5e0,'grade':'\u00FC\uD83D\uDC19\\ud83d\\udc19','list':[1,[],{}],'n':-0}")
                .getBytes(UTF_8),
            caliper(
                    "NavigationEvent",
                    "NavigatedTo",
                    "'actor':{'id':'urn:instructure:canvas:user:1','extensions':{"
                        + "'com.instructure.canvas':{'root_account_id':'1'}}},"
                        + "'object':'urn:instructure:canvas:course:1','group':{'id':'x'}")
                .getBytes(UTF_8));
    for (int round = 0; round < 20_000; round++) {
      // Given
      long seed = 9_000_000L + round;
      Random random = new Random(seed);
      byte[] bytes = events.get(random.nextInt(events.size()));
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes = damaged(bytes, random);
      }
      byte[] damaged = bytes;

      // Then
      assertThatCode(
              () -> {
                Decoded decoded = Payloads.READER.read(damaged);
                assertThat(
                        decoded.<RejectionCode>fold(
                            event -> RejectionCode.EMPTY, Decoded.Rejected::code))
                    .isNotEqualTo(RejectionCode.INTERNAL);
              })
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    int to = at + random.nextInt(bytes.length - at + 1);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 2 -> {
        byte[] replaced = bytes.clone();
        replaced[at] = (byte) "{}[]\",:\\u0919-+.eE \ntfn".charAt(random.nextInt(23));
        yield replaced;
      }
      case 3 -> {
        String[] words = {
          "1e2147483647", "100e2147483647", "\"\\ud800\"", "null", "{}", "9".repeat(99)
        };
        yield spliced(bytes, at, at, words[random.nextInt(words.length)].getBytes(UTF_8));
      }
      case 4 -> spliced(bytes, at, to, new byte[0]);
      default -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
    };
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] insertion) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(bytes, 0, from);
    result.writeBytes(insertion);
    result.write(bytes, to, bytes.length - to);
    return result.toByteArray();
  }

  @Nested
  class FindsTheCourse {

    @Test
    void ofAGradeChangeInMetadataAlone() {
      assertThat(scope(canvas("grade_change", COURSE_565, "{'student_id':'21070000000000009'}")))
          .isEqualTo("course:2107~565");
    }

    @Test
    void inTheBodyRatherThanInTheContext() {
      // When
      LiveEvent event = event(canvas("grade_override", COURSE_565, "{'course_id':'46'}"));

      // Then
      assertThat(event.scope().key()).isEqualTo("course:2107~46");
      assertThat(event.contradictory()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'course_id':'46','context_type':'Course','context_id':'47'}",
          "{'course':{'id':'46'},'context_type':'Course','context_id':'47'}",
          "{'course':{'id':46}}",
          "{'canvas_course_id':'46'}",
          "{'blueprint_course_id':'46'}",
          "{'context_type':'Course','context_id':'46','asset_type':'course','asset_id':'47'}",
          "{'result_context_type':'Course','result_context_id':'46'}",
          "{'asset_type':'course','asset_id':'46'}",
          "{'course_id':null,'context_type':'Course','context_id':'46'}",
          "{'course_id':'','context_type':'Course','context_id':'46'}",
        })
    void inEveryPlaceOfTheBodyByItsPrecedence(String body) {
      assertThat(scope(canvas("brand_new", COURSE_565, body))).isEqualTo("course:2107~46");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'context_type':'Account','context_id':'46'}",
          "{'context_id':'46'}",
          "{'asset_type':'assignment','asset_id':'46'}",
          "{'result_context_type':'Account','result_context_id':'46'}",
          "{'quiz':{'course_id':'46'}}",
          "{'course':[{'id':'46'}]}",
          "{'course_id':{'id':'46'}}",
          "{'course_id':['46']}",
          "{'course_id':true}",
        })
    void nowhereElseInTheBody(String body) {
      assertThat(scope(canvas("brand_new", COURSE_565, body))).isEqualTo("course:2107~565");
    }

    @Test
    void ofASectionUpdateWhoseContextIsTheSection() {
      assertThat(
              scope(
                  canvas(
                      "course_section_updated",
                      "'context_type':'CourseSection','context_id':'21070000000000811',"
                          + "'root_account_id':'170000000000001'",
                      "{'course_id':'565','course_section_id':'811'}")))
          .isEqualTo("course:2107~565");
    }

    @Test
    void neverFromAContextThatIsNoCourse() {
      for (String type : List.of("Account", "User", "Group", "CourseSection")) {
        assertThat(
                scope(
                    canvas(
                        "submission_updated",
                        "'context_type':'" + type + "','context_id':'21070000000000565'",
                        "{'user_id':'9'}")))
            .isEqualTo("user:2107~9");
      }
    }

    @Test
    void asTheSameWhetherLocalOrGlobal() {
      // Given
      String root = "'root_account_id':'21070000000000001'";

      // Then
      assertThat(
              List.of(
                  canvas("module_created", root, "{'context_type':'Course','context_id':'565'}"),
                  canvas("course_grade_change", COURSE_565, "{'course_id':'565'}"),
                  canvas("course_updated", root, "{'course_id':'21070000000000565'}"),
                  canvas("course_updated", root, "{'course_id':21070000000000565}"),
                  canvas("course_progress", root, "{'course':{'id':565}}")))
          .allSatisfy(payload -> assertThat(scope(payload)).isEqualTo("course:2107~565"))
          .allSatisfy(payload -> assertThat(event(payload).contradictory()).isFalse());
    }

    @Test
    void onItsOwnShardWhereverTheRootAccountIs() {
      assertThat(
              scope(
                  canvas(
                      "quiz_submitted",
                      COURSE_565 + ",'root_account_id':'170000000000001'",
                      "{'quiz_id':'11210000000000042','submission_id':'11210000000000007'}")))
          .isEqualTo("course:2107~565");
      assertThat(
              scope(
                  canvas(
                      "course_updated",
                      "'root_account_id':'170000000000001'",
                      "{'course_id':'21070000000000565'}")))
          .isEqualTo("course:2107~565");
    }

    @Test
    void whenThePageNamesTheSameCourseGlobally() {
      // When
      LiveEvent event =
          event(
              canvas(
                  "course_grade_change",
                  COURSE_565 + ",'root_account_id':'170000000000001'",
                  "{'course_id':'565','user_id':'9'}"));

      // Then
      assertThat(event.scope().key()).isEqualTo("course:2107~565");
      assertThat(event.contradictory()).isFalse();
    }

    @Test
    void withoutEverUsingADouble() {
      assertThat(scope(canvas("course_updated", "", "{'course_id':92233720368547757}")))
          .isEqualTo("course:9223~3720368547757");
      assertThat(scope(canvas("course_updated", "", "{'course_id':9223372036854775807}")))
          .isEqualTo("course:922337~2036854775807");
      assertThat(scope(canvas("course_updated", "", "{'course_id':9007199254740993}")))
          .isEqualTo("course:900~7199254740993");
    }

    @Test
    void whateverFormItsIdHas() {
      assertThat(scope(canvas("course_updated", "", "{'course_id':'sis:BIO 101'}")))
          .isEqualTo("course:sis:BIO 101");
      assertThat(scope(canvas("course_updated", "", "{'course_id':18446744073709551616}")))
          .isEqualTo("course:18446744073709551616");
    }

    @Test
    void onTheDefaultShardWhenNothingTells() {
      // Given
      EnvelopeReader reader = new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(42));

      // When
      Decoded decoded = reader.read(canvas("x", "", "{'course_id':'565'}").getBytes(UTF_8));

      // Then
      assertThat(decoded.<String>fold(event -> event.event().scope().key(), Object::toString))
          .isEqualTo("course:42~565");
    }

    @Test
    void behindAnAlias() {
      // Given
      EnvelopeReader reader =
          new EnvelopeReader(EventCatalogue.bundled(), new IdRules(1, Map.of(2107L, 3000L)));

      // When
      Decoded decoded = reader.read(canvas("x", COURSE_565, "{'course_id':'565'}").getBytes(UTF_8));

      // Then
      assertThat(decoded.<String>fold(event -> event.event().scope().key(), Object::toString))
          .isEqualTo("course:3000~565");
    }
  }

  @Nested
  class WithoutACourse {

    @Test
    void aUserUpdatedFromACoursePageBelongsToTheUser() {
      // When
      LiveEvent event =
          event(
              canvas(
                  "user_updated",
                  COURSE_565 + ",'user_id':'21070000000000001'",
                  "{'user_id':'21070000000000009'}"));

      // Then
      assertThat(event.scope().key()).isEqualTo("user:2107~9");
      assertThat(event.contradictory()).isFalse();
    }

    @Test
    void eventsThatHaveNoCourseIgnoreThePageTheyCameFrom() {
      EventCatalogue.bundled().all().stream()
          .filter(known -> !known.ofCourse())
          .forEach(
              known ->
                  assertThat(event(canvas(known.name().text(), COURSE_565, "{}")).scope())
                      .as(known.name().text())
                      .isNotInstanceOf(Scope.Course.class));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'student_id':'9','user_id':'8'}",
          "{'user_id':'9','user':{'id':'8'}}",
          "{'user':{'id':'9'},'author_id':'8'}",
          "{'author_id':'9'}",
          "{'user_id':null,'author_id':9}",
        })
    void theUserItIsAboutComesBeforeTheOneWhoActed(String body) {
      assertThat(
              scope(
                  canvas(
                      "x",
                      "'user_id':'21070000000000001','root_account_id':'21070000000000001'",
                      body)))
          .isEqualTo("user:2107~9");
    }

    @Test
    void whoActedComesLastAmongUsers() {
      assertThat(scope(canvas("logged_in", "'user_id':'21070000000000009'", "{'account_id':'1'}")))
          .isEqualTo("user:2107~9");
    }

    @Test
    void aMasqueraderIsNotWhomTheEventIsAbout() {
      assertThat(
              scope(
                  canvas(
                      "logged_in",
                      "'user_id':'21070000000000009','real_user_id':'170000000000003'",
                      "{}")))
          .isEqualTo("user:2107~9");
      assertThat(
              scope(
                  canvas(
                      "logged_in",
                      "'real_user_id':'170000000000003','root_account_id':'21070000000000001'",
                      "{}")))
          .isEqualTo("account:2107~1");
    }

    @Test
    void aMasqueraderOfTheSameDigitsOnAnotherShardMovesNobody() {
      assertThat(
              scope(
                  canvas(
                      "enrollment_state_updated",
                      "'root_account_id':'21070000000000001','user_id':'21070000000000001',"
                          + "'real_user_id':'170000000000009'",
                      "{'user_id':'9'}")))
          .isEqualTo("user:2107~9");
    }

    @Test
    void theDigitsOfAnAccountAreNotThoseOfACourse() {
      assertThat(
              scope(
                  canvas(
                      "submission_updated",
                      "'context_type':'Account','context_id':'21070000000000565'",
                      "{}")))
          .isEqualTo("account:2107~565");
    }

    @Test
    void aJobsEventWithoutAnyUserBelongsToItsAccount() {
      // Given
      String root = "'root_account_id':'21070000000000001','job_id':'1','job_tag':'x'";

      // Then
      assertThat(scope(canvas("wiki_page_created", root, "{'wiki_page_id':'5'}")))
          .isEqualTo("account:2107~1");
      assertThat(scope(canvas("account_created", root, "{'account_id':'17'}")))
          .isEqualTo("account:2107~17");
      assertThat(scope(canvas("x", root + ",'context_account_id':'21070000000000018'", "{}")))
          .isEqualTo("account:2107~18");
    }

    @Test
    void anEventThatNamesNothingIsItsOwnScope() {
      // When
      LiveEvent event = event(canvas("heartbeat", "", "{}"));

      // Then
      assertThat(event.scope()).isEqualTo(new Scope.None(event.id()));
      assertThat(event.scope().key()).isEqualTo("none:" + event.id());
    }

    @Test
    void metadataWithNeitherRequestNorJobNorContextIsEnough() {
      assertThat(
              scope(
                  json(
                      "{'metadata':{'event_name':'course_updated','event_time':'2019-11-05 07:38:00 -0800'},'body':{'course_id':'1'}}")))
          .isEqualTo("course:1~1");
    }

    @Test
    void nullsAreLikeAbsentMembers() {
      assertThat(
              scope(
                  canvas(
                      "submission_created",
                      "'context_type':null,'context_id':null,'context_account_id':null,"
                          + "'root_account_id':null,'hostname':null,'user_id':'9'",
                      "{'course_id':null,'user_id':null,'student_id':null}")))
          .isEqualTo("user:1~9");
    }
  }

  @Nested
  class Names {

    @Test
    void unknownNamesAreUnrecognizedAndStillRead() {
      // When
      LiveEvent event = event(canvas("brand_new_event", COURSE_565, "{}"));

      // Then
      assertThat(event.name()).isEqualTo(new EventName("brand_new_event", false));
      assertThat(event.name().label()).isEqualTo("unrecognized");
      assertThat(event.scope().key()).isEqualTo("course:2107~565");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "outcomes.retry_outcome_alignment_clone",
          "quizzes.quiz_created",
          "quizzes-lti.grade_changed",
          "quiz_caliper.asset_accessed",
          "heartbeat"
        })
    void namesWithDotsAndDashesAreKnown(String name) {
      assertThat(event(canvas(name, "", "{}")).name()).isEqualTo(new EventName(name, true));
    }

    @Test
    void aNameOfAMegabyteIsUnrecognized() {
      assertThat(event(canvas("x".repeat(1_000_000), "", "{}")).name().speakable())
          .isEqualTo("unrecognized");
    }

    @Test
    void theNameDoesNotDependOnItsEscapes() {
      assertThat(event(canvas("grade\\u005fchange", "", "{}")).name())
          .isEqualTo(new EventName("grade_change", true));
    }
  }

  @Nested
  class Origins {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://evil.example/x",
          "a b",
          "host:443",
          "h\u00F6st.example",
          "-x",
          "a/../b",
          "user@host",
          "x\\r\\nce_id: 1",
          ""
        })
    void aHostThatIsNoneGivesWayToTheRootAccount(String hostname) {
      assertThat(
              event(
                      canvas(
                          "x",
                          "'hostname':'" + hostname + "','root_account_id':'21070000000000001'",
                          "{}"))
                  .origin())
          .isEqualTo("2107~1");
    }

    @Test
    void withoutEitherTheOriginIsUnknown() {
      assertThat(event(canvas("x", "", "{}")).origin()).isEqualTo("unknown");
      assertThat(event(canvas("x", "'root_account_id':'a b'", "{}")).origin()).isEqualTo("unknown");
    }
  }
}
