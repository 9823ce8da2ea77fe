package org.liveevents.bridge.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;

/**
 * A compact JWT as it lies in a body, perhaps in double quotes and white space:
 *
 * <pre>
 *   header . claims . signature
 * </pre>
 */
final class Token {

  private final byte[] text;
  private final int from;
  private final int firstDot;
  private final int secondDot;
  private final int to;

  private Token(byte[] text, int from, int firstDot, int secondDot, int to) {
    this.text = text;
    this.from = from;
    this.firstDot = firstDot;
    this.secondDot = secondDot;
    this.to = to;
  }

  /**
   * Finds the token's parts.
   *
   * @throws IllegalArgumentException if there aren't three
   */
  static Token of(byte[] body) {
    int from = skipSpace(body, 0, body.length);
    int to = skipSpaceBack(body, from, body.length);
    if (to - from >= 2 && body[from] == '"' && body[to - 1] == '"') {
      from = skipSpace(body, from + 1, to - 1);
      to = skipSpaceBack(body, from, to - 1);
    }
    int first = dot(body, from, to);
    int second = dot(body, first + 1, to);
    if (first == to || second == to || dot(body, second + 1, to) != to) {
      throw new IllegalArgumentException("a compact token has three parts");
    }
    return new Token(body, from, first, second, to);
  }

  /** The first part, encoded. */
  String header() {
    return new String(text, from, firstDot - from, ISO_8859_1);
  }

  /**
   * The second part, decoded.
   *
   * @throws IllegalArgumentException if it isn't Base64
   */
  byte[] claims() {
    return Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, firstDot + 1, secondDot));
  }

  /** The third part, encoded. */
  String signature() {
    return new String(text, secondDot + 1, to - secondDot - 1, ISO_8859_1);
  }

  /** What is signed: the first two parts and the dot between them. */
  byte[] signed() {
    return Arrays.copyOfRange(text, from, secondDot);
  }

  private static int dot(byte[] text, int from, int to) {
    int at = Math.min(from, to);
    while (at < to && text[at] != '.') {
      at++;
    }
    return at;
  }

  private static int skipSpace(byte[] text, int from, int to) {
    int at = from;
    while (at < to && isSpace(text[at])) {
      at++;
    }
    return at;
  }

  private static int skipSpaceBack(byte[] text, int from, int to) {
    int at = to;
    while (at > from && isSpace(text[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
