package org.liveevents.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.schema.EventSchema;
import org.liveevents.schema.SchemaCatalogue;

/** A check written by hand says what the pattern says. */
class TextFormTest {

  private static final long SEED = Long.getLong("seed", new Random().nextLong());
  private static final List<String> SEEDS =
      List.of(
          "2026-09-01T08:15:30.123Z",
          "2026-09-01T08:15:30Z",
          "2026-09-01 00:15:30 -0800",
          "2026-12-31",
          "2107~565",
          "1234567890123456789~1234567890123",
          "content-export-17",
          "https://canvas.example.edu/",
          "urn:instructure:canvas:quizzes:quiz:21070000000000565",
          "urn:instructure:canvas:submission:2107~565");
  private static final String ALPHABET = "0123456789~:-+.,/TtZz UTCurn:ab\u00e9\n\u2028|";

  @BeforeAll
  static void tellTheSeed() {
    System.out.println("TextFormTest -Dseed=" + SEED);
  }

  static Stream<String> patterns() {
    Set<String> patterns = new TreeSet<>();
    for (EventSchema schema : SchemaCatalogue.bundled().all()) {
      for (JsonNode pattern : schema.annotated().findValues("pattern")) {
        patterns.add(pattern.textValue());
      }
    }
    return patterns.stream();
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void everyFormAgreesWithItsPattern(String pattern) {
    // Given
    Random random = new Random(SEED);
    TextForm form = TextForm.of(pattern);
    Pattern regular = Pattern.compile(pattern.substring(1, pattern.length() - 1));
    int taken = 0;

    for (int i = 0; i < 3000; i++) {
      // When
      String text = mutate(seed(pattern, random), random);
      byte[] bytes = ("<" + text + ">").getBytes(UTF_8);

      // Then
      boolean matches = regular.matcher(text).matches();
      assertThat(form.matches(bytes, 1, bytes.length - 2))
          .as("-Dseed=%d %s %s", SEED, pattern, text)
          .isEqualTo(matches);
      taken += matches ? 1 : 0;
    }
    assertThat(taken).isBetween(1, 2999);
  }

  @Test
  void whatIsReadWithEveryEventIsCheckedByHand() {
    assertThat(patterns().map(TextForm::of).filter(form -> form instanceof TextForm.Regular))
        .as("patterns left to a regular expression")
        .hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void nothingFollowsTheEndOfAPattern() {
    byte[] text = "565\n".getBytes(UTF_8);
    assertThat(TextForm.of("^[0-9]+$").matches(text, 0, 4)).isFalse();
    assertThat(TextForm.of("^[0-9]{1,19}(~[0-9]{1,13})?$").matches(text, 0, 4)).isFalse();
  }

  @Test
  void aPatternThatIsNotAnchoredIsRefused() {
    assertThatThrownBy(() -> TextForm.of("[0-9]")).isInstanceOf(IllegalArgumentException.class);
  }

  /** Something near to what the pattern takes. */
  private static String seed(String pattern, Random random) {
    if (pattern.startsWith("^urn:instructure:canvas:") && random.nextBoolean()) {
      String kind = pattern.replaceFirst("^\\^urn:instructure:canvas:\\(?([^:|)]*).*", "$1");
      return "urn:instructure:canvas:" + kind + ":" + random.nextInt(1000);
    }
    return SEEDS.get(random.nextInt(SEEDS.size()));
  }

  private static String mutate(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    for (int i = random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, other);
        case 2 -> text.append(other);
        default -> text.setCharAt(at, other);
      }
    }
    return text.toString();
  }
}
