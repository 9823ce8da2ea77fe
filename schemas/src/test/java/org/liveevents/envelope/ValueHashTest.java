package org.liveevents.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liveevents.envelope.Payloads.caliper;
import static org.liveevents.envelope.Payloads.canvas;
import static org.liveevents.envelope.Payloads.event;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.event.EventId;

class ValueHashTest {

  private final ValueHash hash = new ValueHash();

  /**
   * Ids are stored: whoever changes one of these makes every installation take old events for new.
   */
  @Test
  void theIdsOfTheseEventsNeverChange() {
    assertThat(event(canvas("heartbeat", "", "{}")).id())
        .hasToString("6bd73410cb7cfb0c1ec17cf79ac9cba3");
    assertThat(
            event(
                    canvas(
                        "grade_change",
                        "'context_type':'Course','context_id':'21070000000000565','user_id':null",
                        "{'score':17.5,'points_possible':20,'grade':'B+ \u00FC \uD83D\uDC19',"
                            + "'muted':false,'list':[1,[],{},-0.25,1e30,12345678901234567890]}"))
                .id())
        .hasToString("a2bafe0dfd190477860cd2db6bc70a72");
    assertThat(
            event(
                    caliper(
                        "GradeEvent",
                        "Graded",
                        "'id':'urn:uuid:1','object':{'id':'urn:instructure:canvas:submission:1'}"))
                .id())
        .hasToString("04c277c3cb3613b937aedbcd40f3d731");
  }

  @Test
  void aNumberHashesAlikeAsLongAndAsText() {
    for (int round = 0; round < 20_000; round++) {
      // Given
      long seed = 6_000_000L + round;
      Random random = new Random(seed);
      long number = random.nextLong() >> random.nextInt(64);

      // When
      EventId asLong = id(hash.number(number));
      EventId asText = id(hash.number(Long.toString(number)));
      EventId asDecimal = id(hash.number(new BigDecimal(number).setScale(3).toString()));

      // Then
      assertThat(asText).as("seed %d", seed).isEqualTo(asLong);
      assertThat(asDecimal).as("seed %d", seed).isEqualTo(asLong);
    }
  }

  @Test
  void theEndsOfTheLongRangeHashAlikeAsLongAndAsText() {
    assertThat(id(hash.number(Long.toString(Long.MIN_VALUE))))
        .isEqualTo(id(hash.number(Long.MIN_VALUE)));
    assertThat(id(hash.number(Long.toString(Long.MAX_VALUE))))
        .isEqualTo(id(hash.number(Long.MAX_VALUE)));
  }

  @Test
  void aTextHashesAlikeWhereverItStands() {
    for (int round = 0; round < 5_000; round++) {
      // Given
      long seed = 6_500_000L + round;
      Random random = new Random(seed);
      String text = "x\u00E9\u6B22\uD83D\uDC19".repeat(random.nextInt(200));
      String around = "\uD83D".repeat(random.nextInt(9));

      // When
      EventId whole = id(hash.text(text));
      char[] chars = (around + text + around).toCharArray();
      EventId part = id(hash.text(chars, around.length(), text.length()));

      // Then
      assertThat(part).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD83D",
        "\uDC19",
        "\uDC19\uD83D",
        "abcd\uD83D",
        "abc\uD83Dd\uDC19",
        "\uD83D\uDC19\uDC19",
        "\uD83D\uD83D\uDC19",
        "abcdefg\uDFFF",
        "\uDBFF.......",
      })
  void refusesHalfASurrogatePair(String text) {
    assertThatThrownBy(() -> hash.text(text)).isInstanceOf(ValueHash.LoneSurrogate.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD83D\uDC19",
        "abc\uD83D\uDC19",
        "\uD800\uDC00\uDBFF\uDFFF",
        "\uD7FF\uE000\uFFFF"
      })
  void takesWholeSurrogatePairsAndTheirNeighbours(String text) {
    assertThat(id(hash.text(text))).isEqualTo(id(hash.text(text)));
  }

  @Test
  void halfASurrogatePairIsFoundWhereverItStands() {
    for (int length = 1; length < 20; length++) {
      for (int at = 0; at < length; at++) {
        // Given
        char[] chars = "x".repeat(length).toCharArray();
        chars[at] = '\uDC19';

        // Then
        assertThatThrownBy(() -> hash.text(chars, 0, chars.length))
            .as("at %d of %d", at, length)
            .isInstanceOf(ValueHash.LoneSurrogate.class);
      }
    }
  }

  @Test
  void anEmptyTextAnEmptyObjectAnEmptyArrayZeroAndNullAllDiffer() {
    assertThat(
            new EventId[] {
              id(hash.text("")),
              id(hash.object(0, 0, 0)),
              id(hash.array(0, 0, 0)),
              id(hash.number(0)),
              id(hash.literal(0)),
              id(hash.literal(1)),
              id(hash.literal(2))
            })
        .doesNotHaveDuplicates();
  }

  /** Evaluated after the hash, so that the high half is that of the low half given. */
  private EventId id(long low) {
    return new EventId(hash.high, low);
  }
}
