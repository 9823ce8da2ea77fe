package org.liveevents.validate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text looks like. The patterns that stand in hot places of our schemas have checks written
 * by hand, which allocate nothing; any other is left to the regular expression it is. {@code
 * TextFormTest} holds the two together.
 */
interface TextForm {

  /** Whether those characters have this form. */
  boolean matches(char[] text, int from, int length);

  /** The form a pattern of a schema stands for; anchored at both ends. */
  static TextForm of(String pattern) {
    if (!pattern.startsWith("^") || !pattern.endsWith("$")) {
      throw new IllegalArgumentException("a pattern that is not anchored: " + pattern);
    }
    return Times.ofPattern(pattern)
        .or(() -> Id.ofPattern(pattern))
        .or(() -> Urn.ofPattern(pattern))
        .orElseGet(() -> new Regular(Pattern.compile(pattern.substring(1, pattern.length() - 1))));
  }

  /** Any other form. */
  record Regular(Pattern pattern) implements TextForm {
    @Override
    public boolean matches(char[] text, int from, int length) {
      return pattern.matcher(new String(text, from, length)).matches();
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
    public boolean matches(char[] text, int from, int length) {
      return length == 0 ? maybeEmpty : isId(text, from, from + length);
    }

    static boolean isId(char[] text, int from, int end) {
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

    private static int skipDigits(char[] text, int from, int end) {
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
  record Urn(List<String> prefixes, boolean decimal) implements TextForm {

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
                  .map(kind -> "urn:instructure:canvas:" + kind + ":")
                  .toList(),
              shape.group(3).equals(Id.PATTERN)));
    }

    @Override
    public boolean matches(char[] text, int from, int length) {
      for (int i = 0; i < prefixes.size(); i++) {
        String prefix = prefixes.get(i);
        if (startsWith(prefix, text, from, length)
            && isTail(text, from + prefix.length(), from + length)) {
          return true;
        }
      }
      return false;
    }

    private boolean isTail(char[] text, int from, int end) {
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

    private static boolean startsWith(String prefix, char[] text, int from, int length) {
      if (length < prefix.length()) {
        return false;
      }
      for (int i = 0; i < prefix.length(); i++) {
        if (prefix.charAt(i) != text[from + i]) {
          return false;
        }
      }
      return true;
    }
  }
}
