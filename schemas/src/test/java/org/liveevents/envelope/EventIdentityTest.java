package org.liveevents.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.envelope.Payloads.canvas;
import static org.liveevents.envelope.Payloads.event;
import static org.liveevents.envelope.Payloads.json;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.event.EventId;
import org.liveevents.event.LiveEvent;

/** What makes two deliveries the same event, and what doesn't. */
class EventIdentityTest {

  private static final int ROUNDS = 5_000;

  @Test
  void anyOtherSpellingOfTheSameValuesIsTheSameEvent() {
    for (int round = 0; round < ROUNDS; round++) {
      // Given
      long seed = 1_000_000L + round;
      RandomJson random = new RandomJson(new Random(seed));
      Map<String, Object> envelope = envelope(random, new Random(seed));

      // When
      LiveEvent one = event(random.spell(envelope));
      LiveEvent other = event(random.spell(envelope));

      // Then
      assertThat(other).as("seed %d", seed).isEqualTo(one);
    }
  }

  @Test
  void anyOtherSpellingOfTheSameCaliperEventIsTheSameEvent() {
    for (int round = 0; round < ROUNDS / 5; round++) {
      // Given
      long seed = 1_500_000L + round;
      RandomJson random = new RandomJson(new Random(seed));
      Map<String, Object> entry = random.object(2);
      entry.putAll(
          Map.of("type", "Event", "action", "Created", "eventTime", "2026-09-01T08:15:30Z"));
      entry.put("object", Map.of("extensions", random.value(2), "id", random.text()));

      // When
      LiveEvent one = event(random.spell(Map.of("data", List.of(entry), "x", random.value(1))));
      LiveEvent other = event(random.spell(Map.of("data", List.of(entry), "y", random.value(1))));

      // Then
      assertThat(other).as("seed %d", seed).isEqualTo(one);
    }
  }

