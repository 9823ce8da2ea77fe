package org.liveevents.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // a tail alone
        "BF",
        "C0 80", // overlong
        "C0 AF",
        "C1 BF",
        "E0 80 80",
        "E0 9F BF",
        "F0 80 80 80",
        "F0 8F BF BF",
        "ED A0 80", // surrogates, alone and in the CESU-8 pair
        "ED BF BF",
        "ED A0 BD ED B0 99",
        "F4 90 80 80", // above U+10FFFF
        "F5 80 80 80",
        "F8 88 80 80 80",
        "FC 84 80 80 80 80",
        "FE",
        "FF",
        "C3", // cut off
        "E6 AC",
        "E6",
        "F0 9F 90",
        "F0 9F",
        "F0",
        "C3 28", // a wrong tail
        "E6 28 A2",
        "E6 AC 28",
        "F0 28 90 99",
        "F0 9F 28 99",
        "F0 9F 90 28",
        "C3 C3",
        "E6 AC C0",
      })
  void refusesIllFormedBytesWhereverTheyStand(String hex) {
    byte[] bad = HexFormat.ofDelimiter(" ").parseHex(hex);
    for (int before = 0; before < 18; before++) {
      for (int after = 0; after < 18; after += 17) {
        // Given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("x".repeat(before).getBytes(UTF_8));
        bytes.writeBytes(bad);
        bytes.writeBytes("x".repeat(after).getBytes(UTF_8));

        // Then
        assertThat(Utf8.isWellFormed(bytes.toByteArray()))
            .as("%d before, %d after", before, after)
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "7F",
        "C2 80",
        "DF BF",
        "E0 A0 80",
        "ED 9F BF",
        "EE 80 80",
        "EF BF BF",
        "EF BB BF",
        "F0 90 80 80",
        "F4 8F BF BF",
      })
  void takesTheEndsOfEveryRange(String hex) {
    // Given
    byte[] bytes = hex.isEmpty() ? new byte[0] : HexFormat.ofDelimiter(" ").parseHex(hex);

    // Then
    assertThat(Utf8.isWellFormed(bytes)).isTrue();
  }

  @Test
  void takesEveryCharacter() {
    // Given
    StringBuilder all = new StringBuilder();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        all.appendCodePoint(point);
      }
    }

    // Then
    assertThat(Utf8.isWellFormed(all.toString().getBytes(UTF_8))).isTrue();
  }

  @Test
  void agreesWithTheDecoderOfTheJdkOnRandomBytes() {
    for (int round = 0; round < 30_000; round++) {
      // Given
      long seed = 7_000_000L + round;
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        if (random.nextInt(3) > 0) { // else hardly any would be well-formed
          bytes[i] =
              (byte) (random.nextInt(4) == 0 ? 0x80 | random.nextInt(64) : random.nextInt(128));
        }
      }

      // Then
      assertThat(Utf8.isWellFormed(bytes))
          .as("seed %d: %s", seed, HexFormat.of().formatHex(bytes))
          .isEqualTo(decodes(bytes));
    }
  }

  @Test
  void agreesWithTheDecoderOfTheJdkOnDamagedText() {
    for (int round = 0; round < 30_000; round++) {
      // Given
      long seed = 7_500_000L + round;
      Random random = new Random(seed);
      byte[] bytes = "abc \u00E9\u6B22\u8FCE\uD83D\uDC19 defghijkl\uDBFF\uDFFF".getBytes(UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);

      // Then
      assertThat(Utf8.isWellFormed(bytes))
          .as("seed %d: %s", seed, HexFormat.of().formatHex(bytes))
          .isEqualTo(decodes(bytes));
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
