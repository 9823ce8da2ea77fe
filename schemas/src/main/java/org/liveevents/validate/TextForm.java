package org.liveevents.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a text looks like. The patterns that stand in hot places of our schemas have checks written
 * by hand, which allocate nothing; any other is left to the regular expression it is. {@code
 * TextFormTest} holds the two together.
 */
interface TextForm {

  /** Whether the text in those bytes, in UTF-8, has this form. */
  boolean matches(byte[] text, int from, int length);

  /** The form a pattern of a schema stands for; anchored at both ends. */
  static TextForm of(String pattern) {
    if (!pattern.startsWith("^") || !pattern.endsWith("$")) {
      throw new IllegalArgumentException("a pattern that is not anchored: " + pattern);
    }
    return Times.ofPattern(pattern)
        .or(() -> Id.ofPattern(pattern))
        .or(() -> Urn.ofPattern(pattern))
        .or(() -> Plain.ofPattern(pattern))
        .orElseGet(() -> new Regular(anchored(pattern)));
  }

  private static Pattern anchored(String pattern) {
    return Pattern.compile(pattern.substring(1, pattern.length() - 1));
  }

  /** Any other form. */
  record Regular(Pattern pattern) implements TextForm {
    @Override
    public boolean matches(byte[] text, int from, int length) {
      return pattern.matcher(new String(text, from, length, UTF_8)).matches();
    }
  }

  /**
   * A URN of whatever kind of object, or a URI. The usual spelling, in printable ASCII, is checked
   * by hand; the others, which are rare, by the pattern.
   */
  record Plain(Kind kind, Pattern pattern) implements TextForm {

    private static final byte[] CANVAS = "urn:instructure:canvas:".getBytes(UTF_8);

    /** What it is. */
    enum Kind {
      URN("^urn:instructure:canvas:.+:[^:]+$"),
      URN_OF_ID("^urn:instructure:canvas:.+:" + Id.PATTERN + "$"),
      URI("^[A-Za-z][A-Za-z0-9+.-]*:.+$");

      private final String pattern;

      Kind(String pattern) {
        this.pattern = pattern;
      }
    }

    static Optional<TextForm> ofPattern(String pattern) {
      return Stream.of(Kind.values())
          .filter(kind -> kind.pattern.equals(pattern))
          .<TextForm>map(kind -> new Plain(kind, anchored(pattern)))
          .findFirst();
    }

    @Override
    public boolean matches(byte[] text, int from, int length) {
      int end = from + length;
      for (int i = from; i < end; i++) {
        if (text[i] < ' ') { // beyond ASCII, too
          return pattern.matcher(new String(text, from, length, UTF_8)).matches();
        }
      }
      return kind == Kind.URI ? isUri(text, from, end) : isUrn(text, from, end);
    }

    private boolean isUrn(byte[] text, int from, int end) {
      int colon = end - 1;
      while (colon > from && text[colon] != ':') {
        colon--;
      }
      return colon < end - 1
          && colon > from + CANVAS.length
          && Arrays.equals(CANVAS, 0, CANVAS.length, text, from, from + CANVAS.length)
          && (kind == Kind.URN || Id.isId(text, colon + 1, end));
    }

    private static boolean isUri(byte[] text, int from, int end) {
      int i = from;
      while (i < end && (isLetter(text[i]) || (i > from && isFurther(text[i])))) {
        i++;
      }
      return i > from && i < end - 1 && text[i] == ':';
    }

    private static boolean isLetter(int b) {
      int lower = b | 0x20;
      return lower >= 'a' && lower <= 'z';
    }

    private static boolean isFurther(int b) {
      return (b >= '0' && b <= '9') || b == '+' || b == '.' || b == '-';
    }
  }

  /**
   * A decimal id or a short one, {@code 2107~565}.
   *
   * @param maybeEmpty whether no text at all is one too
   */
  record Id(boolean maybeEmpty) implements TextForm {

    static final String PATTERN = "[0-9]{1,19}(~[0-9]{1,13})?";

    static Optional<TextForm> ofPattern(String pattern) {
      if (pattern.equals("^" + PATTERN + "$")) {
        return Optional.of(new Id(false));
      }
      return pattern.equals("^(" + PATTERN + ")?$") ? Optional.of(new Id(true)) : Optional.empty();
    }

    @Override
    public boolean matches(byte[] text, int from, int length) {
      return length == 0 ? maybeEmpty : isId(text, from, from + length);
    }

    static boolean isId(byte[] text, int from, int end) {
      int tilde = skipDigits(text, from, end);
      if (tilde == from || tilde - from > 19) {
        return false;
      }
      if (tilde == end) {
        return true;
      }
      int last = skipDigits(text, tilde + 1, end);
      return text[tilde] == '~' && last == end && last - tilde > 1 && last - tilde <= 14;
    }

    private static int skipDigits(byte[] text, int from, int end) {
      int i = from;
      while (i < end && text[i] >= '0' && text[i] <= '9') {
        i++;
      }
      return i;
    }
  }

  /**
   * A URN of a certain kind of object, and an id after the last colon.
   *
   * @param prefixes what it may begin with
   * @param decimal whether the id is a decimal or short one, or any text without a colon
   */
  record Urn(List<byte[]> prefixes, boolean decimal) implements TextForm {

    private static final String TEXT = "[^:]+";
    private static final Pattern SHAPE =
        Pattern.compile(
            "\\^urn:instructure:canvas:(?:([A-Za-z_]+)|\\(([A-Za-z_:|]+)\\)):(.*)\\$",
            Pattern.DOTALL);

    static Optional<TextForm> ofPattern(String pattern) {
      Matcher shape = SHAPE.matcher(pattern);
      if (!shape.matches() || !(shape.group(3).equals(TEXT) || shape.group(3).equals(Id.PATTERN))) {
        return Optional.empty();
      }
      String kinds = shape.group(1) == null ? shape.group(2) : shape.group(1);
      return Optional.of(
          new Urn(
              List.of(kinds.split("\\|", -1)).stream()
                  .map(kind -> ("urn:instructure:canvas:" + kind + ":").getBytes(UTF_8))
                  .toList(),
              shape.group(3).equals(Id.PATTERN)));
    }

    @Override
    public boolean matches(byte[] text, int from, int length) {
      for (int i = 0; i < prefixes.size(); i++) {
        byte[] prefix = prefixes.get(i);
        if (startsWith(prefix, text, from, length)
            && isTail(text, from + prefix.length, from + length)) {
          return true;
        }
      }
      return false;
    }

    private boolean isTail(byte[] text, int from, int end) {
      if (decimal) {
        return Id.isId(text, from, end);
      }
      for (int i = from; i < end; i++) {
        if (text[i] == ':') {
          return false;
        }
      }
      return from < end;
    }

    private static boolean startsWith(byte[] prefix, byte[] text, int from, int length) {
      return length >= prefix.length
          && Arrays.equals(prefix, 0, prefix.length, text, from, from + prefix.length);
    }
  }
}
