package org.liveevents.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/** Bytes of anybody's making as text that no terminal takes for a command. */
final class Escaped {

  private Escaped() {}

  /** Text in UTF-8 as it is, but for what doesn't print; other bytes as {@code \xNN}. */
  static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int length = lengthOfCharacter(bytes[at]);
      String character = decode(bytes, at, length);
      if (character.isEmpty()) {
        text.append("\\x%02X".formatted(bytes[at] & 0xFF));
        at++;
      } else {
        append(text, character.codePointAt(0));
        at += length;
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int character) {
    switch (character) {
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\\' -> text.append("\\\\");
      default -> {
        if (isPrintable(character)) {
          text.appendCodePoint(character);
        } else {
          text.append("\\u{%X}".formatted(character));
        }
      }
    }
  }

  /** Not so what moves the cursor, turns the direction of writing or can't be seen. */
  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static int lengthOfCharacter(byte first) {
    int ones = Integer.numberOfLeadingZeros(~((first & 0xFF) << 24));
    return ones == 0 ? 1 : ones;
  }

  /** The character at that place, or an empty text if the bytes are none. */
  private static String decode(byte[] bytes, int from, int length) {
    if (from + length > bytes.length) {
      return "";
    }
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      return "";
    }
  }
}
