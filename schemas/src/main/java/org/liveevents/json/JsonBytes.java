package org.liveevents.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Goes through the bytes of JSON that has been checked before, and passes over what nobody wants at
 * the speed of looking for its end. Of bytes that are no JSON it may tell anything, but it comes to
 * an end: at the latest with an {@link IndexOutOfBoundsException}. Not safe to share between
 * threads.
 */
public final class JsonBytes {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long SLASHES = ONES * '\\';

  private final byte[] bytes;
  private int at;
  private int textFrom;
  private int textTo;
  private boolean plain = true;

  /** A reader that stands before the first byte. */
  public JsonBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The byte with which the next value, key or end begins; it stays to be read. */
  public int peek() {
    while (bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    return bytes[at];
  }

  /** Enters an object or array; whether there is anything in it. */
  public boolean enters(int end) {
    peek();
    at++;
    if (peek() == end) {
      at++;
      return false;
    }
    return true;
  }

  /** After an entry: whether another one comes. */
  public boolean goesOn() {
    int next = peek();
    at++;
    return next == ',';
  }

  /** Passes over what stands between a key and its value. */
  public void colon() {
    peek();
    at++;
  }

  /**
   * Reads a string.
   *
   * @return whether its bytes are its text, without escapes
   */
  public boolean string() {
    peek();
    textFrom = ++at;
    plain = true;
    while (true) {
      at = special(at);
      if (bytes[at] == '"') {
        textTo = at++;
        return plain;
      }
      plain = false;
      at += 2;
    }
  }

  /** The place of the next quote or backslash. */
  private int special(int from) {
    int i = from;
    while (i + Long.BYTES <= bytes.length) {
      long word = (long) WORD.get(bytes, i);
      long quote = word ^ QUOTES;
      long slash = word ^ SLASHES;
      long marks = (((quote - ONES) & ~quote) | ((slash - ONES) & ~slash)) & HIGH_BITS;
      if (marks != 0) {
        return i + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
      i += Long.BYTES;
    }
    while (bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /** Passes over a value; of a number, {@link #textFrom} and {@link #textTo} tell where it was. */
  public void skip() {
    int begin = peek();
    if (begin == '"') {
      string();
    } else if (begin == '{' || begin == '[') {
      skipContainer();
    } else {
      textFrom = at;
      plain = true;
      while (at < bytes.length && isOfWord(bytes[at])) {
        at++;
      }
      textTo = at;
    }
  }

  private void skipContainer() {
    int depth = 0;
    do {
      switch (bytes[at]) {
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case '"' -> string();
        default -> at++;
      }
    } while (depth > 0);
  }

  private static boolean isOfWord(byte b) {
    return b != ',' && b != '}' && b != ']' && (b > ' ' || b < 0);
  }

  /** All bytes, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the last string or number begins. */
  public int textFrom() {
    return textFrom;
  }

  /** Where it ends, exclusive. */
  public int textTo() {
    return textTo;
  }

  /** The last string or number as text. */
  public String text() {
    if (plain) {
      return new String(bytes, textFrom, textTo - textFrom, UTF_8);
    }
    StringBuilder text = new StringBuilder(textTo - textFrom);
    int from = textFrom;
    while (from < textTo) {
      int end = from;
      while (end < textTo && bytes[end] != '\\') {
        end++;
      }
      text.append(new String(bytes, from, end - from, UTF_8));
      from = end < textTo ? unescape(end + 1, text) : end;
    }
    return text.toString();
  }

  /** Appends what an escape stands for, and tells what follows it. */
  private int unescape(int escape, StringBuilder text) {
    char letter = (char) bytes[escape];
    if (letter == 'u') {
      int unit = 0;
      for (int i = 1; i <= 4; i++) {
        unit = unit << 4 | Character.digit(bytes[escape + i], 16);
      }
      text.append((char) unit);
      return escape + 5;
    }
    text.append(
        switch (letter) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> letter;
        });
    return escape + 1;
  }
}