  @Test
  void anySingleChangeIsAnotherEvent() {
    for (int round = 0; round < ROUNDS; round++) {
      // Given
      long seed = 2_000_000L + round;
      RandomJson random = new RandomJson(new Random(seed));
      Map<String, Object> envelope = envelope(random, new Random(seed));
      Map<String, Object> changed = changed(random, new Random(seed), envelope);
      assertThat(changed).as("seed %d", seed).isNotEqualTo(envelope);

      // When
      EventId one = event(random.spell(envelope)).id();
      EventId other = event(random.spell(changed)).id();

      // Then
      assertThat(other).as("seed %d", seed).isNotEqualTo(one);
      assertThat(other.high()).as("seed %d", seed).isNotEqualTo(one.high());
      assertThat(other.low()).as("seed %d", seed).isNotEqualTo(one.low());
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{'v':5}`, `{'v':'5'}`",
        "`{'v':[]}`, `{'v':{}}`",
        "`{'v':true}`, `{'v':'true'}`",
        "`{'v':null}`, `{'v':'null'}`",
        "`{'v':null}`, `{}`",
        "`{'v':''}`, `{'v':null}`",
        "`{'v':false}`, `{'v':0}`",
        "`{'v':null}`, `{'v':false}`",
        "`{'v':[1,2]}`, `{'v':[2,1]}`",
        "`{'v':[1,[2]]}`, `{'v':[[1],2]}`",
        "`{'v':[[],[]]}`, `{'v':[[[]]]}`",
        "`{'v':[null]}`, `{'v':[]}`",
        "`{'v':[0,0]}`, `{'v':[0]}`",
        "`{'a':1,'b':2}`, `{'a':2,'b':1}`",
        "`{'a':'b'}`, `{'b':'a'}`",
        "`{'a':{'b':1}}`, `{'b':{'a':1}}`",
        "`{'a':{'b':1},'c':1}`, `{'a':{'c':1},'b':1}`",
        "`{'a':1,'b':1}`, `{'a':1,'c':1}`",
        "`{'v':10}`, `{'v':1}`",
        "`{'v':-5}`, `{'v':5}`",
        "`{'v':9007199254740993}`, `{'v':9007199254740992}`",
        "`{'v':9223372036854775808}`, `{'v':-9223372036854775808}`",
        "`{'v':18446744073709551616}`, `{'v':0}`",
        "`{'v':0.1}`, `{'v':0.10000000000000001}`",
        "`{'v':1e400}`, `{'v':1e401}`",
        "`{'v':'\\u00e9'}`, `{'v':'e\\u0301'}`",
        "`{'v':'a'}`, `{'v':'a\\u0000'}`",
        "`{'v':'ab'}`, `{'v':'ba'}`",
        "`{'v':'abcdefgh'}`, `{'v':'efghabcd'}`",
      })
  void valuesThatAreEasilyConfusedAreDifferentEvents(String one, String other) {
    assertThat(event(canvas("x", "", one)).id()).isNotEqualTo(event(canvas("x", "", other)).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "5.0", "5.000", "50e-1", "0.5E1", "0.5e+1", "500E-2", "5e0", "5E-0"})
  void fiveIsFiveHoweverItIsSpelled(String five) {
    // When
    LiveEvent spelled = event(canvas("x", "", "{'course_id':" + five + ",'v':[" + five + "]}"));

    // Then
    assertThat(spelled).isEqualTo(event(canvas("x", "", "{'course_id':5,'v':[5]}")));
    assertThat(spelled.scope().key()).isEqualTo("course:1~5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "0.0", "-0.0", "0e9", "-0E-9"})
  void zeroIsZeroHoweverItIsSpelled(String zero) {
    assertThat(event(canvas("x", "", "{'course_id':" + zero + "}")))
        .isEqualTo(event(canvas("x", "", "{'course_id':0}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "9223372036854775808.0",
        "9.223372036854775808e18",
        "9223372036854775808000e-3",
        "0.9223372036854775808E+19",
      })
  void numbersBeyondSixtyFourBitsAreEqualByValue(String number) {
    assertThat(event(canvas("x", "", "{'course_id':" + number + "}")))
        .isEqualTo(event(canvas("x", "", "{'course_id':9223372036854775808}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e2147483647",
        "10e2147483647",
        "100e2147483647",
        "1e2147483648",
        "1e-2147483648",
        "1e99999999999999999999",
        "-1000.000e-99999999999999999999",
      })
  void exponentsBeyondAllMeasureAreReadAllTheSame(String number) {
    // Given
    String payload = canvas("x", "", "{'course_id':" + number + "}");
    String other = canvas("x", "", "{'course_id':" + number + "7}");

    // Then
    assertThat(event(payload)).isEqualTo(event(payload.replace(",", " , ")));
    assertThat(event(payload).id()).isNotEqualTo(event(other).id());
  }

  @Test
  void aSlashAndAnEscapedSlashAreTheSame() {
    assertThat(event(canvas("x", "", "{'v':'http://a/b'}")).id())
        .isEqualTo(event(canvas("x", "", "{'v':'http:\\/\\/a\\/b'}")).id());
  }

  @Test
  void theMembersBesideMetadataAndBodyNeverCount() {
    // Given
    String plain = canvas("grade_change", "", "{'score':5}");
    String claims =
        json(
            "{'iss':'https://live-events.example','iat':1,'exp':2,'nbf':3,'jti':'4','aud':['5'],"
                + "'sub':'6','subscription':{'id':'7','owner_id':'8'},'course_id':'99',");

    // When
    LiveEvent signed = event(claims + plain.substring(1));

    // Then
    assertThat(signed).isEqualTo(event(plain));
  }

  @Test
  void theCaliperEnvelopeNeverCounts() {
    // Given
    String entry =
        "{'type':'SessionEvent','action':'LoggedIn','eventTime':'2026-09-01T08:15:30.123Z'}";

    // When
    LiveEvent first = event(Payloads.envelope(entry));
    LiveEvent again =
        event(
            json(
                "{'data':["
                    + entry
                    + "],'sensor':'other','sendTime':'2027-01-01T00:00:00.000Z','subscription':{}}"));

    // Then
    assertThat(again).isEqualTo(first);
  }

  @Test
  void theIdOfTheCaliperEntryCountsLikeAnyValue() {
    // Given
    String entry = "'id':'urn:uuid:1'";

    // Then
    assertThat(event(Payloads.caliper("SessionEvent", "LoggedIn", entry)).id())
        .isNotEqualTo(
            event(Payloads.caliper("SessionEvent", "LoggedIn", "'id':'urn:uuid:2'")).id());
  }

  @Test
  void metadataAndBodyAreNotInterchangeable() {
    // Given
    String metadata = "{'event_name':'x','event_time':'2026-09-01T08:15:30.123Z'}";
    String other = "{'event_name':'x','event_time':'2026-09-01T08:15:30.123Z','v':1}";

    // Then
    assertThat(event(json("{'metadata':" + metadata + ",'body':" + other + "}")).id())
        .isNotEqualTo(event(json("{'metadata':" + other + ",'body':" + metadata + "}")).id());
  }

  @Test
  void twoHundredThousandSmallEventsDoNotCollide() {
    // Given
    long seed = 3_000_000L;
    Random random = new Random(seed);
    Set<String> bodies = new HashSet<>();
    while (bodies.size() < 200_000) {
      bodies.add(smallBody(random));
    }
    Map<EventId, String> byId = new HashMap<>();
    Set<Long> highs = new HashSet<>();
    Set<Long> lows = new HashSet<>();

    // When
    for (String body : bodies) {
      EventId id = event(canvas("x", "", body)).id();
      byId.merge(id, body, (one, other) -> one + " and " + other);
      highs.add(id.high());
      lows.add(id.low());
    }

    // Then
    assertThat(byId.values()).as("seed %d", seed).allMatch(bodies::contains);
    assertThat(byId).as("seed %d", seed).hasSize(bodies.size());
    assertThat(highs).as("seed %d", seed).hasSize(bodies.size());
    assertThat(lows).as("seed %d", seed).hasSize(bodies.size());
  }

  /** Few keys in a fixed order and short values, so that equal texts are equal values. */
  private static String smallBody(Random random) {
    StringBuilder body = new StringBuilder("{");
    String comma = "";
    for (String key : List.of("a", "b", "c", "d")) {
      if (random.nextInt(3) > 0) {
        body.append(comma).append('\'').append(key).append("':").append(smallValue(random, 2));
        comma = ",";
      }
    }
    return body.append('}').toString();
  }

  private static String smallValue(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> Integer.toString(random.nextInt(20));
      case 1 -> "'" + random.nextInt(20) + "'";
      case 2 -> List.of("true", "false", "null", "''", "[]", "{}").get(random.nextInt(6));
      case 3 -> "[" + smallValue(random, depth - 1) + "," + smallValue(random, depth - 1) + "]";
      default -> "{'a':" + smallValue(random, depth - 1) + "}";
    };
  }

  private static Map<String, Object> envelope(RandomJson json, Random random) {
    Map<String, Object> metadata = json.object(1);
    metadata.put("event_name", "name" + random.nextInt(3));
    metadata.put("event_time", "2026-09-01T08:15:30.123Z");
    metadata.put("context_type", "Course");
    metadata.put("context_id", random.nextBoolean() ? json.number() : json.text());
    Map<String, Object> body = json.object(2);
    body.put(
        "user_id", random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(99)) : json.text());
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("metadata", metadata);
    envelope.put("body", body);
    return envelope;
  }

  /** The envelope with one change in the body, or in metadata beside name and time. */
  private static Map<String, Object> changed(
      RandomJson json, Random random, Map<String, Object> envelope) {
    Map<String, Object> changed = new LinkedHashMap<>(envelope);
    if (random.nextInt(3) > 0 && envelope.get("body") instanceof Map<?, ?> body) {
      Object mutated = json.mutate(body);
      changed.put("body", mutated instanceof Map ? mutated : Map.of());
    } else if (envelope.get("metadata") instanceof Map<?, ?> metadata) {
      Map<Object, Object> rest = new LinkedHashMap<>(metadata);
      rest.keySet().removeAll(Set.of("event_name", "event_time"));
      Object mutated = json.mutate(rest);
      Map<Object, Object> copy = new LinkedHashMap<>((Map<?, ?>) mutated);
      copy.put("event_name", metadata.get("event_name"));
      copy.put("event_time", metadata.get("event_time"));
      changed.put("metadata", copy);
    }
    return changed;
  }
}
